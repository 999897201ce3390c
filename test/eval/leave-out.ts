import { createChooseClaim } from '../../src/answering/choose-claim.ts'
import { PREFER, wantsOf } from '../../src/answering/wants.ts'
import { openWording, trainWording } from '../../src/answering/wording.ts'
import type { Verdict } from '../../src/domain/claim.ts'
import { type Entry, phrasingsOf } from '../../src/domain/entry.ts'
import type { Library } from '../../src/knowledge/library.ts'
import { createConcepts } from '../../src/retrieval/concepts.ts'
import { createDefaultEmbeddings } from '../../src/retrieval/default-embeddings.ts'
import { createExactIndex } from '../../src/retrieval/exact-index.ts'
import { buildIndex } from '../../src/retrieval/library-index.ts'
import { nearIn } from '../../src/retrieval/near.ts'
import { createRetriever } from '../../src/retrieval/retriever.ts'

export interface Hits {
  asked: number
  first: number
  third: number
}

function without(entry: Entry, skip: ReadonlySet<string>): Entry {
  return {
    ...entry,
    claims: entry.claims.map((claim) => ({
      ...claim,
      askedAs: claim.askedAs.filter((phrasing) => !skip.has(phrasing)),
    })),
  }
}

/** Of the phrasings of claims whose entry came first: how often the verdict was right, withheld, or a true rule called a myth. */
export interface Verdicts {
  right: number
  withheld: number
  busted: number
}

/** One phrasing asked of an index that has never seen it. `rank` is 1 for the top entry, 0 for not among eight. */
export interface Trial {
  phrasing: string
  entry: string
  type: string
  rank: number
  got: string
  /** the verdict authored for the phrasing's claim, and the one given when its entry came first */
  verdict: Verdict | null
  gotVerdict: Verdict | null
  confidence: number
}

const FOLDS = 10

/** A slip of the keys, the same for the same phrasing: two neighbours swapped, one dropped or one doubled. */
export function withTypo(phrasing: string): string {
  const words = phrasing.split(' ')
  const longest = words.reduce((at, word, index) => (word.length > words[at]!.length ? index : at), 0)
  const word = words[longest]!
  if (word.length < 4) return phrasing
  const at = 1 + ((word.length * 7 + phrasing.length) % (word.length - 2))
  const slips = [
    word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word[at] + word.slice(at),
  ]
  words[longest] = slips[phrasing.length % 3]!
  return words.join(' ')
}

/** Asks every phrasing of a tenfold split: each tenth is left out of the index and asked of it. */
export async function leaveOut(
  library: Library,
  change: (phrasing: string) => string = (p) => p,
  onProgress?: (done: number, total: number) => void,
): Promise<Trial[]> {
  const all = library.entries.flatMap((entry) => phrasingsOf(entry).map((phrasing) => ({ entry, phrasing })))
  const trials: Trial[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = all.filter((_, index) => index % FOLDS === fold)
    const index = buildIndex(library, new Set(held.map(({ phrasing }) => phrasing)))
    const embeddings = createDefaultEmbeddings(index.latent, library.thesaurus)
    const dense = createExactIndex(
      library.entries.map(({ id }) => id),
      index.vectors,
    )
    const retriever = createRetriever({ library, index, near: nearIn(embeddings, dense) })
    const skip = new Set(held.map(({ phrasing }) => phrasing))
    const wording = openWording(
      trainWording(
        library.entries.flatMap(({ claims }) => claims),
        skip,
      ),
    )
    const chooseClaim = createChooseClaim(createConcepts(library.thesaurus), wording)
    for (const { entry, phrasing } of held) {
      const ranked = await retriever.retrieve({ text: change(phrasing), prefer: PREFER[wantsOf(phrasing)] })
      const rank = ranked.findIndex((passage) => passage.entry.id === entry.id) + 1
      const claim = entry.claims.find(({ askedAs }) => askedAs.includes(phrasing))
      const top = ranked[0]?.entry.id === entry.id ? ranked[0] : undefined
      trials.push({
        phrasing,
        entry: entry.id,
        type: entry.type,
        rank,
        got: ranked[0]?.entry.id ?? '',
        verdict: claim?.verdict ?? null,
        gotVerdict:
          (claim && top && chooseClaim(phrasing, [{ ...top, entry: without(entry, skip) }])?.claim.verdict) ?? null,
        confidence: ranked[0]?.confidence ?? 0,
      })
    }
    onProgress?.(fold + 1, FOLDS)
  }
  return trials
}

export function verdictsOf(trials: readonly Trial[]): Verdicts {
  const ruled = trials.filter(({ rank, verdict }) => rank === 1 && verdict)
  const share = (test: (trial: Trial) => boolean) => ruled.filter(test).length / Math.max(1, ruled.length)
  return {
    right: share(({ verdict, gotVerdict }) => verdict === gotVerdict),
    withheld: share(({ gotVerdict }) => gotVerdict === null),
    busted: share(({ verdict, gotVerdict }) => verdict === 'true-rule' && gotVerdict === 'myth'),
  }
}

export function hitsOf(trials: readonly Trial[]): Hits {
  return {
    asked: trials.length,
    first: trials.filter(({ rank }) => rank === 1).length / trials.length,
    third: trials.filter(({ rank }) => rank >= 1 && rank <= 3).length / trials.length,
  }
}
