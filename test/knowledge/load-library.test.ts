import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { FIXTURE } from '../helpers.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-knowledge-'))
  cpSync(FIXTURE, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const change = (file: string, edit: (text: string) => string) =>
  writeFileSync(join(folder, file), edit(readFileSync(join(folder, file), 'utf8')))
const problemsIn = (file: string) => loadLibrary(folder).problems.filter((problem) => problem.file === file)
const errorsIn = (file: string) => problemsIn(file).filter(({ severity }) => severity === 'error')

describe('a knowledge folder', () => {
  it('loads every entry of a sound folder and finds no error', () => {
    const library = loadLibrary(folder)
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(library.entries.map(({ id }) => id)).toContain('talking')
  })

  it('has the same version for the same words and another for other words', () => {
    const before = loadLibrary(folder).version
    expect(loadLibrary(folder).version).toBe(before)
    change('claims/talking.md', (text) => text.replace('one-page', 'two-page'))
    expect(loadLibrary(folder).version).not.toBe(before)
  })

  it('reports an unknown field by name and leaves the entry out, while the others serve', () => {
    change('claims/talking.md', (text) => text.replace('comesFrom: habit', 'comesFrom: habit\nmood: cheerful'))
    expect(errorsIn('claims/talking.md')).toMatchObject([
      { field: 'mood', message: expect.stringContaining('not a field') },
    ])
    const library = loadLibrary(folder)
    expect(library.byId.has('talking')).toBe(false)
    expect(library.byId.has('standstill-rule')).toBe(true)
  })

  it('names the heading it does not know and those it does', () => {
    change('claims/talking.md', (text) => text.replace('## Limits', '## Limitz'))
    expect(errorsIn('claims/talking.md')[0]).toMatchObject({
      field: '## Limitz',
      message: expect.stringContaining('Limits'),
    })
  })

  it('says which section is missing', () => {
    change('claims/talking.md', (text) => text.replace(/## Limits[\s\S]*/, ''))
    expect(errorsIn('claims/talking.md')).toMatchObject([
      { field: '## Limits', message: expect.stringContaining('is missing') },
    ])
  })

  it('reports broken YAML with the file and goes on', () => {
    change('rules/standstill-rule.md', (text) => text.replace('title: The', 'title: [The'))
    expect(errorsIn('rules/standstill-rule.md')[0]!.field).toBe('front matter')
    expect(loadLibrary(folder).byId.has('talking')).toBe(true)
  })

  it('refuses two entries of one name', () => {
    cpSync(join(folder, 'terms/standstill.md'), join(folder, 'rules/standstill.md'))
    expect(
      errorsIn('terms/standstill.md')
        .map(({ message }) => message)
        .join(),
    ).toContain('rules/standstill.md')
  })

  it('refuses a source that is not in sources.yml, naming it', () => {
    change('claims/talking.md', (text) => text.replace('{ id: guide }', '{ id: gossip }'))
    expect(errorsIn('claims/talking.md')[0]!.message).toContain('"gossip" is not in sources.yml')
  })

  it('refuses an entry of five megabytes without reading it in', () => {
    writeFileSync(join(folder, 'claims/vast.md'), 'x'.repeat(5_000_000))
    expect(errorsIn('claims/vast.md')[0]!.message).toContain('64 KB')
  })

  it('refuses a typed threshold figure and says what to write', () => {
    change('claims/talking.md', (text) => text.replace('No promises', 'Over £5,193,000 no promises'))
    expect(errorsIn('claims/talking.md')[0]!.message).toContain('{{works}}')
  })

  it('refuses a partly-true claim without its conditions', () => {
    change('claims/talking.md', (text) => text.replace(/## Conditions[\s\S]*?## Next/, '## Next'))
    expect(errorsIn('claims/talking.md')).toMatchObject([{ field: '## Conditions' }])
  })

  it('refuses legislation cited without its section', () => {
    change('claims/talking.md', (text) => text.replace('{ id: pa2023, at: s.16 }', '{ id: pa2023 }'))
    expect(errorsIn('claims/talking.md')[0]!.message).toContain('say where')
  })

  it('refuses a marker that points at no source', () => {
    change('claims/talking.md', (text) => text.replace('before a tender [1].', 'before a tender [9].'))
    expect(errorsIn('claims/talking.md')[0]!.message).toContain('[9] points at no source')
  })

  it('refuses a claim of law with no official source unless its confidence is low', () => {
    change('claims/winner-list.md', (text) => text.replace('confidence: low', 'confidence: high'))
    expect(errorsIn('claims/winner-list.md')[0]!.message).toContain('confidence: low')
  })

  it('refuses one phrasing in two entries', () => {
    change('terms/standstill.md', (text) =>
      text.replace('standstill meaning', 'Mandatory pause, after the award notice!'),
    )
    expect(errorsIn('terms/standstill.md')[0]!.message).toContain('standstill-rule')
  })

  it.each([
    ['a script', '<script>alert(1)</script>', 'HTML'],
    ['a link', 'see [here](https://evil.example)', 'link'],
    ['a mass mention', 'tell @channel now', 'mass mention'],
    ['an invisible character', 'pay\u202epal', 'invisible'],
  ])('refuses %s in the body', (_, text, word) => {
    change('claims/talking.md', (before) => before.replace('No promises', `${text} no promises`))
    expect(
      errorsIn('claims/talking.md')
        .map(({ message }) => message)
        .join(),
    ).toContain(word)
  })

  it('names the folder it cannot read', () => {
    expect(() => loadLibrary(join(folder, 'nowhere'))).toThrow(/cannot read the knowledge folder .*nowhere/)
  })

  it('reports a broken table and keeps its good rows', () => {
    change('sources.yml', (text) => text.replace('https://www.gov.uk/guidance/talking', 'javascript:alert(1)'))
    const library = loadLibrary(folder)
    expect(library.sources.has('guide')).toBe(false)
    expect(library.sources.has('pa2023')).toBe(true)
    expect(library.problems.some(({ file, field }) => file === 'sources.yml' && field.startsWith('guide'))).toBe(true)
  })
})
