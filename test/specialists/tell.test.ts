import { describe, expect, it } from 'vitest'
import { EVENT_KINDS, type EventKind, type NoticeKind, type Recipient } from '../../src/domain/specialist-request.ts'
import { firstHour, type Hours, idOf, notice, noticesTo, toldOf } from '../../src/specialists/tell.ts'
import { at, DESK, NOW, request, specialist, tenant, time, wall } from './council.ts'

const PRIYA = specialist('priya', { hours: { tue: '10:00-14:00' } })
const TOM = specialist('tom')
const hours = (own: Partial<Hours> = {}): Hours => ({
  tenant: tenant({ desk: DESK }),
  nation: 'england',
  roster: [PRIYA, TOM],
  time,
  now: NOW,
  ...own,
})
const names = (recipients: readonly Recipient[]) => recipients.map((one) => ('desk' in one ? 'desk' : one.member))
const told = (kind: EventKind, by: string, before?: Parameters<typeof request>[0]) =>
  names(toldOf(kind, request(), by, before && request(before)))

describe('who is told', () => {
  it.each<[EventKind, string, string[]]>([
    ['made', 'sam', ['priya']],
    ['taken', 'priya', ['sam']],
    ['declined', 'tom', ['sam', 'priya']],
    ['refused', 'priya', ['sam']],
    ['refused', 'tom', ['sam', 'priya']],
    ['reassigned', 'tom', ['sam', 'priya']],
    ['replied', 'priya', ['sam']],
    ['replied', 'tom', ['sam', 'priya']],
    ['asked-back', 'tom', ['sam', 'priya']],
    ['added', 'sam', ['priya']],
    ['closed', 'sam', ['priya']],
    ['closed', 'priya', ['sam']],
    ['withdrawn', 'sam', ['priya']],
    ['reopened', 'sam', ['priya']],
    ['snoozed', 'priya', ['sam']],
    ['woken', 'waymark', ['priya']],
    ['reminded', 'waymark', ['priya']],
    ['escalated', 'waymark', ['sam', 'priya']],
  ])('of %s by %s: %j', (kind, by, expected) => {
    expect(told(kind, by)).toEqual(expected)
  })

  it('is never the one who did it, and nobody twice', () => {
    for (const kind of EVENT_KINDS)
      for (const by of ['sam', 'priya', 'tom', 'waymark']) {
        const all = told(kind, by, { assignee: 'tom' })
        expect(all).not.toContain(by)
        expect(new Set(all).size).toBe(all.length)
      }
  })

  it('is whoever had it before, when it changes hands', () => {
    for (const kind of ['taken', 'reassigned', 'declined'] as const)
      expect(told(kind, 'ada', { assignee: 'tom' })).toContain('tom')
  })

  it('is the desk while nobody has it', () => {
    const { assignee: _, ...open } = request()
    expect(names(toldOf('made', open, 'sam'))).toEqual(['desk'])
  })

  it('without a desk is every specialist but the one who did it and the one who asked', () => {
    const { assignee: _, ...open } = request({ askedBy: 'tom' })
    const roster = [PRIYA, TOM, specialist('zoe')]
    const to = noticesTo([{ desk: true }], () => 'new', open, hours({ tenant: tenant(), roster }), 'priya')
    expect(names(to.map((one) => one.to))).toEqual(['zoe'])
  })

  it('gets one message of a change, of the first kind that fits', () => {
    const kindOf = (one: Recipient): NoticeKind => ('desk' in one ? 'overdue' : 'new')
    const both = noticesTo([{ member: 'tom' }, { desk: true }], kindOf, request(), hours({ tenant: tenant() }))
    expect(both.map(({ to, kind }) => [names([to])[0], kind])).toEqual([
      ['tom', 'new'],
      ['priya', 'overdue'],
    ])
  })
})

describe('a message', () => {
  const when = (now: string, to: Recipient, urgent?: string) => {
    const need = { ...request().need, ...(urgent && { urgent }) }
    return wall(notice(to, 'new', request({ need }), 0, hours({ now: at(now) })).notBefore)
  }

  it.each([
    ['2026-11-24 12:00', 'tom', '2026-11-24 12:00', 'at work: at once'],
    ['2026-11-24 20:00', 'tom', '2026-11-25 09:00', 'in the evening: next morning'],
    ['2026-11-28 12:00', 'sam', '2026-11-30 09:00', 'at the weekend: on Monday, in the council’s hours'],
    ['2026-12-25 12:00', 'sam', '2026-12-29 09:00', 'on Christmas Day: when the holidays are over'],
    ['2026-11-24 15:00', 'priya', '2026-12-01 10:00', 'for who works on Tuesdays: next Tuesday'],
    ['2026-10-24 22:00', 'tom', '2026-10-26 09:00', 'across the clock change: nine on the clock'],
  ])('at %s to %s goes at %s (%s)', (now, to, expected) => {
    expect(when(now, { member: to })).toBe(expected)
  })

  it('goes at once when it is urgent, at any hour', () => {
    expect(when('2026-12-25 03:00', { member: 'tom' }, 'the roof is down')).toBe('2026-12-25 03:00')
  })

  it('reaches somebody away at their usual hours: what they do then is theirs', () => {
    const away = { ...TOM, away: [{ from: '2026-11-01', to: '2027-11-01' }] }
    expect(wall(firstHour({ member: 'tom' }, hours({ roster: [away], now: at('2026-11-24 20:00') })))).toBe(
      '2026-11-25 09:00',
    )
  })

  it('has one key for one change, kind and recipient, and another for any other', () => {
    const key = (version: number, kind: NoticeKind, to: Recipient, of = 'exampleshire') =>
      notice(to, kind, request({ version, tenant: of }), 0, hours()).id
    const tom = { member: 'tom' }
    expect(key(1, 'new', tom)).toBe(key(1, 'new', tom))
    const keys = [
      key(1, 'new', tom),
      key(2, 'new', tom),
      key(1, 'event', tom),
      key(1, 'new', { desk: true }),
      key(1, 'new', tom, 'other'),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    expect(idOf('a', 'b')).toMatch(/^[0-9a-f]{32}$/)
  })
})
