/** "As standstill is ten days, when can we sign?" takes something as given before it asks. */
const GIVEN =
  /^(?:so,? |and |but |ok,? )?(?:as|since|because|given(?: that)?|seeing (?:as|that)|now that|considering(?: that)?|with) (.{12,200}?),\s*((?:can|could|do|does|did|is|are|must|should|shall|may|will|would|how|what|when|where|which|who|why|am|has|have)\b.{6,})$/i
/** A day or a time is no belief. */
const WHEN =
  /^(?:\d|january|february|march|april|may\b|june|july|august|september|october|november|december|last|then|it was)/i

/** What a question takes as given, and what it asks; undefined when it takes nothing as given. */
export function premiseIn(text: string): { given: string; asked: string } | undefined {
  const match = GIVEN.exec(text.trim())
  if (!match || WHEN.test(match[1]!)) return undefined
  return { given: match[1]!, asked: match[2]! }
}
