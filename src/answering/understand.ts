import type { Nation, Regime } from '../domain/nation.ts'
import type { Question } from '../domain/question.ts'
import type { Library } from '../knowledge/library.ts'
import { joinFollowUp } from './follow-up.ts'
import { type Intent, intentOf } from './intent.ts'
import { readNation, readStart } from './jurisdiction.ts'
import type { Heard } from './message-kind.ts'
import { type Wants, wantsOf } from './wants.ts'

/** What a question turned out to mean. */
export interface Understanding {
  /** The question's own words, cleaned. */
  text: string
  /** Earlier words it leans on; absent when it stands alone. */
  context?: string
  intent: Intent
  wants: Wants
  nation?: Nation
  /** The person named the nation, rather than it being a default. */
  nationNamed: boolean
  regime: Regime
  /** First day of the procurement asked about, where said: YYYY-MM-DD, or as much of it as was given. */
  startedOn?: string
}

/** A follow-up that does not say what it wants ("anything for London?") wants what was wanted before. */
function wantsFrom(text: string, history: Question['history']): Wants {
  const own = wantsOf(text)
  const before = history.findLast(({ role }) => role === 'user')
  return own === 'ruling' && before ? wantsOf(before.text) : own
}

/** Reads a cleaned question in the light of what came before it. */
export function createUnderstand({ regimes, places }: Pick<Library, 'regimes' | 'places'>) {
  const nationIn = readNation(regimes, places)

  return (question: Question, text: string, heard: Heard): Understanding => {
    const context = joinFollowUp(text, question.history)
    const said = nationIn(text)
    const earlier = context ? nationIn(context) : undefined
    const nation = said ?? earlier ?? question.nation
    const startedOn = readStart(text, question.date) ?? (context ? readStart(context, question.date) : undefined)
    const old = startedOn !== undefined && startedOn < regimes.earlier.before
    const here = regimes.nations.find((row) => row.nation === nation)?.regime ?? 'procurement-act-2023'
    return {
      text,
      ...(context && { context }),
      intent: intentOf(text, heard),
      wants: wantsFrom(text, context ? question.history : []),
      ...(nation && { nation }),
      nationNamed: (said ?? earlier) !== undefined,
      regime: old && here === 'procurement-act-2023' ? regimes.earlier.regime : here,
      ...(startedOn && { startedOn }),
    }
  }
}
