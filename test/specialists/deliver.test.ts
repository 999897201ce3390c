import { describe, expect, it } from 'vitest'
import { toPlainText } from '../../src/cards/plain-text.ts'
import { PortError } from '../../src/errors.ts'
import type { Delivery } from '../../src/ports.ts'
import { createDelivery } from '../../src/specialists/deliver.ts'
import { notice } from '../../src/specialists/tell.ts'
import { at, DESK, member, request, specialist, tenant, time, wall } from './council.ts'
import { councilInMemory } from './in-memory.ts'

const PEOPLE = [member('sam'), member('priya', ['specialist']), member('gone')]
const EVENING = '2026-11-24 20:00'

/** A council with one message waiting since this morning, and a platform that takes it or fails. */
function post(
  now: string,
  { to = 'priya', urgent = false, fails }: { to?: string; urgent?: boolean; fails?: PortError } = {},
) {
  const roster = [specialist('priya')]
  const council = councilInMemory({ tenant: tenant({ desk: DESK }), roster, people: PEOPLE })
  const own = request({ need: { ...request().need, ...(urgent && { urgent: 'the roof' }) } })
  const hours = { tenant: tenant(), nation: 'england', roster, time, now: at('2026-11-24 10:00') } as const
  const recipient = to === 'desk' ? ({ desk: true } as const) : { member: to }
  council.put(own, [notice(recipient, 'new', own, 0, hours)])
  council.now.at = at(now)
  const delivered: Delivery[] = []
  const messenger = {
    platform: 'web',
    async deliver(one: Delivery) {
      if (fails) throw fails
      delivered.push(one)
    },
  }
  const delivery = createDelivery({ ...council.deps, messengers: [messenger], random: () => 1 })
  return { ...council, delivered, delivery, left: () => [...council.outbox.values()][0]! }
}

describe('a message in the outbox', () => {
  it('is delivered once, under its own key', async () => {
    const { delivery, delivered, left } = post('2026-11-24 10:00')
    await delivery.run()
    await delivery.run()
    expect(delivered.map(({ key, to }) => [key, to.id])).toEqual([[left().id, 'priya@example.uk']])
    expect(left().status).toBe('sent')
  })

  it('that waited into the evening, a weekend or a holiday waits for the morning', async () => {
    for (const [now, next] of [
      [EVENING, '2026-11-25 09:00'],
      ['2026-11-28 12:00', '2026-11-30 09:00'],
      ['2026-12-25 12:00', '2026-12-29 09:00'],
    ] as const) {
      const { delivery, delivered, left } = post(now)
      await delivery.run()
      expect(delivered).toEqual([])
      expect(left()).toMatchObject({ status: 'waiting' })
      expect(wall(left().notBefore)).toBe(next)
    }
  })

  it('that is urgent waits for nothing', async () => {
    const { delivery, delivered } = post('2026-12-25 03:00', { urgent: true })
    await delivery.run()
    expect(delivered).toHaveLength(1)
  })

  it('is tried again later, and never before the platform asked', async () => {
    const soon = post('2026-11-24 10:00', { fails: new PortError('down', 'away') })
    await soon.delivery.run()
    expect(soon.left().notBefore - soon.now.at).toBe(5000)
    const asked = post('2026-11-24 10:00', { fails: new PortError('busy', 'slow down', undefined, { retryAfter: 90 }) })
    await asked.delivery.run()
    expect(asked.left().notBefore - asked.now.at).toBe(90_000)
  })

  it('that can never arrive is parked where people see it', async () => {
    const { delivery, left } = post('2026-11-24 10:00', {
      fails: new PortError('gone', 'x', undefined, { permanent: true }),
    })
    await delivery.run()
    expect(left()).toMatchObject({ status: 'parked', problem: 'gone' })
    const nowhere = post('2026-11-24 10:00', { to: 'desk' })
    await nowhere.delivery.run()
    expect(nowhere.left()).toMatchObject({ status: 'parked', problem: 'no-address' })
  })

  it('tells somebody who is no specialist any more nothing of it', async () => {
    const { delivery, delivered, left } = post('2026-11-24 10:00', { to: 'gone' })
    await delivery.run()
    expect(delivered).toEqual([])
    expect(left()).toMatchObject({ status: 'parked', problem: 'no-longer-theirs' })
  })

  it('shows the request as it is now, with what its reader may do', async () => {
    const { delivery, delivered } = post('2026-11-24 10:00')
    await delivery.run()
    const { card } = delivered[0]!
    expect(toPlainText(card)).toContain('From: Sam')
    expect(card.actions.map((action) => 'act' in action && action.act)).toContain('take')
  })
})
