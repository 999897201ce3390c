import { describe, expect, it } from 'vitest'
import { routedBecause } from '../../src/cards/request-words.ts'
import type { Nation } from '../../src/domain/nation.ts'
import type { RosterSpecialist } from '../../src/domain/specialist.ts'
import type { Tenant } from '../../src/domain/tenant.ts'
import { type Route, routeFor } from '../../src/specialists/routing.ts'
import { at, DESK, NOW, specialist, tenant, time } from './council.ts'

interface Asked {
  words?: string
  place?: string
  topics?: string[]
  nation?: Nation
  load?: Record<string, number>
  now?: number
  skip?: string[]
  of?: Tenant
}

function routed(roster: readonly RosterSpecialist[], asked: Asked = {}): Route | undefined {
  const { words = 'we want to talk to suppliers', place, topics = [], nation = 'england', load = {}, now = NOW } = asked
  const need = { words, ...(place && { place }) }
  const loads = new Map(Object.entries(load))
  return routeFor({ need, topics, nation }, asked.of ?? tenant(), roster, loads, now, time, new Set(asked.skip))
}
const who = (route: Route | undefined) => route && (route.specialist?.id ?? 'desk')
const said = (route: Route | undefined, name = route?.specialist?.name ?? 'the procurement desk') =>
  route && routedBecause(name, route.specialist?.team, route.because)

const MARKET = specialist('priya', { expertise: ['market-engagement'], team: 'Category team' })
const CARE = specialist('tom', { expertise: ['social care'] })
const AWAY = [{ from: '2026-11-23', to: '2026-11-27' }]

describe('a request goes to', () => {
  it('whoever knows the subject, by the topics of the answer or by the person’s words', () => {
    expect(who(routed([CARE, MARKET], { topics: ['market-engagement'] }))).toBe('priya')
    expect(who(routed([MARKET, CARE], { words: 'a new social care contract' }))).toBe('tom')
  })

  it('whoever looks after the place', () => {
    const leeds = specialist('lee', { places: ['leeds'] })
    expect(who(routed([MARKET, leeds], { place: 'Leeds' }))).toBe('lee')
    expect(who(routed([MARKET, leeds], { words: 'a road scheme in Leeds' }))).toBe('lee')
  })

  it('somebody for that place rather than for another, where both know the subject', () => {
    const highways = specialist('hal', { expertise: ['market-engagement'], places: ['highways'] })
    const parks = specialist('pat', { expertise: ['market-engagement'], places: ['parks'] })
    expect(who(routed([highways, parks], { topics: ['market-engagement'], place: 'Parks' }))).toBe('pat')
  })

  it('whoever of two has fewer open requests', () => {
    const two = [specialist('ann', { expertise: ['works'] }), specialist('bob', { expertise: ['works'] })]
    expect(who(routed(two, { topics: ['works'], load: { ann: 3, bob: 1 } }))).toBe('bob')
    expect(who(routed(two, { topics: ['works'], load: { ann: 1, bob: 3 } }))).toBe('ann')
  })

  it('nobody who has all they can take', () => {
    const full = specialist('ann', { expertise: ['works'], most: 2 })
    expect(who(routed([full, specialist('bob')], { topics: ['works'], load: { ann: 2 } }))).toBe('bob')
    expect(who(routed([full, specialist('bob')], { topics: ['works'], load: { ann: 1 } }))).toBe('ann')
  })

  it('nobody who is away today; who covers gets it', () => {
    const away = specialist('ann', { expertise: ['works'], away: [{ ...AWAY[0]!, cover: 'bob' }] })
    const route = routed([away, specialist('bob')], { topics: ['works'] })
    expect(who(route)).toBe('bob')
    expect(said(route)).toContain('Bob Smith covers for Ann Smith')
    expect(who(routed([away, specialist('bob')], { topics: ['works'], now: at('2026-11-30 10:00') }))).toBe('ann')
  })

  it('nobody who covers but is away, full or the one who asks', () => {
    const away = specialist('ann', { expertise: ['works'], away: [{ ...AWAY[0]!, cover: 'bob' }] })
    const council = tenant({ desk: DESK })
    const bobAway = [away, specialist('bob', { away: AWAY })]
    expect(who(routed(bobAway, { topics: ['works'], of: council }))).toBe('desk')
    const both = [away, specialist('bob', { most: 1 })]
    expect(who(routed(both, { topics: ['works'], of: council, load: { bob: 1 } }))).toBe('desk')
    expect(who(routed(both, { topics: ['works'], of: council, skip: ['bob'] }))).toBe('desk')
  })

  it('whoever knows the nation’s law; without a word on it, that of the council', () => {
    const scot = specialist('isla', { expertise: ['works'], nations: ['scotland'] })
    const here = specialist('zed', { expertise: ['works'] })
    expect(who(routed([scot, here], { topics: ['works'] }))).toBe('zed')
    expect(who(routed([scot, here], { topics: ['works'], nation: 'scotland' }))).toBe('isla')
  })

  it('the desk when nobody knows the subject', () => {
    expect(who(routed([MARKET], { words: 'fleet', of: tenant({ desk: DESK }) }))).toBe('desk')
  })

  it('without a desk whoever has room, and is not away', () => {
    expect(who(routed([specialist('ann', { away: AWAY }), CARE], { words: 'fleet' }))).toBe('tom')
    expect(who(routed([specialist('isla', { nations: ['scotland'] })], { words: 'fleet' }))).toBe('isla')
  })

  it('somebody at work even when all have too much', () => {
    const roster = [specialist('ann', { away: AWAY, most: 1 }), specialist('bob', { most: 1 })]
    const route = routed(roster, { words: 'fleet', load: { bob: 1 } })
    expect(who(route)).toBe('bob')
    expect(said(route)).toBe('It goes to Bob Smith: everybody is away or has all they can take just now.')
  })

  it('nobody at all only where nobody is set up', () => {
    expect(routed([])).toBeUndefined()
    expect(who(routed([], { of: tenant({ desk: DESK }) }))).toBe('desk')
    expect(routed([CARE], { skip: ['tom'] })).toBeUndefined()
  })

  it('the same person whatever the order of the list', () => {
    const roster = ['eva', 'dan', 'cat', 'bob'].map((id) => specialist(id, { expertise: ['works'] }))
    const ways = [roster, roster.toReversed(), [...roster.slice(2), ...roster.slice(0, 2)]]
    expect(new Set(ways.map((way) => who(routed(way, { topics: ['works'] }))))).toEqual(new Set(['bob']))
  })
})

describe('the reason', () => {
  it('says subject, place and who', () => {
    const priya = { ...MARKET, places: ['leeds'] }
    expect(said(routed([priya], { topics: ['market-engagement'], place: 'Leeds' }))).toBe(
      'It goes to Priya Smith (Category team) because you asked about market engagement in Leeds, and Priya Smith has room for it now.',
    )
  })

  it('claims room for nobody who has none', () => {
    const busy = specialist('ann', { expertise: ['works'], most: 1 })
    const council = tenant({ desk: DESK })
    for (const route of [
      routed([busy], { topics: ['works'], load: { ann: 1 }, of: council }),
      routed([busy], { topics: ['works'], load: { ann: 1 } }),
      routed([{ ...busy, away: AWAY }], { topics: ['works'] }),
    ])
      expect(said(route)).not.toContain('has room')
  })

  it('is a whole sentence with no gap in it for every route', () => {
    for (const because of [
      { topics: [] },
      { topics: ['works'] },
      { topics: [], place: 'leeds' },
      { topics: [], anybody: true as const },
      { topics: [], anybody: true as const, allBusy: true as const },
      { topics: [], allBusy: true as const },
    ])
      expect(routedBecause('Ann', undefined, because)).toMatch(/^It goes to Ann\S? (?!.* {2})[^ ].*\.$/)
  })
})

describe('routing', () => {
  it('reads four thousand characters of anything in no time', () => {
    const roster = Array.from({ length: 50 }, (_, n) => specialist(`s${n}`, { expertise: ['works', 'social care'] }))
    const started = performance.now()
    for (const words of ['a'.repeat(4000), 'social '.repeat(570), '£1,'.repeat(1300), '-'.repeat(4000)])
      routed(roster, { words })
    expect(performance.now() - started).toBeLessThan(500)
  })
})
