import { leanOf } from '../domain/stance.ts'
import { contentStems } from '../retrieval/words.ts'

/** "As standstill is ten days, when can we sign?" takes something as given before it asks. */
const GIVEN =
  /^(?:so,? |and |but |ok,? )?(?:as|since|because|given(?: that)?|seeing (?:as|that)|now that|considering(?: that)?|with) ([^,?]{12,200}),\s*(?:can|could|do|does|did|is|are|must|should|shall|may|will|would|how|what|when|where|which|who|why|am|has|have)\b.{6,}$/i
/** A day or a time is no belief. */
const WHEN =
  /^(?:\d|january|february|march|april|may\b|june|july|august|september|october|november|december|last|then|it was)/i

/** What a question takes as given; undefined when it takes nothing as given. */
export function premiseIn(text: string): string | undefined {
  const given = GIVEN.exec(text.trim())?.[1]
  return given && !WHEN.test(given) ? given : undefined
}

const NEGATED = /\b(?:no|not|never|none|nothing|nobody|cannot|without|neither|nor)\b|n['’]?t\b/i
/** Of the content words of both, as many must be shared. */
const ALIKE = 0.4

/** Whether two statements say the same, as far as words tell: most words shared, one lean, both negated or neither. */
export function saysTheSame(a: string, b: string): boolean {
  const [left, right] = [new Set(contentStems(a)), new Set(contentStems(b))]
  const shared = [...left].filter((stem) => right.has(stem)).length
  const all = new Set([...left, ...right]).size
  return shared >= all * ALIKE && leanOf(a) === leanOf(b) && NEGATED.test(a) === NEGATED.test(b)
}
