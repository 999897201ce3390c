/** How a sentence leans: that something is barred, open, required, or not required. */
export type Lean = 'barred' | 'open' | 'required' | 'not-required'

const NOT_REQUIRED =
  /\b(?:don'?t|do not|doesn'?t|does not|didn'?t|no(?:body)?|never|needn'?t|not|without) (?:really |actually |ever )?(?:have to|has to|need(?:s|ed)?(?: to)?|require[sd]?|oblig\w+|must|compulsory|mandatory|necessary|bind\w*)\b|\b(?:skip|optional|voluntary|unnecessary|exempt|no need|no rules?|no (?:notice|advert|tender|competition|paperwork)|doesn'?t (?:apply|count|matter)|do not apply|don'?t (?:apply|count|matter)|free-for-all|free for all|nobody (?:has|needs)|get out of|avoid(?:s|ing)?|dodge)\b/i
const BARRED =
  /\b(?:can'?t|cannot|can not|couldn'?t|mustn'?t|must not|may not|mayn'?t|not (?:allowed|permitted|lawful|legal|able|possible)|isn'?t (?:allowed|legal|lawful|permitted)|aren'?t (?:allowed|permitted)|never (?:be )?(?:allowed|use|award|change|meet|talk|accept)|illegal|unlawful|ban(?:s|ned)?|forbid(?:s|den)?|prohibit\w*|barred?|bars|stops? us|stopping us|prevents?|block(?:s|ed|ing)?|rule[sd] out|off limits|against the (?:law|rules)|not on|shouldn'?t|won'?t let|doesn'?t allow|do not allow|don'?t allow|disqualif\w+|dead|void|impossible|no contact|locked out|shut out)\b/i
const REQUIRED =
  /\b(?:must|have to|has to|had to|need(?:s|ed)? to|required?|requires|compulsory|mandatory|obliged|obligatory|by law|always|every (?:single )?\w+ (?:must|needs|has)|legally bound|statutory (?:duty|requirement)|no choice|forced to|bound to|insist\w*)\b/i
const OPEN =
  /\b(?:can|could|may|allowed|permitted|lawful|legal|legit|fine|ok(?:ay)?|free to|entitled|just|simply|no problem|nothing (?:stops|wrong)|anything goes|whatever we (?:like|want)|go ahead|safe to|surely we)\b/i

/** The lean of a sentence, or undefined when it has none. The order matters: "don't have to" holds "have to". */
export function leanOf(sentence: string): Lean | undefined {
  const text = sentence
    .replace(/[’`´]/g, "'")
    .replace(/\b(can|won|don|isn|aren|doesn|needn|mustn|couldn|shouldn)t\b/gi, "$1't")
  if (NOT_REQUIRED.test(text)) return 'not-required'
  if (BARRED.test(text)) return 'barred'
  if (REQUIRED.test(text)) return 'required'
  if (OPEN.test(text)) return 'open'
  return undefined
}

const QUESTION_START =
  /^(?:so |and |but |ok |okay |hi |hello |please |quick (?:one|question)[:,]? )*(?:can|could|may|must|should|shall|do|does|did|is|are|was|were|will|would|am|has|have|what|which|who|whose|when|where|why|how|any)\b/i
const TAG =
  /,? (?:right|correct|true|yes|no|surely|isn'?t it|aren'?t (?:they|we)|don'?t (?:we|they)|is that (?:so|right|true|correct)|true or false|legit|fair|agreed)\s*\?*$|\?\?+$/i

/** A neutral question ("can we…?") asks about the headline; anything else puts a belief forward. */
export function putsForward(sentence: string): boolean {
  return !QUESTION_START.test(sentence.trim()) || TAG.test(sentence.trim())
}
