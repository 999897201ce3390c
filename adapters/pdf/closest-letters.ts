/** Outside Latin-1, what the standard fonts of PDF (WinAnsi) can show. */
const BEYOND_LATIN = new Set('ƒ–—‘’‚“”„†‡•…€‰‹›ˆ™Œœ˜ŠšŸŽž')
/** Letters and signs that are not a plain letter with a mark. */
const CLOSEST: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŋ: 'n',
  ẞ: 'SS',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '→': '->',
  '←': '<-',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
}

export interface Printable {
  text: string
  /** What had to be replaced, and by what. */
  replaced: ReadonlyMap<string, string>
}

/**
 * A text in the characters the standard fonts have. Others are shown by their closest letter (ŵ as w), or where there is
 * none by their number (`[U+1F600]`): never as another character than is said.
 */
export function closestLetters(text: string): Printable {
  const replaced = new Map<string, string>()
  const shown = [...segments.segment(text.normalize('NFC'))].map(({ segment }) => {
    if (isShown(segment)) return segment
    const instead = closestTo(segment)
    if (segment.trim()) replaced.set(segment, instead)
    return instead
  })
  return { text: shown.join(''), replaced }
}

const segments = new Intl.Segmenter('en-GB', { granularity: 'grapheme' })

const isShown = (text: string): boolean =>
  [...text].every((letter) => /^[\x20-\x7E\xA0-\xFF]$/.test(letter) || BEYOND_LATIN.has(letter))

function closestTo(segment: string): string {
  if (!segment.trim()) return ' '
  const bare = segment.normalize('NFKD').replace(/\p{M}+/gu, '')
  const closest = [...bare].map((letter) => CLOSEST[letter] ?? letter).join('')
  if (closest && isShown(closest)) return closest
  return `[${[...segment].map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(' ')}]`
}
