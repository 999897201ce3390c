/** A piece of card text: plain words, a citation marker, or words in bold. */
export type Piece = { kind: 'words'; text: string } | { kind: 'cite'; n: number } | { kind: 'bold'; text: string }

/** Keeps two characters apart without being seen. */
const JOINER = '\u2060'

/**
 * What a person wrote, for use in card text: no [1] of theirs becomes a citation, and nothing of theirs turns bold. Read
 * and spoken it is the same.
 */
export function asWritten(text: string): string {
  return text.replace(/\[(?=\d+\])/g, `[${JOINER}`).replace(/\*(?=\*)/g, `*${JOINER}`)
}

/**
 * Takes card text apart, so that each renderer escapes the words its own way and draws only the markers it knows.
 * A [n] that points at no citation is words.
 */
export function piecesOf(text: string, citations: readonly { n: number }[]): Piece[] {
  const known = new Set(citations.map(({ n }) => n))
  return text
    .split(/(\[\d+\]|\*\*[^*]+\*\*)/)
    .filter(Boolean)
    .map((piece): Piece => {
      const n = Number(/^\[(\d+)\]$/.exec(piece)?.[1])
      if (known.has(n)) return { kind: 'cite', n }
      if (/^\*\*[^*]+\*\*$/.test(piece)) return { kind: 'bold', text: piece.slice(2, -2) }
      return { kind: 'words', text: piece }
    })
}
