import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { progressBar } from '../../adapters/cli/progress.ts'
import { type AnswerRecord, recordOf } from '../../adapters/cli/record.ts'
import { CONFIDENCE } from '../../src/answering/rule.ts'
import { composeAssistant } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { phrasingsOf } from '../../src/domain/entry.ts'
import { bareWords } from '../../src/knowledge/checks/phrasings-differ.ts'
import type { Library } from '../../src/knowledge/library.ts'
import { openLibrary } from '../../src/open-library.ts'
import { openRetriever } from '../../src/open-retriever.ts'
import { groupEffects } from './groups.ts'
import { hitsOf, leaveOut, type Trial, verdictsOf, withTypo } from './leave-out.ts'
import { findPhrasings } from './phrasings.ts'
import { areaUnderCurve, EvalQuestion, type Marks, mark, type Rates, ratesOf } from './score.ts'

const USAGE = `Usage:
  npm run eval -- FILE [--fails N]   scores a question file; --fails prints the first N failures
  npm run eval -- --leave-out [--fails N]
                                     asks every phrasing of an index that has not seen it, with and without a typo
  npm run eval -- --phrasings FILE   asks phrasings written for an entry without sight of it: lines of {"entry", "phrasing"}
  npm run eval -- --groups           word groups of the thesaurus that make questions worse, worst first`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    fails: { type: 'string' },
    'leave-out': { type: 'boolean' },
    groups: { type: 'boolean' },
    phrasings: { type: 'boolean' },
  },
})
const fails = Number(values.fails ?? 0)
if (values['leave-out']) await reportLeaveOut()
else if (values.groups) await reportGroups()
else if (values.phrasings && positionals[0]) await reportPhrasings(positionals[0])
else if (positionals[0]) await reportFile(positionals[0])
else {
  process.stderr.write(`${USAGE}\n`)
  process.exitCode = 2
}

async function reportFile(file: string): Promise<void> {
  const questions = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => EvalQuestion.parse(JSON.parse(line)))
  const silent = { info() {}, warn() {}, error() {} }
  const { assistant, knowledge } = await composeAssistant(readConfig(process.env), silent)
  const library = knowledge.library()
  const bar = progressBar('Asking')
  const results: { question: EvalQuestion; answer: AnswerRecord; marks: Marks }[] = []
  for (const [index, question] of questions.entries()) {
    const reply = await assistant.ask({
      text: question.question,
      askedBy: { tenant: 'eval', platform: 'cli', id: 'eval' },
      conversation: question.id,
      ...(question.history && { history: question.history }),
      ...(question.nation && { nation: question.nation }),
      ...(question.date && { date: question.date }),
    })
    const answer = recordOf(reply, question.id)
    results.push({ question, answer, marks: mark(question, answer) })
    bar.update(index + 1, questions.length)
  }
  bar.stop()
  for (const { question, answer, marks } of results.filter((result) => !result.marks.strict).slice(0, fails)) {
    const missed = (['behaviour', 'verdict', 'facts', 'safe', 'citations'] as const).filter(
      (name) => marks[name] === false,
    )
    console.log(`\n${question.id} ${question.kind}: ${question.question}`)
    console.log(
      `  missed ${missed.join(', ')}; wanted ${question.expect.behaviour} ${question.expect.verdict ?? ''} ${question.expect.must_match.join(' & ')}`,
    )
    console.log(
      `  got ${answer.outcome} ${answer.verdict ?? ''} from ${answer.entries[0] ?? 'nothing'} (confidence ${answer.confidence})`,
    )
  }
  const kinds = [...new Set(questions.map(({ kind }) => kind))].sort()
  const rows = kinds.map(
    (kind) =>
      [kind, ratesOf(results.filter(({ question }) => question.kind === kind).map(({ marks }) => marks))] as const,
  )
  console.log(
    `\n${'kind'.padEnd(22)}${'asked'.padStart(6)}${['behaviour', 'verdict', 'facts', 'cited', 'strict'].map((name) => name.padStart(11)).join('')}`,
  )
  for (const [kind, rates] of [...rows, ['all', ratesOf(results.map(({ marks }) => marks))] as const])
    console.log(row(kind, rates))
  const answers = results.filter(({ answer }) => answer.outcome === 'answered')
  const strong = answers.filter(({ answer }) => answer.confidence >= CONFIDENCE.strong)
  const wrongly = results.filter(
    ({ question, answer }) => question.expect.behaviour === 'answer' && answer.outcome !== 'answered',
  )
  console.log(
    `\nOf ${answers.length} answers ${strong.length} were strong, ${percent(strong.filter(({ marks }) => marks.strict).length / Math.max(1, strong.length))} of them right; confidence tells right from wrong with AUROC ${areaUnderCurve(answers.map(({ answer, marks }) => ({ confidence: answer.confidence, right: marks.strict }))).toFixed(2)}; answerable questions not answered: ${wrongly.length}`,
  )
  const copied = copiesOf(
    library,
    questions.map(({ question }) => question),
  )
  console.log(`\nPhrasings that copy a question of this file: ${copied.join('; ') || 'none'}`)
  console.log(
    `True rules called myths: ${
      results
        .filter(({ marks }) => marks.bustedTrueRule)
        .map(({ question }) => question.id)
        .join(', ') || 'none'
    }`,
  )
}

/** Nine tenths of the words the same: a set that was copied from measures nothing. */
function copiesOf(library: Library, questions: readonly string[]): string[] {
  const asked = questions.map((question) => new Set(bareWords(question)))
  return library.entries.flatMap((entry) =>
    phrasingsOf(entry).filter((phrasing) => {
      const words = bareWords(phrasing)
      return (
        words.length > 4 &&
        asked.some(
          (question) =>
            words.filter((word) => question.has(word)).length >= 0.9 * Math.max(words.length, question.size),
        )
      )
    }),
  )
}

function row(kind: string, rates: Rates): string {
  const cells = [rates.behaviour, rates.verdict, rates.facts, rates.citations, rates.strict]
  return (
    kind.padEnd(22) +
    String(rates.asked).padStart(6) +
    cells.map((rate) => (rate === null ? '–' : `${(rate * 100).toFixed(0)} %`).padStart(11)).join('')
  )
}

async function reportGroups(): Promise<void> {
  const bar = progressBar('Groups')
  const effects = await groupEffects(openLibrary(readConfig(process.env)), bar.update)
  bar.stop()
  const helped = effects.filter(({ gain }) => gain > 0).length
  console.log(
    `${effects.length} groups named by the questions asked: ${helped} help, ${effects.filter(({ gain }) => gain < 0).length} harm`,
  )
  for (const { term, asked, better, worse, gain } of effects
    .filter((effect) => effect.gain < 0)
    .slice(0, fails || 20)) {
    console.log(
      `  ${term.padEnd(34)} asked ${String(asked).padStart(4)}  better ${String(better).padStart(3)}  worse ${String(worse).padStart(3)}  mean ${gain.toFixed(3)}`,
    )
  }
}

async function reportLeaveOut(): Promise<void> {
  const library = openLibrary(readConfig(process.env))
  console.log(
    `${'asked of an index that has not seen it'.padEnd(42)}${'asked'.padStart(8)}${'first hit'.padStart(12)}${'in three'.padStart(12)}`,
  )
  for (const [name, change] of [
    ['as written', (text: string) => text],
    ['with one typo', withTypo],
  ] as const) {
    const bar = progressBar(name)
    const trials = await leaveOut(library, change, bar.update)
    bar.stop()
    const types = [...new Set(trials.map(({ type }) => type))]
    for (const [label, some] of [
      [name, trials] as const,
      ...types.map((type) => [`  ${type}`, trials.filter((trial) => trial.type === type)] as const),
    ]) {
      const { asked, first, third } = hitsOf(some)
      console.log(
        label.padEnd(42) + String(asked).padStart(8) + first.toFixed(3).padStart(12) + third.toFixed(3).padStart(12),
      )
    }
    const { right, withheld, busted } = verdictsOf(trials)
    console.log(
      `  verdicts where the entry came first: ${percent(right)} right, ${percent(withheld)} withheld, ${percent(busted)} a true rule called a myth`,
    )
    for (const { rank, entry, phrasing, got } of missesOf(trials))
      console.log(`    ${rank || '–'}  ${entry}: "${phrasing}" → ${got}`)
  }
}

async function reportPhrasings(file: string): Promise<void> {
  const library = openLibrary(readConfig(process.env))
  const silent = { info() {}, warn() {}, error() {} }
  const retriever = await openRetriever(library, undefined, silent, { graph: false })
  console.log(`${''.padEnd(28)}${['asked', 'first', 'subject', 'in three'].map((name) => name.padStart(10)).join('')}`)
  for (const [name, change] of [
    ['as written', (text: string) => text],
    ['with one typo', withTypo],
  ] as const) {
    for (const [type, found] of await findPhrasings(file, library, retriever, change)) {
      const shares = [found.first, found.subject, found.third].map((hits) =>
        (hits / found.asked).toFixed(3).padStart(10),
      )
      console.log(`${`${type}, ${name}`.padEnd(28)}${String(found.asked).padStart(10)}${shares.join('')}`)
    }
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/** Spread evenly over the library, so that a few lines show the whole. */
function missesOf(trials: readonly Trial[]): Trial[] {
  const missed = trials.filter(({ rank }) => rank !== 1)
  const step = Math.max(1, Math.floor(missed.length / Math.max(1, fails)))
  return missed.filter((_, index) => index % step === 0).slice(0, fails)
}
