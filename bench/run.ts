import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { progressBar } from '../adapters/cli/progress.ts'
import { createFileCache } from '../adapters/files/file-cache.ts'
import { createAnswerQuestion } from '../src/answering/answer-question.ts'
import { cardFor } from '../src/cards/answer-card.ts'
import type { Library } from '../src/knowledge/library.ts'
import { openLearnt, openLibrary, projectRoot } from '../src/open-library.ts'
import { openRetriever } from '../src/open-retriever.ts'
import { createDefaultEmbeddings } from '../src/retrieval/default-embeddings.ts'
import { buildIndex } from '../src/retrieval/library-index.ts'
import { growLibrary, questionsFrom } from './grow.ts'
import { createRival } from './rival.ts'

/** Sizes as arguments, or the three that count. */
const sizes = process.argv.slice(2).map(Number).filter(Boolean)
const SIZES = sizes.length ? sizes : [1000, 10_000, 100_000]
const SECONDS_PER_RUN = 4
const silent = { info() {}, warn() {}, error() {} }

interface Timing {
  perSecond: number
  p50: number
  p99: number
}

/** Asks questions in turn for a few seconds, after a warm-up, and says how long each took (milliseconds). */
async function time(
  label: string,
  questions: string[],
  ask: (question: string) => Promise<unknown>,
  least = 20,
): Promise<Timing> {
  const bar = progressBar(label)
  const times: number[] = []
  for (const question of questions.slice(0, Math.min(200, least * 4))) await ask(question)
  const started = performance.now()
  for (let index = 0; index < least || performance.now() - started < SECONDS_PER_RUN * 1000; index++) {
    const before = performance.now()
    await ask(questions[index % questions.length]!)
    times.push(performance.now() - before)
    if (index % 50 === 0)
      bar.update(Math.min(SECONDS_PER_RUN, Math.floor((performance.now() - started) / 1000)), SECONDS_PER_RUN)
  }
  bar.stop()
  times.sort((a, b) => a - b)
  const total = times.reduce((sum, value) => sum + value, 0)
  return {
    perSecond: (times.length / total) * 1000,
    p50: times[Math.floor(times.length * 0.5)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
  }
}

const ms = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3))
const megabytes = () => Math.round(process.memoryUsage.rss() / 1_048_576)
const rows: string[][] = [
  [
    'entries',
    'ranking',
    'questions/s',
    'p50 ms',
    'p99 ms',
    'times as fast',
    'build ms',
    'open from cache ms',
    'memory MB',
  ],
]

async function measure(real: Library, size: number): Promise<void> {
  const library = growLibrary(real, size)
  const questions = questionsFrom(library, 2000)
  const folder = mkdtempSync(join(tmpdir(), 'waymark-bench-'))
  try {
    const cache = createFileCache(folder)
    const buildStarted = performance.now()
    await openRetriever(library, cache, silent, { graph: false })
    const built = performance.now() - buildStarted
    const openStarted = performance.now()
    await openRetriever(library, cache, silent, { graph: false })
    const opened = performance.now() - openStarted
    const index = buildIndex(library)
    const embeddings = createDefaultEmbeddings(index.latent, library.thesaurus)
    const exact = await openRetriever(library, cache, silent, { graph: false })
    const graph = await openRetriever(library, cache, silent)
    const memory = megabytes()
    const ours = await time(`${size} waymark, graph`, questions, (text) => graph.retrieve({ text }))
    const plain = await time(`${size} waymark, exact`, questions, (text) => exact.retrieve({ text }))
    const bar = progressBar(`${size} building the rival`)
    bar.update(0, 1)
    const rival = await createRival(library, embeddings, index.vectors)
    bar.stop()
    const theirs = await time(`${size} langchain`, questions, rival, size > 50_000 ? 5 : 20)
    const cells = ({ perSecond, p50, p99 }: Timing) => [
      Math.round(perSecond).toLocaleString('en-GB'),
      ms(p50),
      ms(p99),
      `${(perSecond / theirs.perSecond).toFixed(theirs === ours ? 0 : 1)}×`,
    ]
    rows.push([size.toLocaleString('en-GB'), 'Waymark, HNSW', ...cells(ours), ms(built), ms(opened), String(memory)])
    rows.push(['', 'Waymark, exact', ...cells(plain), '', '', ''])
    rows.push(['', 'LangChain ensemble', ...cells(theirs), '', '', ''])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** From starting the process to the whole answer on the screen, as a person at a terminal feels it. */
function coldStart(): { first: number; again: number } {
  const data = mkdtempSync(join(tmpdir(), 'waymark-cold-'))
  const ask = () => {
    const started = performance.now()
    execFileSync(
      process.execPath,
      [join(projectRoot(), 'dist/src/cli.js'), 'ask', 'can we talk to suppliers before we tender?'],
      { env: { ...process.env, WAYMARK_DATA: data }, stdio: 'ignore' },
    )
    return performance.now() - started
  }
  const first = ask()
  const again = Math.min(ask(), ask(), ask())
  rmSync(data, { recursive: true, force: true })
  return { first, again }
}

const library = openLibrary({})
for (const size of SIZES) await measure(library, size)
const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
console.log()
for (const row of rows)
  console.log(
    row
      .map((cell, column) => (column === 1 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  )

const retriever = await openRetriever(library, undefined, silent)
const answerQuestion = createAnswerQuestion({
  library,
  retriever,
  ...openLearnt(library, undefined),
  log: silent,
})
const asked = {
  id: 'q',
  askedBy: { tenant: 't', platform: 'bench', id: 'b' },
  conversation: 'c',
  history: [],
  date: '2026-11-21',
}
const whole = await time('whole answer', questionsFrom(library, 2000), async (text) =>
  cardFor(await answerQuestion({ ...asked, text })),
)
console.log(
  `\nWhole answer, ${library.entries.length} real entries: p50 ${ms(whole.p50)} ms, p99 ${ms(whole.p99)} ms, ${Math.round(whole.perSecond).toLocaleString('en-GB')} a second`,
)
const { first, again } = coldStart()
console.log(
  `Cold start to first answer on the command line: ${ms(first)} ms with nothing kept, ${ms(again)} ms with a kept index`,
)
