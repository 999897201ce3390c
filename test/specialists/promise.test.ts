import { describe, expect, it } from 'vitest'
import type { Need } from '../../src/domain/specialist-request.ts'
import { hoursNation, promiseFor, timersFor } from '../../src/specialists/promise.ts'
import { at, NOW, request, tenant, time, wall } from './council.ts'

const need: Need = { words: 'x', stage: 'problem', value: 'unknown' }
const promised = (from: string, own: Partial<Need> = {}) =>
  wall(promiseFor({ ...need, ...own }, tenant(), 'england', at(from), time))
const timers = (own: Parameters<typeof request>[0], now = NOW) =>
  timersFor(request(own), tenant(), 'england', now, time).map(({ kind, due }) => [kind, wall(due)])

describe('the promised time', () => {
  it('is a working day, and two hours when it is urgent', () => {
    expect(promised('2026-11-24 10:00')).toBe('2026-11-25 10:00')
    expect(promised('2026-11-24 10:00', { urgent: 'the roof' })).toBe('2026-11-24 12:00')
  })

  it('starts in the morning for what is asked at night, urgent or not', () => {
    expect(promised('2026-11-27 22:00')).toBe('2026-11-30 17:00')
    expect(promised('2026-11-27 22:00', { urgent: 'the roof' })).toBe('2026-11-30 11:00')
  })

  it('counts the tenant’s bank holidays, whoever asks', () => {
    expect(hoursNation(tenant({ nation: 'scotland' }), 'wales')).toBe('scotland')
    const { nation: _, ...nowhere } = tenant()
    expect(hoursNation(nowhere, 'wales')).toBe('wales')
    expect(hoursNation(nowhere)).toBe('england')
  })
})

describe('timers', () => {
  it('remind at half and escalate at the end', () => {
    expect(timers({ promisedBy: at('2026-11-25 10:00') })).toEqual([
      ['half', '2026-11-24 14:00'],
      ['full', '2026-11-25 10:00'],
    ])
  })

  it('give whoever gets a late request as much time again, rather than an escalation at once', () => {
    expect(timers({ promisedBy: NOW - 1 })).toEqual([
      ['half', '2026-11-24 14:00'],
      ['full', '2026-11-25 10:00'],
    ])
  })

  it('leave out a reminder that would come with the escalation', () => {
    expect(timers({ promisedBy: at('2026-11-24 11:00') })).toEqual([['full', '2026-11-24 11:00']])
  })

  it('only wake what is put off', () => {
    expect(timers({ snoozedUntil: at('2026-12-01 09:00') })).toEqual([['wake', '2026-12-01 09:00']])
    expect(timers({ snoozedUntil: NOW - 1 }).map(([kind]) => kind)).toEqual(['half', 'full'])
  })

  it('never leave a live request without one', () => {
    for (const promisedBy of [0, NOW - 1, NOW, NOW + 1, at('2026-12-25 12:00')])
      expect(timers({ promisedBy }).map(([kind]) => kind)).toContain('full')
  })

  it('are named by the version, so that those of an earlier one are other timers', () => {
    const ids = (version: number) => timersFor(request({ version }), tenant(), 'england', NOW, time).map(({ id }) => id)
    expect(ids(2)).not.toEqual(ids(1))
    expect(new Set(ids(1)).size).toBe(2)
  })
})
