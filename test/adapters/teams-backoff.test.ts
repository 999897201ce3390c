import { describe, expect, it } from 'vitest'
import { withBackoff } from '../../adapters/teams/backoff.ts'
import { teamsError } from '../../adapters/teams/errors.ts'

/** Time that passes only while a call or a wait takes it. */
function clock() {
  let time = 0
  return {
    now: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds
    },
    takes: (milliseconds: number, error: unknown) => async () => {
      time += milliseconds
      throw error
    },
  }
}
const putOff = (statusCode: number, wait?: string) =>
  teamsError('send a message', { statusCode, ...(wait && { response: { headers: new Map([['retry-after', wait]]) } }) })

describe('trying again', () => {
  it('counts how long the calls take, so that who waits for a turn is not kept by calls that hang', async () => {
    const { now, sleep, takes } = clock()
    const hangs = takes(10_000, teamsError('send a message', { code: 'ETIMEDOUT' }))
    await expect(withBackoff(hangs, { within: 3000, now, sleep })).rejects.toMatchObject({ code: 'ETIMEDOUT' })
    expect(now()).toBe(10_000)
  })

  it('waits as long as Teams says, longer each time, and gives up when the time is used up', async () => {
    const { now, sleep, takes } = clock()
    const waits: number[] = []
    const noted = (milliseconds: number) => {
      waits.push(milliseconds)
      return sleep(milliseconds)
    }
    const patience = { within: 10_000, now, sleep: noted, random: () => 1 }
    await expect(withBackoff(takes(0, putOff(412)), patience)).rejects.toMatchObject({ code: '412' })
    expect(waits).toEqual([500, 1000, 2000, 4000])
    waits.length = 0
    await expect(withBackoff(takes(0, putOff(429, '9')), { ...patience, within: 9000 })).rejects.toMatchObject({
      code: '429',
    })
    expect(waits).toEqual([9000])
  })

  it.each([400, 403, 404, 413])('does nothing of it for %i', async (status) => {
    const { now, sleep, takes } = clock()
    await expect(withBackoff(takes(1, putOff(status)), { now, sleep })).rejects.toThrow()
    expect(now()).toBe(1)
  })
})
