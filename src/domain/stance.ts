/** How a sentence leans: that something is barred, open, required, or not required. */
export type Lean = 'barred' | 'open' | 'required' | 'not-required'

const MUST = String.raw`(?:have to|has to|need(?:s|ed)?(?: to)?|require[sd]?|must|oblig\w+|compulsory|mandatory|necessary|bound)`
const NOT_REQUIRED = new RegExp(
  String.raw`\b(?:don'?t|do not|doesn'?t|does not|didn'?t|never|needn'?t|not|isn'?t|aren'?t|nobody|no one) (?:\w+ ){0,2}${MUST}\b|\b(?:needn'?t|need(?:s|ed)? no(?:t|thing|body)?|no(?:thing|body|ne)? (?:more )?(?:needs?|has|have) to|nothing has to|skip(?:ping|ped|s)? (?:the|a|an|it|that|this|straight|to|all|any|over)|(?:optional|voluntary)(?! \w)|(?:optional|voluntary) (?:for|to|below|above|under|in|on|unless|if|now|here|anyway)\b|unnecessary|exempt|no need|no rules?|no (?:\w+ )?(?:notice|advert|tender|competition|comp|contest|paperwork|standstill|quotes?|records?|procurement|checks?|limit)s?\b(?! (?:can|may|is allowed))|without (?:a |any )?(?:notice|advert\w*|tender\w*|competition|quotes?|record|procurement|telling)|(?:doesn'?t|don'?t|does not|do not) (?:apply|count|matter|bind|cover|touch|bite)|free[- ]for[- ]all|out (?:of )?the window|nothing to (?:do|say)|(?:never|doesn'?t|don'?t|not) come into (?:it|play)|gets? (?:us |you |them |me )?(?:out of|around|round)|avoid(?:s|ing)?|dodge|outside (?:the |of the |all )?(?:act|rules|procurement (?:rules|law|act))|off the hook)\b`,
  'i',
)
const BARRED =
  /\b(?:can'?t|(?:are|is|we're|they're|theyre|it's|its|he's|she's) (?:auto(?:matic(?:ally)?)? )?out(?=\s*(?:[.,;?!]|$))|auto(?:matic(?:ally)?)? (?:out|fail|no)\b|(?:absolutely|definitely|certainly|told|flatly) not\b(?! (?:to\b|need|necessary|required|compulsory|mandatory))|outlaw(?:s|ed)?|knock(?:s|ed|ing)? (?:it|that|this|them|us|ours?) back|(?:won'?t|wouldn'?t) (?:wear|pass|touch|entertain|countenance|have)|under no circumstances|no circumstances|(?:nothing|nobody|no ?one|none(?: of \w+)?|not (?:one|a single|a) ?(?:of \w+)?) (?:can|may|is allowed|are allowed)|(?:not|no longer) (?:\w+ly )?(?:allowed|permitted|able|possible|lawful)|out of the question|no[- ]?no|no[- ]go|off the table|hands (?:are )?tied|sa(?:y|ys|id) (?:no|nope|never|not)\b(?! (?:need|to worry))|nope|no way|won'?t (?:allow|wear|accept|hear of)|refus(?:e|es|ed|ing)(?! to sign)|no (?:role|part|say|place|business|involvement)\b|(?:stay|keep|kept|stays) (?:well )?out (?:of|till|until)|keep (?:schtum|quiet|mum|away|clear)|hang fire|hold off|steer clear|told (?:us |me |them )?not to|not to be|stuck with|scupper\w*|put the kibosh|cannae|taboo|frowned|closed to|in breach|breach(?:es|ing)?|break(?:s|ing)? the (?:law|rules)|cannot|can not|couldn'?t|mustn'?t|must not|may not|mayn'?t|may never|can never|must never|not (?:allowed|permitted|lawful|legal|able|possible)|isn'?t (?:allowed|legal|lawful|permitted)|aren'?t (?:allowed|permitted)|never (?:be )?(?:allowed|use|award|change|meet|talk|accept|propose|speak|pay|score|ask|share)|illegal|unlawful|ban(?:s|ned)?|forbid(?:s|den)?|forbade|prohibit\w*|barred?|bars|stops? us|stopping us|prevents?|block(?:s|ed|ing)?|rule[sd]? (?:\w+ )?out|off limits|against the (?:law|rules|regs)|against \w+ law|an offence|ilegal|not on|shouldn'?t|won'?t let|doesn'?t allow|does not allow|do not allow|don'?t allow|disqualif\w+|(?:is|are|be|goes?|it'?s) void|void(?:s|ed)? (?:the|it|our|any|your)|flat no|no \w+ing (?:once|after|until|till|with)|no (?:\w+ ){1,4}(?:until|till)|no new \w+ (?:after|once|when)|impossible|no contact|locked out|shut (?:out|to)|is dead|too late|only \w+ (?:can|may))\b/i
const REQUIRED =
  /\b(?:means? (?:re-?\w+ing|(?:going|having|starting|tendering|putting|running|doing|coming) )|or (?:it'?s|its|it is|they'?re|theyre|you'?re|we'?re) (?:a |an )?(?:auto(?:matic(?:ally)?)? )?(?:a )?(?:fail|out|void|binned|rejected|invalid)|must|have to|has to|had to|need(?:s|ed)? (?:to|a|an|the|my|our|three|\d|at least|every|approval|permission|consent|sign)|required?|requires|compulsory|mandatory|obliged|obligatory|by law|committed to (?:\w+ing|an?|the)\b|(?:we|they|i|you|one|who)(?:'ve| have)? (?:gotta|to (?!do with\b)\w+ (?:it|them|the|a|an|out|up|back|down|us))|no (?:choice|option|alternative) but|supposed to|expected to|duty|(?:is|are) owed|needs? \w+ing|needed (?:if|when|before|for|above|over)|first\b.{0,20}\bbefore|or (?:else|you'?re out|it'?s void)|legally bound|statutory (?:duty|requirement)|no choice|forced to|bound to|insist\w*|is it the law|has got to|got to)\b|\bneeds (?!of\b)\w+/i
const OPEN =
  /\b(?:can|could|may|allowed|permitted|lawful|legal|legit|fine|ok(?:ay)?|free to|entitled|just|simply|no problem|nothing (?:stops|wrong)|anything goes|whatever (?:we|they|it) (?:like|want)s?|go ahead|safe to|surely we)\b/i

/** "Nothing bans it", "it is not illegal": a bar named to say that there is none. */
const FREED =
  /\b(?:nothing|no (?:law|rule|act|one|ban|bar)|doesn'?t|does not|don'?t|do not|didn'?t|never|not|isn'?t|aren'?t|wasn'?t|won'?t|without) (?:\w+ ){0,3}(?:bann?(?:s|ed|ing)?|bar(?:s|red|ring)?|forbid(?:s|den|ding)?|prohibit\w*|prevent(?:s|ed|ing)?|stop(?:s|ped|ping)? (?:us|you|them|it|a|the|councils?)|block(?:s|ed|ing)?|illegal|unlawful|against the law|an offence|off limits|rul(?:e|es|ed|ing) (?:\w+ )?out|disqualif\w+|closed|void)\b/i

/** Asks whether what went before is so; says nothing of what it leans to. */
const ASSENT =
  /(?<![\s,.;:–-])[\s,.;:–-]{1,5}(?:(?:is|was|were|are) (?:that|this|it|they|he|she|we) (?:right|correct|so|true|legit|the (?:law|rule|case))|legit|correct|right|true(?: or false)?|that what the rules say|surely|isn'?t it|don'?t they|fair enough|do they|does it|do we)\s*[?.!]*$/i

/** "Legal reckon…" names who speaks, and calls nothing lawful. */
const SPEAKER =
  /\blegal(?='s\b| (?:team|dept|department|lot|folk|people|colleagues?|officers?|services?|advice|say(?:s|ing)?|said|reckon(?:s|ed|ing)?|think(?:s|ing)?|told|tells?|telling|have|has|are|is|were|was|wants?|insists?|keeps?|kept|won'?t|wouldn'?t|swears?|argues?|warned|warns?)\b)/gi

/** "We can block them", "may I rule it out?": leave to bar is leave. */
const MAY_BAR =
  /\b(?:(?:we|i|councils?|buyers?) (?:can|could|may)|(?:can|could|may) (?:we|i)|(?:able|free|entitled|allowed|ok|okay|fine) to) (?:\w+ly |just |simply )?(?:block|bar|ban|disqualify|exclude|refuse|shut|rule|stop|prevent)\b/i

/** "Finance want X. Procurement say the order doesn't stretch to that": the last speaker says no to what went before. */
const OBJECTS =
  /[.;,!–-]\s+(?:but |and |though )?(?:[\p{L}'’]+ ){1,4}?(?:says?|said|reckons?|thinks?|insists?|warns?|told (?:me|us|them)|(?:is|are) adamant)\b[^.;!?]{0,60}?\b(?:doesn'?t|don'?t|does not|do not|won'?t|isn'?t|not|never|can'?t|cannot)\b[^.;!?]{0,30}\b(?:that|this|it|so|there|that far)\s*[.?!]*$/iu
const NO_NEED = /\b(?:need|have to|has to|required?|necessary|matter|apply|count)\b/i

/** "I can't do that to dodge the limit": what is barred is the dodging. */
const BARS_DODGING =
  /\b(?:can'?t|cannot|can not|may not|mustn'?t|must not|not allowed|never)\b.{0,60}\b(?:avoid|dodge|escape|duck|evade|get (?:a)?round|sidestep)\b/i

/** "…, ok?" asks for assent where what went before leans by itself; alone, it asks for leave. */
const OK = /[\s,.;:–-]+(?:ok(?:ay)?|fine|alright|all right|happy|agreed|allowed|yeah|yes)\s*[?.!]*$/i

/** The lean of a sentence, or undefined when it has none. The order matters: "don't have to" holds "have to". */
export function leanOf(sentence: string): Lean | undefined {
  const text = sentence
    .replace(ASSENT, '')
    .replace(/[’`´]/g, "'")
    .replace(/\b(can|won|don|isn|aren|doesn|needn|mustn|couldn|shouldn|didn)t\b/gi, "$1't")
    .replace(SPEAKER, ' ')
  return leanOfWords(text.replace(OK, '')) ?? leanOfWords(text)
}

function leanOfWords(text: string): Lean | undefined {
  const objection = OBJECTS.exec(text)?.[0]
  if (objection && !NO_NEED.test(objection)) return 'barred'
  if (BARS_DODGING.test(text)) return 'barred'
  if (NOT_REQUIRED.test(text)) return 'not-required'
  if (MAY_BAR.test(text) && !BARRED.test(text.replace(MAY_BAR, ' '))) return 'open'
  if (FREED.test(text)) return BARRED.test(text.replace(FREED, ' ')) ? 'barred' : 'open'
  if (BARRED.test(text)) return 'barred'
  if (REQUIRED.test(text)) return 'required'
  if (OPEN.test(text)) return 'open'
  return undefined
}

/** Whether two leans say the same (1), the contrary (-1), or nothing to each other (0). */
export function agreement(a: Lean | undefined, b: Lean | undefined): 1 | 0 | -1 {
  if (!a || !b) return 0
  if (a === b) return 1
  return CONTRARY[a].includes(b) ? -1 : 0
}

/** "You needn't" and "you may leave it" are near: what frees one from a duty is open, and what is required is not free. */
const CONTRARY: Readonly<Record<Lean, readonly Lean[]>> = {
  barred: ['open'],
  open: ['barred'],
  required: ['not-required'],
  'not-required': ['required'],
}

/** Bars and duties restrict; leave and exemptions free. */
export type Side = 'restricts' | 'frees'

export function sideOf(lean: Lean | undefined): Side | undefined {
  if (!lean) return undefined
  return lean === 'barred' || lean === 'required' ? 'restricts' : 'frees'
}

const QUESTION_START =
  /^(?:so |and |but |ok |okay |hi |hello |please |quick (?:one|question)[:,]? )*(?:what|which|who|whose|when|where|why|how|any|(?:can|could|may|must|should|shall|do|does|did|is|are|was|were|will|would|am|has|have)(?!n'?t\b(?! (?:we|i|you|they|it|he|she|the|there|our|a)\b))(?! (?:to|been|got|no|not|never|be|gone)\b))(?!'t\b(?! (?:we|i|you|they|it|he|she|the|there|our|a)\b))\b/i
/** A question about what was just said: "is that actually the rule?", "do they have that right?", "have we really no choice?" */
const ABOUT_THAT =
  /^(?:(?:and|so|but) )?(?:(?:is|are|was|were|do|does|did|can|am|have|has) (?:that|this|it|they|he|she|i|we) (?:\w+ ){0,2}(?:the (?:rule|law|case|rules)|rules?|thing|right|correct|true|wrong|legal|lawful|legit|so|choice|a jobsworth|being \w+|too \w+|have that right)\b.*|too strict|really|harsh but fair|thoughts|any truth in (?:it|that|this)|how on earth\b.*)$/i
const FEWEST_WORDS = 4
/** "Is it true that we can't…?" asks of a belief that is stated. */
const ASKED_OF =
  /^(?:so |and |but )?(?:is it|isn'?t it) (?:really |actually )?(?:true|right|correct|the case|a fact|so|the law|the rule) (?:that )?\w/i

/**
 * A neutral question ("can we extend it?") asks; anything else puts a belief forward, also when a tag asks for assent
 * ("…, right?", "… is that so?"). The last clause decides.
 */
export function putsForward(sentence: string): boolean {
  if (ASKED_OF.test(sentence)) return true
  const clauses = sentence.split(/[.;:!?]\s+|\s[-–—]\s|,\s+/).filter((clause) => clause.trim())
  const last = (clauses.at(-1) ?? '').trim()
  if (clauses.length > 1 && ABOUT_THAT.test(last.replace(/[?.!\s]+$/, ''))) return true
  const alone = clauses.length === 1
  // "Can I bin the notes? Records says hang on to them": asked first, and what follows leans nowhere.
  const asked = clauses.length > 1 && /\?\s*$/.test(sentence.slice(0, sentence.lastIndexOf(last)))
  if (asked && !leanOf(last) && QUESTION_START.test((clauses[0] ?? '').trim())) return false
  if (ASKED_AFTER.test(last)) return false
  return !(QUESTION_START.test(last) && (alone || last.split(/\s+/).length >= FEWEST_WORDS))
}

/** "Once the bids are in can we…", "my old firm bids. do I have to…": a question after its circumstances. */
const ASKED_AFTER =
  /^(?:once|when|if|after|before|now|since|as|while|with|where|given)\b.{6,}\b(?:can|could|may|must|should|do|does|are|is|am) (?:i|we|they)\b/i

/** A condition is named: "if", "as long as", "provided". */
export function isConditional(sentence: string): boolean {
  return /\b(?:if|as long as|so long as|provided|unless|only when|only where|subject to|on condition|where (?:it|the|we|they)|when (?:it|the|we|they))\b/i.test(
    sentence,
  )
}
