const MONTHS = 'january february march april may june july august september october november december'.split(' ')

/**
 * A day as people in the UK write it (31 March 2027, 31/3/2027) or as machines do, as YYYY-MM-DD. Anything else stays as it
 * was typed, for whoever judges it to say what is wrong.
 */
export function dayFrom(typed: string): string {
  const text = typed.trim().replace(/\s+/g, ' ')
  const numbers = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text)
  if (numbers) return iso(numbers[3]!, Number(numbers[2]), numbers[1]!)
  const words = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})$/i.exec(text)
  const month = words ? MONTHS.findIndex((name) => name.startsWith(words[2]!.toLowerCase())) : -1
  return words && month >= 0 ? iso(words[3]!, month + 1, words[1]!) : text
}

/** YYYY-MM-DD as people write it; anything else as it is. */
export function dayShown(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  const name = MONTHS[Number(month) - 1]
  return name ? `${Number(day)} ${name[0]!.toUpperCase()}${name.slice(1)} ${year}` : text
}

const iso = (year: string, month: number, day: string) =>
  `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
