/** Stands where a name or an identity stood. */
export const REMOVED = '[removed]'

/** What to look for: a pattern for SQL `like` that finds at least the rows concerned, and a test that finds exactly those. */
export interface Needle {
  like: string
  pattern: RegExp
}

/**
 * A name or an identity, to be found as a word of its own in what others wrote. None for what would be found everywhere:
 * a name of one word ("Will"), an id like "me".
 */
export function needleFor(text: string): Needle | undefined {
  const plain = text.trim()
  const unique = plain.length >= 12 || (plain.length >= 4 && /[\d@]|\S[\s-]+\S/.test(plain))
  return unique ? wordNeedle(plain, 'giu') : undefined
}

/** The same for a name of one word, where little else is likely to be meant. */
export const wordNeedle = (text: string, flags: 'gu' | 'giu' = 'gu'): Needle => ({
  // Letters beyond ASCII are folded differently by the engines, and JSON escapes some characters: any will do there.
  like: `%${text.toLowerCase().replace(/[^a-z0-9 @.:-]+/g, '%')}%`,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}_])${text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}_])`, flags),
})

/** Text with every needle taken out; JSON keeps its shape, and every text in it is looked through. */
export function redacted(text: string, needles: readonly Needle[]): string {
  if (/^[[{]/.test(text)) {
    try {
      return JSON.stringify(inside(JSON.parse(text), needles))
    } catch {
      // It only looked like JSON.
    }
  }
  return needles.reduce((left, { pattern }) => left.replace(pattern, REMOVED), text)
}

function inside(value: unknown, needles: readonly Needle[]): unknown {
  if (typeof value === 'string') return redacted(value, needles)
  if (Array.isArray(value)) return value.map((part) => inside(part, needles))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [redacted(key, needles), inside(part, needles)]))
}
