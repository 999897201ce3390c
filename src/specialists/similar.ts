import { redact } from '../answering/redact.ts'
import type { SpecialistRequest } from '../domain/specialist-request.ts'
import { contentStems } from '../retrieval/words.ts'

/** Alike enough to show somebody who is about to ask the same. */
const ALIKE = 0.3
/** How much the same reviewed entries behind both count, beside the same words. */
const ENTRIES = 0.4

/** Earlier requests like this one, most alike first. A live procurement is never shown to others. */
export function similarTo(
  request: Pick<SpecialistRequest, 'need' | 'about'> & { id?: string },
  others: readonly SpecialistRequest[],
  most = 3,
): SpecialistRequest[] {
  const stems = stemsOf(request)
  return others
    .filter((other) => other.id !== request.id && other.need.stage !== 'live')
    .map((other) => ({ other, score: likeness(stems, stemsOf(other)) + ENTRIES * sharedEntries(request, other) }))
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score || b.other.madeAt - a.other.madeAt)
    .slice(0, most)
    .map(({ other }) => other)
}

const stemsOf = ({ need, about }: Pick<SpecialistRequest, 'need' | 'about'>) =>
  new Set(contentStems(`${need.words} ${about?.question ?? ''}`))

/** Words in common, as a share of both (cosine of two sets). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (!a.size || !b.size) return 0
  const shared = [...a].filter((stem) => b.has(stem)).length
  return shared / Math.sqrt(a.size * b.size)
}

function sharedEntries(a: Pick<SpecialistRequest, 'about'>, b: Pick<SpecialistRequest, 'about'>): number {
  const lead = a.about?.entries[0]
  return lead && lead === b.about?.entries[0] ? 1 : 0
}

/** What was written to one asker as another may read it: without contact details, firms, and the asker's own name. */
export function withoutPeople(text: string, asker: string): string {
  const names = new Set((asker.toLowerCase().match(/\p{L}+/gu) ?? []).filter((name) => name.length > 1))
  return redact(text).replace(/\p{L}+/gu, (word) => (names.has(word.toLowerCase()) ? '[name]' : word))
}
