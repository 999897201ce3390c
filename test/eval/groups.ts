import { PREFER, wantsOf } from '../../src/answering/wants.ts'
import { phrasingsOf } from '../../src/domain/entry.ts'
import type { Library } from '../../src/knowledge/library.ts'
import { createConcepts } from '../../src/retrieval/concepts.ts'
import { createDefaultEmbeddings } from '../../src/retrieval/default-embeddings.ts'
import { createExactIndex } from '../../src/retrieval/exact-index.ts'
import { buildIndex } from '../../src/retrieval/library-index.ts'
import { nearIn } from '../../src/retrieval/near.ts'
import { createRetriever } from '../../src/retrieval/retriever.ts'
import { allStems } from '../../src/retrieval/words.ts'

/** What a word group does to the questions that name it: how many it moves up, how many down, and by how much in all. */
export interface GroupEffect {
  term: string
  asked: number
  better: number
  worse: number
  /** mean change of the reciprocal rank; below nothing, the group does harm */
  gain: number
}

const EVERY = 5

/** Asks a fifth of the phrasings of an index that has not seen them, with and without each group they name. */
export async function groupEffects(
  library: Library,
  onProgress?: (done: number, total: number) => void,
): Promise<GroupEffect[]> {
  const all = library.entries.flatMap((entry) => phrasingsOf(entry).map((phrasing) => ({ id: entry.id, phrasing })))
  const held = all.filter((_, number) => number % EVERY === 0)
  const index = buildIndex(library, new Set(held.map(({ phrasing }) => phrasing)))
  const ids = library.entries.map(({ id }) => id)
  const dense = createExactIndex(ids, index.vectors)
  const embeddings = createDefaultEmbeddings(index.latent, library.thesaurus)
  const rankerWithout = (term?: string) => {
    const thesaurus = library.thesaurus.filter((group) => group.term !== term)
    const retriever = createRetriever({ library: { ...library, thesaurus }, index, near: nearIn(embeddings, dense) })
    return async ({ id, phrasing }: (typeof held)[number]) => {
      const ranked = await retriever.retrieve({ text: phrasing, prefer: PREFER[wantsOf(phrasing)] })
      const rank = ranked.findIndex(({ entry }) => entry.id === id) + 1
      return rank ? 1 / rank : 0
    }
  }
  const whole = rankerWithout()
  const before = new Map<string, number>()
  for (const trial of held) before.set(trial.phrasing, await whole(trial))
  const effects: GroupEffect[] = []
  for (const [number, group] of library.thesaurus.entries()) {
    onProgress?.(number + 1, library.thesaurus.length)
    const own = createConcepts([group])
    const named = held.filter(({ phrasing }) => own.in(allStems(phrasing)).length > 0)
    if (!named.length) continue
    const without = rankerWithout(group.term)
    const changes: number[] = []
    for (const trial of named) changes.push(before.get(trial.phrasing)! - (await without(trial)))
    effects.push({
      term: group.term,
      asked: named.length,
      better: changes.filter((change) => change > 0).length,
      worse: changes.filter((change) => change < 0).length,
      gain: changes.reduce((sum, change) => sum + change, 0) / changes.length,
    })
  }
  return effects.sort((a, b) => a.gain * a.asked - b.gain * b.asked)
}
