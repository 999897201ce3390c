import { createInterface } from 'node:readline'
import type { Assistant, Reply } from '../../src/assistant.ts'
import { toPlainText } from '../../src/cards/plain-text.ts'
import { type Line, readLine } from './read-line.ts'
import { recordOf } from './record.ts'

/** 0 answered (or politely declined), 1 something failed, 2 the command itself was wrong. */
export type ExitCode = 0 | 1 | 2

const ME = { tenant: 'local', platform: 'cli', id: 'me' }

function askLine(
  assistant: Assistant,
  { question, history, nation, date }: Line,
  conversation: string,
): Promise<Reply> {
  return assistant.ask({
    text: question,
    askedBy: ME,
    conversation,
    ...(history && { history }),
    ...(nation && { nation }),
    ...(date && { date }),
  })
}

/** One question, one answer: as a person reads it, or as one JSON object. */
export async function askOnce(assistant: Assistant, line: Line, json: boolean): Promise<ExitCode> {
  const reply = await askLine(assistant, line, 'once')
  process.stdout.write(
    json ? `${JSON.stringify(recordOf(reply))}\n` : `${toPlainText(reply.card, { sources: true })}\n`,
  )
  return reply.answer.outcome === 'failed' ? 1 : 0
}

/** Options of the command, for lines and questions that do not say otherwise. */
export type AsIf = Pick<Line, 'nation' | 'date'>

/**
 * A line in, a line out, same order, one at a time, so memory stays level however long the file. A bad line gives one
 * line with its number and the reason, and the rest go on. Exit code 1 when any line was bad or failed. A reader that has
 * seen enough (`| head`) ends it quietly.
 */
export async function askLines(
  assistant: Assistant,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  asIf: AsIf = {},
): Promise<ExitCode> {
  let number = 0
  let code: ExitCode = 0
  let closed = false
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    closed = true
  })
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (closed) return code
    number++
    if (!line.trim()) continue
    const read = readLine(line)
    let result: object
    if ('error' in read) {
      result = { line: number, error: read.error }
      code = 1
    } else {
      const reply = await askLine(assistant, { ...asIf, ...read.asked }, `line ${number}`)
      if (reply.answer.outcome === 'failed') code = 1
      result = recordOf(reply, read.asked.id ?? String(number))
    }
    if (!output.write(`${JSON.stringify(result)}\n`))
      await new Promise((resolve) => output.once('drain', resolve).once('error', resolve))
  }
  return code
}

/** A conversation at the prompt: follow-ups lean on what came before, arrow keys bring back earlier questions. */
export async function askPrompt(assistant: Assistant, asIf: AsIf = {}): Promise<ExitCode> {
  const prompt = createInterface({ input: process.stdin, output: process.stdout, historySize: 100, prompt: '\n> ' })
  process.stdout.write('Ask Waymark about procurement. An empty line or Ctrl-D ends.\n')
  prompt.prompt()
  for await (const line of prompt) {
    if (!line.trim()) break
    const reply = await assistant.ask({ text: line, askedBy: ME, conversation: 'prompt', ...asIf })
    process.stdout.write(`\n${toPlainText(reply.card, { sources: true })}\n`)
    prompt.prompt()
  }
  prompt.close()
  return 0
}
