import type { DeclineReason } from '../domain/answer.ts'
import type { Scope } from '../knowledge/scope.ts'

/** Longer than anybody needs to put a question; longer text is usually a pasted document. */
export const MAX_QUESTION = 2000

export type Guarded = { text: string; reason?: DeclineReason }

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu
const MASS_MENTION = /<!(?:channel|here|everyone)(?:\|[^>]*)?>|@(?:channel|here|everyone)\b/gi

/** Attempts to give orders to the assistant instead of asking it something. */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rules? (?:above|you)|above|previous|prior|guard|filter|everything|your (?:rules|sources|training|knowledge))/i,
  /\b(?:system|developer|hidden|initial) (?:prompt|message|instruction)/i,
  /\b(?:pretend|imagine|assume|act as if|say) (?:that )?(?:you|your)\b/i,
  /\b(?:you are now|from now on,? you|(?:^|please |you (?:will |should |must |now )?)act as (?:an?|my|the)\b|repeat after me|role-?play|jailbreak|dan mode|developer mode|sudo\b)/i,
  /\b(?:reveal|print|show|repeat|leak|dump|output)\b.{0,30}\b(?:prompt|instructions|secret|token|api key|password|env(?:ironment)? variable|config)/i,
  /\b(?:answer|reply|respond|say|state|confirm|output) (?:only |just |simply |exactly )+(?:with |that |the )?["'“]?\w+/i,
  /\b(?:mark|label|treat|call|report) (?:this|it|everything|all) (?:claim )?as (?:a )?(?:myth|true|lawful|legal|settled)/i,
  /(?:<\/?(?:system|assistant|user|script|iframe|img)\b|\[(?:system|inst)\]|###\s*(?:system|instruction))/i,
  /\bquote (?:that|it|this) (?:to me )?as (?:settled|the) law\b/i,
]

/** Requests to do something in the world, which a person must do. */
const ACT_FOR_YOU: readonly RegExp[] = [
  /^(?:please |can you |could you |would you |will you |i want you to |i need you to )*(?:send|post|email|e-mail|message|dm|tweet|ring|call|phone|book|schedule|publish|submit|sign|approve|award|cancel|delete|remove|change|edit|update|add|pay|transfer)\b(?! (?:notices?|controls?|orders?)\b)(?! (?:a|an|our|the|my)? ?(?:contract|framework|tender|supplier|bidder)s?\b.*\?)/i,
]
const ACT_OBJECT =
  /\b(?:for me|to (?:all|every|the|our|my)|entry|entries|knowledge base|your (?:answer|database|records|rules)|invoice|message|email|notice|meeting|approval|order)\b/i

/**
 * What must not go further, before anything is looked up. Gives the cleaned text (invisible characters and mass
 * mentions gone) and, where the question ends here, the reason the person will be told.
 */
export function createGuard(scope: Scope) {
  const foreign = new RegExp(`\\b(?:${scope.foreign.map(escapePattern).join('|') || '(?!)'})\\b`, 'i')

  return (raw: string): Guarded => {
    const text = raw
      .slice(0, MAX_QUESTION * 8)
      .replace(/[\t\r\n]+/g, ' ')
      .replace(INVISIBLE, '')
      .replace(MASS_MENTION, '')
      .replace(/\s+/g, ' ')
      .trim()
    if (!text) return { text, reason: 'empty' }
    if (raw.length > MAX_QUESTION) return { text: text.slice(0, MAX_QUESTION), reason: 'too-long' }
    const letters = text.match(/\p{L}/gu)?.length ?? 0
    const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
    if (letters < 2) return { text, reason: 'not-readable' }
    if (latin < letters * 0.7 || isOtherLanguage(text)) return { text, reason: 'not-english' }
    if (ORDERS.some((pattern) => pattern.test(text))) return { text, reason: 'orders' }
    if (ACT_FOR_YOU.some((pattern) => pattern.test(text)) && ACT_OBJECT.test(text))
      return { text, reason: 'act-for-you' }
    if (
      foreign.test(text) &&
      /\b(?:law|legal|rules?|allowed|procurement|tender|directive|regulations?|must|can (?:we|i|they|a)|threshold)\b/i.test(
        text,
      ) &&
      aboutForeignBody(text, foreign)
    ) {
      return { text, reason: 'foreign-law' }
    }
    return { text }
  }
}

/** "in France", "our German council", "under EU law": not "the French trial we read about". */
function aboutForeignBody(text: string, foreign: RegExp): boolean {
  const name = foreign.source
  return new RegExp(
    `\\b(?:in|under|here in|based in|for an?|our|we are an?|i work for an?|the law of)\\s+(?:the\\s+)?${name}(?!\\s+(?:supplier|firm|company|bidder|vendor|manufacturer|standard|trade|agreement|steel|case))`,
    'i',
  ).test(text)
}

const FUNCTION_WORDS: Readonly<Record<string, readonly string[]>> = {
  english:
    'the a is are we can to of in on for and do does i it our you that this what how if not be have with or who any must my us has'.split(
      ' ',
    ),
  french: 'le la les des est nous pouvons peut une dans pour que qui avec sont pas vous il elle au aux'.split(' '),
  spanish: 'el los las una es podemos puede que con para por del esto como nosotros si hay qué'.split(' '),
  german: 'der die das ist wir können kann und nicht ein eine mit für vor auf dem den zu'.split(' '),
  italian: 'il gli una è possiamo può che con per del della sono non come questo'.split(' '),
  polish: 'czy możemy jest nie się na do z przed jak co dla to są'.split(' '),
  welsh: 'yn yr ydy ydyn ni gallwn gyda cyn mae oes sut beth ein chi allwn'.split(' '),
  portuguese: 'o os as podemos pode não uma com para que do da é'.split(' '),
  romanian: 'putem este și nu cu pentru o să care'.split(' '),
}

/** More small words of another language than of English, at least three of them. */
function isOtherLanguage(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const count = (language: string) => words.filter((word) => FUNCTION_WORDS[language]!.includes(word)).length
  const english = count('english')
  return Object.keys(FUNCTION_WORDS).some(
    (language) => language !== 'english' && count(language) >= 3 && count(language) > english + 1,
  )
}

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
