import DateHolidays from 'date-holidays'
import type { Nation } from '../../src/domain/nation.ts'
import type { Holidays } from '../../src/ports.ts'

const REGIONS: Readonly<Record<Nation, string>> = {
  england: 'ENG',
  wales: 'WLS',
  'northern-ireland': 'NIR',
  scotland: 'SCT',
}

/** Bank holidays of the four nations from date-holidays, substitute days included. */
export function createBankHolidays(): Holidays {
  const years = new Map<string, ReadonlyMap<string, string>>()
  return {
    on(day, nation) {
      const key = `${nation} ${day.slice(0, 4)}`
      let year = years.get(key)
      if (!year) {
        const all = new DateHolidays('GB', REGIONS[nation], { types: ['public', 'bank'] }).getHolidays(day.slice(0, 4))
        year = new Map(all.map(({ date, name }) => [date.slice(0, 10), name]))
        years.set(key, year)
      }
      return year.get(day)
    },
  }
}
