import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askLines } from '../../adapters/cli/ask.ts'
import { readLine } from '../../adapters/cli/read-line.ts'
import { recordOf } from '../../adapters/cli/record.ts'
import type { Assistant } from '../../src/assistant.ts'
import { projectRoot } from '../../src/open-library.ts'
import { assistantOver, FIXTURE, ME } from '../helpers.ts'

let assistant: Assistant
const data = mkdtempSync(join(tmpdir(), 'waymark-cli-'))
beforeAll(async () => {
  assistant = (await assistantOver()).assistant
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

async function lines(input: string) {
  const output = new PassThrough()
  const [code, said] = await Promise.all([
    askLines(assistant, Readable.from([input]), output).finally(() => output.end()),
    textOf(output),
  ])
  return {
    code,
    records: said
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  }
}

describe('a question a line', () => {
  it('gives an answer a line in the same order, with every field of the contract', async () => {
    const { code, records } = await lines(
      '{"id":"a","question":"can we talk to suppliers before a tender?"}\n{"id":"b","question":"hello"}\n',
    )
    expect(code).toBe(0)
    expect(records.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['a', 'answered'],
      ['b', 'greeting'],
    ])
    expect(Object.keys(records[0]).sort()).toEqual([
      'citations',
      'confidence',
      'entries',
      'id',
      'ms',
      'offersSpecialist',
      'outcome',
      'text',
      'verdict',
    ])
    expect(records[0].citations[0]).toMatchObject({
      n: 1,
      title: 'Procurement Act 2023, s.16',
      entry: 'talking',
      locator: 's.16',
    })
  })

  it('answers a bad line with its number and the reason, and goes on', async () => {
    const { code, records } = await lines(
      'not json\n{"id":"x"}\n\n{"id":"b","question":"hello","nation":"narnia"}\n{"id":"c","question":"hello"}',
    )
    expect(code).toBe(1)
    expect(records[0]).toEqual({ line: 1, error: expect.stringContaining('not JSON') })
    expect(records[1]).toEqual({ line: 2, error: expect.stringContaining('question') })
    expect(records[2]).toEqual({ line: 4, error: expect.stringContaining('nation') })
    expect(records[3]).toMatchObject({ id: 'c', outcome: 'greeting' })
  })

  it('takes history, nation and date', async () => {
    const history = [{ role: 'user', text: 'how many days must we wait before we sign' }]
    const { records } = await lines(
      [
        JSON.stringify({ id: '1', question: 'why is that?', history }),
        JSON.stringify({ id: '2', question: 'can we talk to suppliers before a tender?', nation: 'scotland' }),
        JSON.stringify({ id: '3', question: 'is the eight day wait before signing compulsory', date: '2025-06-30' }),
      ].join('\n'),
    )
    expect(records[0].entries[0]).toMatch(/standstill/)
    expect(records[1].entries[0]).toBe('scotland-separate-regime')
    expect(records[2].text).toContain('£5,372,609')
  })

  it('gives one answer for each of ten thousand lines without holding them', async () => {
    const asked = 10_000
    const input = Readable.from(
      (function* () {
        for (let i = 0; i < asked; i++) yield `{"id":"${i}","question":"hello"}\n`
      })(),
    )
    const output = new PassThrough()
    let answered = 0
    output.on('data', (chunk: Buffer) => {
      answered += chunk.toString().split('\n').length - 1
    })
    await askLines(assistant, input, output)
    expect(answered).toBe(asked)
  })

  it('refuses a line longer than any question', () => {
    expect(readLine(`{"question":"${'x'.repeat(1_100_000)}"}`)).toMatchObject({
      error: expect.stringContaining('longer'),
    })
  })

  it('leaves the source list out of the text and keeps it in the citations', async () => {
    const reply = await assistant.ask({
      text: 'can we talk to suppliers before a tender?',
      askedBy: ME,
      conversation: 'r',
    })
    const record = recordOf(reply)
    expect(record.text).not.toContain('legislation.gov.uk')
    expect(record.citations.length).toBeGreaterThan(1)
  })
})

function run(
  args: string[],
  more: Record<string, string> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(projectRoot(), 'src/cli.ts'), ...args], {
    cwd: projectRoot(),
    env: { ...process.env, WAYMARK_KNOWLEDGE: FIXTURE, WAYMARK_DATA: data, ...more },
  })
  child.stdin.end()
  return Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]).then(([out, err, code]) => ({ code, out, err }))
}

describe('the command', () => {
  it.each([
    [['ask', 'can we talk to suppliers before a tender?'], 0, 'You can.'],
    [['ask', '--json', 'hello'], 0, '"outcome":"greeting"'],
    [['check'], 0, '0 errors'],
    [['knowledge', 'due'], 0, 'winner-list'],
  ])('%j ends with %i and says %j', async (args, code, said) => {
    const result = await run(args)
    expect(result.out).toContain(said)
    expect(result.code).toBe(code)
  })

  it.each([
    [['dance'], {}, 'Usage'],
    [['ask', '--tempo', 'x'], {}, '--tempo'],
    [['ask', '--nation', 'narnia', 'x'], {}, 'nation'],
    [['ask', 'x'], { WAYMARK_KNOWLEDGE: '/nowhere/at/all' }, '/nowhere/at/all'],
    [['ask', 'x'], { PORT: 'eighty' }, 'PORT'],
  ])('%j with %j ends with 2 and one clear line', async (args, environment, said) => {
    const result = await run(args, environment as Record<string, string>)
    expect(result.code).toBe(2)
    expect(result.err).toContain(said)
    expect(result.err).not.toMatch(/\n\s+at /)
  })
})
