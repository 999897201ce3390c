import type { Entry } from '../src/domain/entry.ts'
import type { Library } from '../src/knowledge/library.ts'

/** Seeded, so that every run measures the same data. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

/**
 * A library of `size` entries grown from the real one: each new entry is a real one with a tenth of its words swapped
 * for made-up words, so that lengths, word counts and vocabulary grow as a real collection's would.
 */
export function growLibrary(library: Library, size: number): Library {
  const next = random(size)
  const entries: Entry[] = library.entries.slice(0, size)
  for (let number = entries.length; number < size; number++) {
    const model = library.entries[number % library.entries.length]!
    const change = (text: string) =>
      text
        .split(' ')
        .map((word) => (next() < 0.1 ? `w${Math.floor(next() ** 2 * size).toString(36)}x` : word))
        .join(' ')
    entries.push({
      ...model,
      id: `${model.id}-${number}`,
      title: change(model.title),
      shortAnswer: change(model.shortAnswer),
      askedAs: model.askedAs.map(change),
      claims: model.claims.map((claim) => ({ ...claim, says: change(claim.says), askedAs: claim.askedAs.map(change) })),
    })
  }
  return {
    ...library,
    version: `${library.version}-${size}`,
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
  }
}

/** Questions over the whole library: every so-manieth phrasing, a few words dropped so that none is an exact copy. */
export function questionsFrom(library: Library, count: number): string[] {
  const next = random(7)
  const phrasings = library.entries.flatMap(({ askedAs, claims }) => [
    ...askedAs,
    ...claims.flatMap((claim) => claim.askedAs),
  ])
  return Array.from({ length: count }, (_, index) => {
    const words = phrasings[Math.floor((index * phrasings.length) / count)]!.split(' ')
    return words.filter(() => next() > 0.15).join(' ') || words.join(' ')
  })
}
