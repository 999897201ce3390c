import { FIRST_NAMES, NAMES_AND_WORDS, SURNAMES_AND_WORDS } from './first-names.ts'
import { isCalendar, isKnown, isOrdinary, type PublicWords } from './public-words.ts'

interface Token {
  text: string
  /** in lower case, without the possessive */
  word: string
  start: number
  end: number
  /** what stands before and after it, as far as a cue reaches */
  lead: string
  rest: string
  capital: boolean
  /** begins a sentence, where a capital letter says nothing */
  opens: boolean
  ordinary: boolean
  /** ordinary, or a public name */
  known: boolean
  /** stands in a name the library publishes: "Liverpool John Moores University" */
  published: boolean
  /** the words before and after, with nothing but a space between */
  left?: Token
  right?: Token
  mark?: 'name' | 'firm'
}

const REACH = 60
const LONGEST = 6
const FIRM =
  'bidders?|tenderers?|suppliers?|firms?|compan(?:y|ies)|contractors?|sub-?contractors?|vendors?|providers?|incumbents?|consultants?|consultanc(?:y|ies)|consorti(?:um|a)|winners?|competitors?|rivals?|dealers?|manufacturers?'
const CALLED =
  'is|are|was|were|called|named|like|such as|including|includes?|namely|being|would be|will be|has been|have been'
/** "the incumbent Acme", "bidders are Acme". The second names something, in whatever words. */
const FIRM_BEFORE = new RegExp(
  `\\b(?:${FIRM})(?:\\s+(?:${CALLED}))?\\s*[,:(–-]?\\s*(?:both |only |just |either )?["'“‘]?$`,
  'i',
)
const FIRM_CALLED = new RegExp(
  `\\b(?:${FIRM})\\s+(?:${CALLED})\\s*[,:]?\\s*(?:both |only |just |either )?["'“‘]?$`,
  'i',
)
const FIRM_AFTER =
  /^(?:['’]s?\s+(?:bid|tender|quote|price|proposal|offer|contract|invoice|software|product|system|solution|rates?)|\s+(?:bid|bids|quoted|quotes|tendered|won|submitted|priced|undercut|scored|offered|charges|supplies))\b/i
const FROM = /\b(?:from|at|by|with|to)\s+["'“‘]?$/i
const AND = /^\s*(?:,\s*(?:and|or)?|and|or|&|\+|plus|vs?\.?|versus)\s*$/i
const SAID =
  /^,?\s+(?:said|says|told|tells|thinks|reckons|wants|insists|asked|asks|emailed|rang|called|wrote|mentioned|suggested|from|in (?:legal|finance|procurement|hr|it))\b/i
/** What comes before somebody's name, where that could be a word too: "my boss Mark", "spoke to Grace". */
const PERSON_BEFORE =
  /\b(?:(?:spoke|speak|speaking|talk|talked|talking|chat|chatted|listened|according|thanks) (?:to|with)|met(?: with)?|emailed|e-mailed|rang|phoned|asked?|told|tell|boss|manager|director|officer|buyer|colleague|friend|mate|called|named|my name is|i am|i'm|hi|hello|hey|dear|cheers|thanks),?\s+$/i
const TITLES = new Set(['mr', 'mrs', 'ms', 'dr', 'cllr', 'councillor', 'sir', 'lady', 'lord', 'dame'])
/** A capitalised name with one of these in it is that of a public body or a law. */
const PUBLIC_BODY =
  /^(?:councils?|borough|county|district|unitary|parish|authority|authorities|act|regulations?|directive|nhs|university|police|department|ministry|parliament|assembly|mbc|mdc|cc|dc|bc|lbc)$/

/**
 * A text with the names of people and firms taken out, as far as they can be told without a model: by a first name, by
 * what stands around them ("bidders are …", "… said"), or by a capital letter in the midst of a sentence on a word that is
 * neither ordinary nor public. A name in small letters that no list holds is not seen.
 */
export function withoutNames(text: string, known: PublicWords): string {
  const tokens = tokensOf(text, known)
  const seen = new Map<string, 'name' | 'firm'>()
  let firm: Token | undefined
  for (const token of tokens) {
    const joined = firm !== undefined && AND.test(text.slice(firm.end, token.start))
    if (isPerson(token)) mark(token, 'name')
    else if (isFirm(token, joined)) mark(token, 'firm')
    else if (isStranger(token)) mark(token, seen.get(token.word) ?? (FROM.test(token.lead) ? 'firm' : 'name'))
    if (token.mark === 'firm') firm = token
    if (token.mark && !token.known) seen.set(token.word, token.mark)
  }
  // Who was recognised once is the same before: "Acme scored 71 but Acme's price looks off".
  for (const token of tokens) token.mark ??= seen.get(token.word)
  return replaced(text, tokens)
}

/** "Dave"; "Mark Young"; "my boss Grace"; "cllr patel". Not St Andrew, nor who is part of a published name. */
function isPerson({ word, capital, ordinary, published, lead, left, right }: Token): boolean {
  if (published || left?.word === 'st') return false
  if (FIRST_NAMES.has(word)) return true
  if (left && TITLES.has(left.word)) return !ordinary
  if (!capital || !NAMES_AND_WORDS.has(word)) return false
  return PERSON_BEFORE.test(lead) || (right?.capital === true && isSurname(right))
}

/** "bidders are Acme and Zenith", "Acme’s bid", "Acme quoted", "dave from acme". `joined`: named in one breath with a firm. */
function isFirm(token: Token, joined: boolean): boolean {
  const { capital, known, ordinary, opens, lead, rest, left, right } = token
  if (token.mark || isCalendar(token.word) || ofPublicBody(token)) return false
  if (!ordinary && left?.left?.mark === 'name' && /^(?:from|at)$/.test(left.word)) return true
  if (!capital) return false
  if (right?.capital && !opens && (joined || FIRM_CALLED.test(lead))) return true
  return !ordinary && (joined || FIRM_BEFORE.test(lead) || (!known && FIRM_AFTER.test(rest)))
}

/** A word with a capital for no reason we know. */
function isStranger(token: Token): boolean {
  const { capital, known, opens, left, right, rest } = token
  if (!capital || known || token.mark || token.published || left?.word === 'st' || ofPublicBody(token)) return false
  return !opens || SAID.test(rest) || (right?.capital === true && !right.known)
}

/** A name takes along what belongs to it: a title or an initial before, a surname or more of a firm's name after. */
function mark(token: Token, as: 'name' | 'firm'): void {
  token.mark = as
  const { left } = token
  if (left && (TITLES.has(left.word) || isInitial(left))) left.mark = as
  const goesOn = (next: Token) => (as === 'name' ? isSurname(next) || isInitial(next) : next.capital)
  for (const next of run(token.right, 'right', goesOn)) next.mark = as
}

const isSurname = ({ word, ordinary }: Token) => SURNAMES_AND_WORDS.has(word) || (!ordinary && word.length > 2)
const isInitial = ({ word, capital }: Token) => capital && word.length === 1 && word !== 'i' && word !== 'a'

/** "Tameside Metropolitan Borough Council", "University of Kent". */
function ofPublicBody(token: Token): boolean {
  if (PUBLIC_BODY.test(token.word)) return true
  const ofIt = ({ capital, word }: Token) => capital || word === 'of'
  return (
    run(token.right, 'right', ofIt).some(({ word }) => PUBLIC_BODY.test(word)) ||
    run(token.left, 'left', ofIt).some(({ word, right }) => PUBLIC_BODY.test(word) && right?.word === 'of')
  )
}

/** The words from one on, to the left or right, as long as they belong together; no name is longer than a few. */
function run(from: Token | undefined, way: 'left' | 'right', belongs: (token: Token) => boolean): Token[] {
  const found: Token[] = []
  for (let next = from; next && found.length < LONGEST && belongs(next); next = next[way]) found.push(next)
  return found
}

function tokensOf(text: string, known: PublicWords): Token[] {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  // In a text all in capitals they say nothing.
  const shouted = (text.match(/\p{Lu}/gu)?.length ?? 0) > letters * 0.6
  const published = publishedIn(text, known)
  const tokens: Token[] = []
  for (const { 0: whole, index } of text.matchAll(/(?<![\p{L}\p{N}[])\p{L}(?:[\p{L}\p{N}&'’-]*[\p{L}\p{N}])?/gu)) {
    const stem = whole.replace(/['’]s$/i, '')
    const before = tokens.at(-1)
    const gap = text.slice(before?.end ?? 0, index)
    const initial = before !== undefined && (before.word.length === 1 || TITLES.has(before.word)) && /^\. *$/.test(gap)
    const token: Token = {
      text: stem,
      word: stem.toLowerCase().replaceAll('’', "'"),
      start: index,
      end: index + stem.length,
      lead: text.slice(Math.max(0, index - REACH), index),
      rest: text.slice(index + stem.length, index + stem.length + REACH),
      capital: !shouted && /^\p{Lu}/u.test(stem),
      opens: !before || (/[.!?…\n]/.test(gap) && !initial),
      ordinary: isOrdinary(stem, known),
      known: isKnown(stem, known),
      published: published.some(([from, to]) => index >= from && index < to),
    }
    if (before && (initial || /^\s+$/.test(gap))) {
      token.left = before
      before.right = token
    }
    tokens.push(token)
  }
  return tokens
}

/** Where in a text a published name stands that holds a first name. */
function publishedIn(text: string, { phrases }: PublicWords): [from: number, to: number][] {
  const lower = text.toLowerCase()
  return [...phrases].flatMap((phrase) => {
    const from = lower.indexOf(phrase)
    return from < 0 ? [] : [[from, from + phrase.length] as [number, number]]
  })
}

/** One mark for each name, however many words it had. */
function replaced(text: string, tokens: readonly Token[]): string {
  let out = ''
  let at = 0
  for (const token of tokens) {
    if (!token.mark) continue
    if (token.left?.mark !== token.mark) out += `${text.slice(at, token.start)}[${token.mark}]`
    at = token.end
  }
  return out + text.slice(at)
}
