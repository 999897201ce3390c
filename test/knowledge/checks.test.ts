import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { reviewDates } from '../../src/knowledge/review-dates.ts'
import { FIXTURE } from '../helpers.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-checks-'))
  cpSync(FIXTURE, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const change = (file: string, edit: (text: string) => string) =>
  writeFileSync(join(folder, file), edit(readFileSync(join(folder, file), 'utf8')))
const messages = () =>
  loadLibrary(folder).problems.map(({ file, severity, message }) => `${severity} ${file} ${message}`)
const found = (...parts: string[]) => messages().some((message) => parts.every((part) => message.includes(part)))

describe('editorial checks', () => {
  it('refuse a short answer that begins by agreeing', () => {
    change('claims/talking.md', (text) => text.replace('You may talk', 'Yes, you may talk'))
    expect(found('error claims/talking.md', 'begins with "Yes"')).toBe(true)
  })

  it('refuse one statement with two verdicts, and allow its contrary', () => {
    change('rules/standstill-rule.md', (text) =>
      text
        .replace(
          'We can sign the contract the day we choose the winner.',
          'We are not allowed to speak to the suppliers before a tender.',
        )
        .replace('verdict: myth', 'verdict: true-rule'),
    )
    expect(found('error', 'make them agree')).toBe(true)
    change('rules/standstill-rule.md', (text) =>
      text.replace('We are not allowed to speak to the suppliers', 'We are allowed to speak to the suppliers'),
    )
    expect(found('make them agree')).toBe(false)
  })

  it('ask for an abbreviation to be spelt out', () => {
    change('claims/talking.md', (text) => text.replace('No promises', 'Heed WXYZ. No promises'))
    expect(found('warning claims/talking.md', '"WXYZ" is not explained')).toBe(true)
    change('claims/talking.md', (text) => text.replace('Heed WXYZ', 'Heed the wide exchange year zone (WXYZ)'))
    expect(found('WXYZ')).toBe(false)
  })

  it('ask for a term entry for a word only lawyers know', () => {
    change('claims/talking.md', (text) => text.replace('No promises', 'Novation is another matter. No promises'))
    expect(found('warning', '"novation" has no entry')).toBe(true)
  })

  it('ask for relations to go both ways', () => {
    change('rules/standstill-rule.md', (text) => text.replace('related: [talking]', 'related: []'))
    expect(found('warning claims/talking.md', 'does not name talking back')).toBe(true)
  })

  it('point out long sentences and heavy words', () => {
    change('claims/talking.md', (text) =>
      text.replace('No promises', `Pursuant to that, ${'very '.repeat(40)}long. No promises`),
    )
    expect(found('warning', 'is heavy')).toBe(true)
    expect(found('warning', 'split it')).toBe(true)
  })

  it('tell near-copies among one entry’s phrasings', () => {
    change('terms/standstill.md', (text) =>
      text.replace(
        'standstill meaning',
        'what is the standstill pause period please\n  - what is that standstill pause period, please',
      ),
    )
    expect(found('warning terms/standstill.md', 'is nearly')).toBe(true)
  })
})

describe('review dates', () => {
  it('come soonest first, overdue ones with negative days', () => {
    const dates = reviewDates(loadLibrary(folder, { checks: false }), '2026-11-21')
    expect(dates[0]).toMatchObject({ id: 'winner-list', dueOn: '2026-05-21', days: -184 })
    expect(dates.at(-1)!.days).toBeGreaterThan(300)
  })
})
