import { CLARIFY } from '../cards/words.ts'
import type { Answer, Answered } from '../domain/answer.ts'
import type { Question } from '../domain/question.ts'
import { PortError } from '../errors.ts'
import type { Library } from '../knowledge/library.ts'
import type { Log, Retriever } from '../ports.ts'
import { createConcepts } from '../retrieval/concepts.ts'
import { createChooseClaim } from './choose-claim.ts'
import { createGuard } from './guard.ts'
import { rule } from './rule.ts'
import { createTopicSense } from './topic.ts'
import { createUnderstand, type Understanding } from './understand.ts'
import { PREFER } from './wants.ts'
import type { Wording } from './wording.ts'
import { nearestLinks, writeAnswer } from './write.ts'

interface Deps {
  library: Library
  retriever: Retriever
  wording: Wording
  log: Log
}

const NOTHING = { citations: [], entries: [], confidence: 0, offersSpecialist: false } as const

/**
 * The life of a question, told in order. Any line may end it, and every ending is an Answer, so callers have one thing
 * to render.
 */
export function createAnswerQuestion({ library, retriever, wording, log }: Deps) {
  const concepts = createConcepts(library.thesaurus)
  const chooseClaim = createChooseClaim(concepts, wording)
  const topicOf = createTopicSense(library.scope, concepts)
  const guard = createGuard(library.scope)
  const understand = createUnderstand(library)

  return async (question: Question): Promise<Answer> => {
    try {
      const { text, reason } = guard(question.text)
      if (reason)
        return {
          outcome: 'declined',
          reason,
          ...NOTHING,
          offersSpecialist: reason !== 'orders',
          citations: [],
          entries: [],
        }

      const understanding = understand(question, text)
      const { intent } = understanding
      if (intent === 'hello' || intent === 'thanks' || intent === 'help') return greeting(intent)

      const ranked = await retriever.retrieve({
        text,
        prefer: PREFER[understanding.wants],
        ...(understanding.context && { context: understanding.context }),
      })
      const ruling = rule(text, understanding.wants, ranked, chooseClaim)
      const confidence = ruling?.lead.confidence ?? 0
      if (intent === 'ask' && !understanding.context && topicOf(text, confidence) === 'elsewhere') {
        return {
          outcome: 'declined',
          reason: 'off-topic',
          ...NOTHING,
          citations: [],
          entries: [],
          offersSpecialist: true,
        }
      }
      const answered =
        ruling && ruling.strength !== 'weak' ? answer(understanding, ruling, ranked, question.date) : undefined
      if (intent === 'specialist' || intent === 'red-line') return specialist(answered, intent === 'red-line')
      if (tooLittleSaid(understanding)) return clarify(answered)
      if (answered) return answered
      return {
        outcome: 'no-evidence',
        nearest: nearestLinks(ranked, library, question.date),
        ...NOTHING,
        citations: [],
        entries: [],
        confidence,
        offersSpecialist: true,
      }
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      log.warn('question not answered', { questionId: question.id, code: error.code })
      return { outcome: 'failed', code: error.code, ...NOTHING, citations: [], entries: [], offersSpecialist: true }
    }
  }

  /** Scottish law and the like: an entry that does not hold there gives way to the one that says what does. */
  function answer(
    understanding: Understanding,
    ruling: NonNullable<ReturnType<typeof rule>>,
    ranked: Parameters<typeof rule>[2],
    date: string,
  ): Answered {
    const { nation } = understanding
    const holds = !nation || ruling.lead.entry.appliesIn.includes(nation)
    const guide = holds
      ? undefined
      : library.byId.get(library.regimes.nations.find((row) => row.nation === nation)?.entry ?? '')
    if (!guide) return writeAnswer({ library, understanding, ruling, ranked, date })
    const lead = { ...ruling.lead, entry: guide }
    return writeAnswer({ library, understanding, ruling: { lead, strength: ruling.strength }, ranked, date })
  }
}

function greeting(kind: 'hello' | 'thanks' | 'help'): Answer {
  return { outcome: 'greeting', kind, citations: [], entries: [], confidence: 1, offersSpecialist: true }
}

function specialist(soFar: Answered | undefined, redLine: boolean): Answer {
  return {
    outcome: 'specialist',
    redLine,
    ...(soFar && { soFar: { ...soFar, redLine } }),
    citations: soFar?.citations ?? [],
    entries: soFar?.entries ?? [],
    confidence: soFar?.confidence ?? 0,
    offersSpecialist: true,
  }
}

/** "Which procedure should I use?" with nothing about what, how much or how soon: no honest answer is possible yet. */
function tooLittleSaid({ wants, text, context }: Understanding): boolean {
  if (wants !== 'route' || context) return false
  const told =
    /£|\d|\b(?:service|software|system|care|works?|building|road|urgent|emergency|pilot|prototype|innovat\w+|framework|consult\w+|goods|vehicles?|school|housing|extension|extend|grant|concession|research|problem|need|staff|charit\w+|below|above|one supplier|only one)\b/i
  return !told.test(text)
}

function clarify(soFar: Answered | undefined): Answer {
  return {
    outcome: 'clarify',
    ask: CLARIFY.route.ask,
    choices: [...CLARIFY.route.choices],
    ...(soFar && { soFar }),
    citations: [],
    entries: [],
    confidence: soFar?.confidence ?? 0,
    offersSpecialist: true,
  }
}
