import type { Library } from './library.ts'

const PER_UNIT = { days: 1, weeks: 7 } as const

/** Every entry with the day its review falls due, soonest first; `days` from `today` (YYYY-MM-DD), negative when overdue. */
export function reviewDates(
  { entries }: Pick<Library, 'entries'>,
  today: string,
): { id: string; owner: string; dueOn: string; days: number }[] {
  return entries
    .map(({ id, owner, last_reviewed_on, review_in }) => {
      const dueOn = dayAfter(last_reviewed_on, review_in)
      return { id, owner, dueOn, days: Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000) }
    })
    .sort((a, b) => a.days - b.days || (a.id < b.id ? -1 : 1))
}

function dayAfter(day: string, span: string): string {
  const [count, unit] = span.split(' ') as [string, 'days' | 'weeks' | 'months']
  const date = new Date(`${day}T00:00:00Z`)
  if (unit === 'months') date.setUTCMonth(date.getUTCMonth() + Number(count))
  else date.setUTCDate(date.getUTCDate() + Number(count) * PER_UNIT[unit])
  return date.toISOString().slice(0, 10)
}
