import { type Entry, proseOf } from '../domain/entry.ts'
import type { Library } from '../knowledge/library.ts'
import { type Concepts, createConcepts } from './concepts.ts'
import { buildKeywords, type Field, type KeywordData } from './keywords.ts'
import { type LatentData, openLatent, trainLatent } from './latent.ts'
import { allStems, STOP_STEMS } from './words.ts'

/**
 * Everything ranking needs, as plain data: it can be kept on disk and thrown away at will, since it is made from the
 * library alone. An entry has one slot for itself and one for each of its claims; a phrasing belongs to one slot.
 */
export interface IndexData {
  version: string
  entryWords: KeywordData
  phrasingWords: KeywordData
  /** phrasing → slot */
  slotOf: Int32Array
  /** entry → its first slot; one more at the end */
  slotStart: Int32Array
  /** entry → the entries it names as related or is named by, as positions `neighbourStart[n]` to `[n + 1]` in `neighbours` */
  neighbourStart: Int32Array
  neighbours: Int32Array
  latent: LatentData
  /** entry → vector from the default embeddings */
  vectors: number[][]
}

/** Weight and length levelling of each field, measured by leaving phrasings out. */
export const FIELDS: Record<
  'title' | 'asked' | 'lead' | 'rest' | 'names' | 'phrasing',
  [weight: number, levelling: number]
> = {
  title: [2.2, 0.3],
  asked: [1.4, 0.5],
  lead: [1.6, 0.5],
  rest: [0.6, 0.7],
  names: [1.2, 0.5],
  phrasing: [2, 0.6],
}

const CITATION = /\[\d+\]|\*\*|\{\{[^}]*\}\}/g

/** Changes when the way an index is built changes, so that a kept one from older code is not opened. */
export const INDEX_FORMAT = 9

/** Builds the index. `skip` leaves phrasings out by their text, to measure on questions the index has not seen. */
export function buildIndex(library: Library, skip: ReadonlySet<string> = new Set()): IndexData {
  const entryDocs: Field[][] = []
  const phrasingDocs: Field[][] = []
  const latentDocs: string[][] = []
  const slotOf: number[] = []
  const concepts = createConcepts(library.thesaurus)
  const slotStart = new Int32Array(library.entries.length + 1)
  let slot = 0
  for (const [number, entry] of library.entries.entries()) {
    slotStart[number] = slot
    const groups = phrasingGroups(entry).map((group) =>
      group.filter((phrasing) => !skip.has(phrasing)).map((phrasing) => stemsWithConcepts(phrasing, concepts)),
    )
    for (const [offset, group] of groups.entries()) {
      for (const stems of group) {
        phrasingDocs.push([{ stems, weight: FIELDS.phrasing[0], levelling: FIELDS.phrasing[1] }])
        slotOf.push(slot + offset)
      }
    }
    slot += groups.length
    const fields = fieldsOf(entry, groups.flat(2), library, concepts)
    entryDocs.push(fields)
    latentDocs.push(fields.flatMap(({ stems }) => stems))
  }
  slotStart[library.entries.length] = slot
  const latent = trainLatent(latentDocs)
  const vectorOf = openLatent(latent)
  return {
    version: library.version,
    entryWords: buildKeywords(entryDocs),
    phrasingWords: buildKeywords(phrasingDocs),
    slotOf: Int32Array.from(slotOf),
    slotStart,
    ...neighboursOf(library.entries),
    latent,
    vectors: latentDocs.map(vectorOf),
  }
}

/** Relations, evidence and challenged claims, read both ways. */
function neighboursOf(entries: readonly Entry[]): Pick<IndexData, 'neighbourStart' | 'neighbours'> {
  const numbers = new Map(entries.map(({ id }, number) => [id, number]))
  const sets = entries.map(() => new Set<number>())
  for (const [number, entry] of entries.entries()) {
    const named = [
      ...entry.related,
      ...(entry.type === 'claim' ? entry.evidence : []),
      ...(entry.type === 'case-study' ? entry.challenges : []),
    ]
    for (const id of named) {
      const other = numbers.get(id)
      if (other === undefined || other === number) continue
      sets[number]!.add(other)
      sets[other]!.add(number)
    }
  }
  const neighbourStart = new Int32Array(entries.length + 1)
  for (const [number, set] of sets.entries()) neighbourStart[number + 1] = neighbourStart[number]! + set.size
  return { neighbourStart, neighbours: Int32Array.from(sets.flatMap((set) => [...set])) }
}

/** First the entry's own phrasings, then those of each claim. */
function phrasingGroups(entry: Entry): string[][] {
  return [[entry.title, ...entry.askedAs], ...entry.claims.map(({ says, askedAs }) => [says, ...askedAs])]
}

function fieldsOf(entry: Entry, phrasings: readonly string[], library: Library, concepts: Concepts): Field[] {
  const body = proseOf(entry)
  const lead = body.filter(({ field }) => field === 'shortAnswer').map(({ text }) => text)
  const rest = body.filter(({ field }) => field !== 'shortAnswer' && field !== 'nationNotes').map(({ text }) => text)
  const field = (texts: readonly string[], [weight, levelling]: readonly [number, number]): Field => ({
    stems: texts.flatMap((text) => stemsWithConcepts(text.replace(CITATION, ' '), concepts)),
    weight,
    levelling,
  })
  return [
    field([entry.title, entry.id.replaceAll('-', ' ')], FIELDS.title),
    { stems: phrasings, weight: FIELDS.asked[0], levelling: FIELDS.asked[1] },
    field(lead, FIELDS.lead),
    field(rest, FIELDS.rest),
    field(namesOf(entry, library), FIELDS.names),
  ]
}

/** Content stems and, beside them, the ideas they name. */
export function stemsWithConcepts(text: string, concepts: Concepts): string[] {
  const stems = allStems(text)
  return [...stems.filter((stem) => !STOP_STEMS.has(stem)), ...concepts.in(stems)]
}

/** Sections, people, places and topics: what an entry is called by those who know it. */
function namesOf(entry: Entry, library: Library): string[] {
  const located = entry.sources.map(({ id, at }) => (library.sources.get(id)?.rank === 'statute' && at ? at : ''))
  const topics = entry.topics.map((topic) => topic.replaceAll('-', ' '))
  if (entry.type === 'case-study') return [...topics, entry.who, entry.where]
  if (entry.type === 'term') return [...topics, ...entry.alsoCalled]
  if (entry.type === 'rule') return [...topics, entry.provision, ...located]
  return [...topics, ...located]
}
