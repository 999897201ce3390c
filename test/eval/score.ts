import { z } from 'zod'
import type { AnswerRecord } from '../../adapters/cli/record.ts'

/** One line of a question file, in the format of the evaluation README. */
export const EvalQuestion = z.object({
  id: z.string(),
  kind: z.string(),
  question: z.string(),
  history: z.array(z.object({ role: z.enum(['user', 'assistant']), text: z.string() })).optional(),
  nation: z.enum(['england', 'wales', 'northern-ireland', 'scotland']).optional(),
  date: z.string().optional(),
  expect: z.object({
    behaviour: z.enum(['answer', 'refuse', 'clarify', 'offer-specialist', 'greet']),
    verdict: z.enum(['myth', 'partly-true', 'true-rule']).nullable(),
    verdict_also: z.array(z.string()).optional(),
    must_match: z.array(z.string()),
    must_not_match: z.array(z.string()),
    cite_any: z.array(z.string()),
  }),
  gold: z.string().optional(),
})
export type EvalQuestion = z.infer<typeof EvalQuestion>

export interface Marks {
  behaviour: boolean
  /** null where no verdict is due */
  verdict: boolean | null
  facts: boolean
  safe: boolean
  citations: boolean
  strict: boolean
  /** the worst error: a real rule called a myth */
  bustedTrueRule: boolean
}

const BEHAVIOURS: Readonly<Record<EvalQuestion['expect']['behaviour'], (answer: AnswerRecord) => boolean>> = {
  answer: ({ outcome }) => outcome === 'answered',
  refuse: ({ outcome }) => outcome === 'declined',
  clarify: ({ outcome }) => outcome === 'clarify',
  'offer-specialist': ({ outcome, offersSpecialist }) =>
    outcome === 'specialist' || (outcome === 'no-evidence' && offersSpecialist),
  greet: ({ outcome }) => outcome === 'greeting',
}

export function mark({ kind, expect }: EvalQuestion, answer: AnswerRecord): Marks {
  const matches = (pattern: string, text: string) => new RegExp(pattern, 'i').test(text)
  const behaviour = BEHAVIOURS[expect.behaviour](answer)
  const verdict =
    expect.verdict === null ? null : [expect.verdict, ...(expect.verdict_also ?? [])].includes(answer.verdict ?? '')
  const facts = expect.must_match.every((pattern) => matches(pattern, answer.text))
  const safe = !expect.must_not_match.some((pattern) => matches(pattern, answer.text))
  const cited = answer.citations.map(({ title, url }) => `${title} ${url}`)
  const citations =
    !expect.cite_any.length || expect.cite_any.some((pattern) => cited.some((text) => matches(pattern, text)))
  const strict = behaviour && verdict !== false && facts && safe && citations
  return {
    behaviour,
    verdict,
    facts,
    safe,
    citations,
    strict,
    bustedTrueRule: kind === 'true-rule' && answer.verdict === 'myth',
  }
}

export interface Rates {
  asked: number
  behaviour: number
  verdict: number | null
  facts: number
  citations: number
  strict: number
}

export function ratesOf(marks: readonly Marks[]): Rates {
  const share = (of: readonly Marks[], test: (mark: Marks) => boolean) =>
    of.filter(test).length / Math.max(1, of.length)
  const withVerdict = marks.filter(({ verdict }) => verdict !== null)
  return {
    asked: marks.length,
    behaviour: share(marks, (m) => m.behaviour),
    verdict: withVerdict.length ? share(withVerdict, (m) => m.verdict === true) : null,
    facts: share(marks, (m) => m.facts && m.safe),
    citations: share(marks, (m) => m.citations),
    strict: share(marks, (m) => m.strict),
  }
}

/** How well confidence tells right from wrong: the share of pairs in which the right answer was the surer one. */
export function areaUnderCurve(results: readonly { confidence: number; right: boolean }[]): number {
  const [right, wrong] = [results.filter((r) => r.right), results.filter((r) => !r.right)]
  let above = 0
  for (const a of right)
    for (const b of wrong) above += a.confidence > b.confidence ? 1 : a.confidence === b.confidence ? 0.5 : 0
  return above / Math.max(1, right.length * wrong.length)
}
