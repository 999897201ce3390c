import { PREMISE } from '../cards/words.ts'
import type { Answer, Answered } from '../domain/answer.ts'
import type { Entry } from '../domain/entry.ts'
import type { Nation } from '../domain/nation.ts'
import type { RankedPassage } from '../domain/passage.ts'
import type { Question } from '../domain/question.ts'
import { putsForward } from '../domain/stance.ts'
import { PortError } from '../errors.ts'
import type { Library } from '../knowledge/library.ts'
import { needFrom } from '../pathways/fit.ts'
import type { Log, Retriever } from '../ports.ts'
import { createConcepts } from '../retrieval/concepts.ts'
import { contentStems } from '../retrieval/words.ts'
import { askBack } from './ask-back.ts'
import { createChooseClaim } from './choose-claim.ts'
import { AS_EMERGENCY, isEmergency } from './emergency.ts'
import { clarify, declined, failed, greeting, noEvidence, specialist } from './endings.ts'
import { asksWhichSide, type Value, valueIn } from './figures.ts'
import { subjectOf } from './framing.ts'
import { createGuard } from './guard.ts'
import { type Hear, type Heard, reasonToDecline } from './message-kind.ts'
import { premiseIn, saysTheSame } from './premise.ts'
import type { Rewording } from './reword.ts'
import { rankRoutes } from './routes.ts'
import { type Ruling, rule } from './rule.ts'
import { createTopicSense, namesAny, namesIn } from './topic.ts'
import { createUnderstand, type Understanding } from './understand.ts'
import { PREFER } from './wants.ts'
import type { Wording } from './wording.ts'
import { evidenceFor, nearestLinks, writeAnswer } from './write.ts'

/** A place or programme named by the person makes what it did likelier to be meant, whatever else is asked. */
const NAMED = { 'case-study': 1.1, programme: 1.1 } as const

/** "Who do I ring about my boiler?": a person is wanted, but none of ours. */
const PLAINLY_ELSEWHERE = 0.9

/** As many of the nearest entries that hold in a nation are looked at for its own law on the subject. */
const OWN_LAW_AMONG = 3

export interface Deps {
  library: Library
  retriever: Retriever
  wording: Wording
  hear: Hear
  /** absent when no model is configured */
  rewording?: Rewording | undefined
  log: Log
}

/**
 * The life of one question, told in order. Any line may end it, and every ending is an Answer, so callers have one thing
 * to render.
 */
export function createAnswerOne({ library, retriever, wording, hear, rewording, log }: Deps) {
  const concepts = createConcepts(library.thesaurus)
  const chooseClaim = createChooseClaim(concepts, wording)
  const topicOf = createTopicSense(library.entries)
  const guard = createGuard(library.scope)
  const understand = createUnderstand(library)
  const names = namesIn(library.entries)

  /** `worded: false` leaves the reviewed wording, whatever is configured: for one of several questions in a message. */
  return async (question: Question, { worded = true } = {}): Promise<Answer> => {
    try {
      const { text, reason } = guard(question.text)
      if (reason) return declined(reason)

      const heard = hear(text)
      const refused = reasonToDecline(heard)
      if (refused) return declined(refused)

      const understanding = understand(question, text, heard)
      const { intent, context } = understanding
      if (intent === 'hello' || intent === 'thanks' || intent === 'help') return greeting(intent)
      if (intent === 'ask' && tooLittleSaid(understanding)) return clarify()

      const value = valueIn(toldOf(understanding, question), library.thresholds, question.date, understanding.nation)
      const ranked = await rank(understanding, value, question)
      const ruling = rule(understanding, ranked, chooseClaim)
      const confidence = ranked[0]?.confidence ?? 0
      const topic =
        (intent === 'ask' || (intent === 'specialist' && heard.elsewhere >= PLAINLY_ELSEWHERE)) &&
        !isEmergency(text) &&
        standsAlone(text, context, heard)
          ? topicOf(text, heard, confidence)
          : 'ours'
      if (topic === 'elsewhere') return declined('off-topic')
      if (topic === 'unsure') return noEvidence(nearestLinks(ranked, library, question.date), confidence)

      const answered =
        ruling && ruling.strength !== 'weak' ? await answer(understanding, ruling, ranked, question, value) : undefined
      if (intent === 'red-line' && answered?.ruling && putsForward(text) && !asksForAdvice(text))
        return { ...answered, redLine: true }
      if (intent === 'specialist' || intent === 'red-line') return specialist(answered, intent === 'red-line')
      if (!answered) return noEvidence(nearestLinks(ranked, library, question.date), confidence)
      return (worded && (await rewording?.reword(answered, question, text))) || answered
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      log.warn('question not answered', { questionId: question.id, code: error.code })
      return failed(error.code)
    }
  }

  /** What was told of a purchase: for a route asked for as a follow-up, in the questions before it as well. */
  function toldOf({ wants, context, text }: Pick<Understanding, 'wants' | 'context' | 'text'>, { history }: Question) {
    if (wants !== 'route' || !context) return text
    const earlier = history.filter(({ role }) => role === 'user').slice(-2)
    return [...earlier.map((turn) => turn.text), text].join(' \n ')
  }

  async function rank(
    { text, context, wants }: Understanding,
    value: Value | undefined,
    question: Question,
  ): Promise<RankedPassage[]> {
    const told = toldOf({ wants, context, text }, question)
    const named = namesAny(names, text)
    const prefer = named && wants !== 'programme' && wants !== 'term' ? { ...PREFER[wants], ...NAMED } : PREFER[wants]
    const lookup =
      value && asksWhichSide(text) ? `which threshold applies to ${value.title}, VAT included` : about(text)
    const alone = context ? await rewording?.rephrase(question, text, context) : undefined
    const found = await retriever.retrieve({
      text: lookup,
      prefer: lookup.startsWith('which threshold') ? PREFER.fact : prefer,
      ...(context && { context: alone ? `${context} \n ${alone}` : context }),
    })
    if (wants === 'case' && context) return examplesFirst(found)
    return wants === 'route' ? rankRoutes(found, library, needFrom(told), value) : found
  }

  /** "Who has done that?" after an answer: the cases that stand behind it. */
  function examplesFirst(found: RankedPassage[]): RankedPassage[] {
    const [top] = found
    if (!top || top.entry.type === 'case-study') return found
    const examples = evidenceFor(library, top.entry).filter(({ type }) => type === 'case-study')
    return [...examples.map((entry) => ({ ...top, entry })), ...found]
  }

  /** Scottish law and the like: an entry that does not hold there gives way to the one that says what does. */
  async function answer(
    understanding: Understanding,
    ruling: Ruling,
    ranked: readonly RankedPassage[],
    { date }: Question,
    value: Value | undefined,
  ): Promise<Answered> {
    const { nation } = understanding
    const holds = !nation || ruling.lead.entry.appliesIn.includes(nation)
    const guide = holds ? undefined : await lawOf(nation, understanding)
    const lead = guide ? { ...ruling.lead, entry: guide } : ruling.lead
    const settled = guide ? { lead, confidence: ruling.confidence, strength: ruling.strength } : ruling
    const written = writeAnswer({ library, understanding, ruling: settled, ranked, date, ...(value && { value }) })
    const wrong = await wrongPremise(understanding.text)
    const ask = askBack(understanding, lead.entry, value)
    return { ...written, first: [...(wrong ? [wrong] : []), ...written.first], ...(ask && { ask }) }
  }

  /** What a nation's own law says on the very subject, where the library tells; else the entry on its law as a whole. */
  async function lawOf(nation: Nation, { text }: Understanding): Promise<Entry | undefined> {
    const nearest = await retriever.retrieve({ text: about(text), nation, prefer: PREFER.ruling }, OWN_LAW_AMONG)
    const own = nearest.find(
      ({ entry: { type, appliesIn } }) => (type === 'claim' || type === 'rule') && appliesIn.length === 1,
    )
    return own?.entry ?? library.byId.get(library.regimes.nations.find((row) => row.nation === nation)?.entry ?? '')
  }

  /** What the question takes as given, where a reviewed claim in nearly the same words says it is wrong. */
  async function wrongPremise(text: string): Promise<string | undefined> {
    const given = premiseIn(text)
    if (!given) return undefined
    const ranked = await retriever.retrieve({ text: given, prefer: PREFER.ruling })
    const claim = rule({ text: `${given}.`, wants: 'ruling' }, ranked, chooseClaim)?.claim
    return claim?.verdict === 'myth' && saysTheSame(given, claim.says) ? PREMISE(claim.says) : undefined
  }
}

/** What to look for: the subject without who said it, and an emergency by the name the law has for it. */
function about(text: string): string {
  return isEmergency(text) ? `${subjectOf(text)} ${AS_EMERGENCY}` : subjectOf(text)
}

/** A follow-up has its subject from before, unless it plainly brings another: "and a good recipe for pasta?" */
function standsAlone(text: string, context: string | undefined, { elsewhere }: Heard): boolean {
  return (
    !context ||
    (elsewhere >= 0.8 &&
      contentStems(text).length > 1 &&
      !/\b(?:it|its|that|this|they|them|those|these|one)\b/i.test(text))
  )
}

/** "What do I say back to them?": a live case wants a person, whatever rule stands behind it. */
function asksForAdvice(text: string): boolean {
  return /\b(?:what (?:do|should|can|shall|would) (?:i|we|you)|what now|what next|who (?:to|do i|should i|should we|do we) (?:tell|report|go to|speak to)|advi[sc]e|help (?:me|us))\b/i.test(
    text,
  )
}

/** "Which procedure should I use?" with nothing about what, how much or how soon: no honest answer is possible yet. */
function tooLittleSaid({ wants, text, context }: Understanding): boolean {
  if (wants !== 'route' || context) return false
  const told =
    /£|\d|\b(?:services?|software|system|care|works?|building|road|urgent|emergency|hours|pilot|prototype|innovat\w+|framework|consult\w+|goods|vehicles?|school|housing|extension|extend|grant|concession|research|problem|need|staff|charit\w+|below|above|suppliers?|only one|firms?|shops?|health|nhs|clinic\w*|schools|homecare|contract (?:ends|expires|is up|runs out|finishes))\b/i
  return !told.test(text)
}
