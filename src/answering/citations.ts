import type { Entry } from '../domain/entry.ts'
import { addressOf, type Citation } from '../domain/source.ts'
import { fillFigures } from '../domain/threshold.ts'
import type { Library } from '../knowledge/library.ts'

/**
 * Numbers an answer's citations through its entries. `resolve` turns an entry's own [n] markers into the answer's and
 * fills in figures for the date; each source and place is one citation however often it is pointed at.
 */
export function createCiter(library: Library, date: string) {
  const citations: Citation[] = []
  const numbers = new Map<string, number>()

  function numberFor(entry: Entry, own: number, quote: string): number | undefined {
    const ref = entry.sources[own - 1]
    const source = ref && library.sources.get(ref.id)
    if (!ref || !source) return undefined
    const key = `${ref.id}\n${ref.at ?? ''}`
    const known = numbers.get(key)
    if (known) return known
    const n = citations.length + 1
    numbers.set(key, n)
    citations.push({
      n,
      title: ref.at && !ref.at.startsWith('whole') ? `${source.title}, ${ref.at}` : source.title,
      url: addressOf(source, ref.at),
      entry: entry.id,
      version: library.versions.get(entry.id) ?? '',
      ...(ref.at && { locator: ref.at }),
      quote,
    })
    return n
  }

  function resolve(entry: Entry, text: string): string {
    const filled = fillFigures(text, library.thresholds, date)
    const quote = filled
      .replace(/\[\d+\]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 300)
    return filled
      .replace(/(?<!\n)[^\S\n]*\n[^\S\n]*(?!\n|[^\S\n]|(?:[-*]|\d{1,2}[.)])\s)/g, ' ')
      .replace(/\s*\[(\d+)\]/g, (_, digits: string) => {
        const n = numberFor(entry, Number(digits), quote)
        return n ? ` [${n}]` : ''
      })
      .replace(/\] \[/g, '][')
      .trim()
  }
  return { citations, resolve }
}
