import { describe, expect, it } from 'vitest'
import { createBankHolidays } from '../../adapters/holidays/bank-holidays.ts'
import { Nation } from '../../src/domain/nation.ts'

const holidays = createBankHolidays()
const closedOn = (day: string) => Nation.options.filter((nation) => holidays.on(day, nation))
const ALL = ['england', 'wales', 'northern-ireland', 'scotland']

describe('bank holidays', () => {
  it.each([
    ['2026-01-01', ALL],
    ['2026-01-02', ['scotland']],
    ['2026-03-17', ['northern-ireland']],
    ['2026-04-03', ALL],
    ['2026-04-06', ['england', 'wales', 'northern-ireland']],
    ['2026-07-13', ['northern-ireland']],
    ['2026-08-03', ['scotland']],
    ['2026-08-31', ['england', 'wales', 'northern-ireland']],
    ['2026-11-30', ['scotland']],
    ['2026-12-24', []],
    ['2026-12-25', ALL],
    ['2026-12-28', ALL],
    ['2026-12-29', []],
    ['2027-01-04', ['scotland']],
    ['2027-12-27', ALL],
    ['2027-12-28', ALL],
    ['2028-01-03', ALL],
    ['2028-01-04', ['scotland']],
  ])('are kept on %s by %j', (day, nations) => {
    expect(closedOn(day)).toEqual(nations)
  })

  it('have names', () => {
    expect(holidays.on('2026-12-28', 'wales')).toContain('Boxing Day')
  })
})
