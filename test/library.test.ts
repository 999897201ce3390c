import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { phrasingsOf } from '../src/domain/entry.ts'
import { loadLibrary } from '../src/knowledge/load-library.ts'
import { assistantOver, KNOWLEDGE, ME } from './helpers.ts'

const library = loadLibrary(KNOWLEDGE)
const count = (type: string) => library.entries.filter((entry) => entry.type === type).length
const headline = (verdict: string) =>
  library.entries.filter((entry) => entry.type === 'claim' && entry.claims[0]!.verdict === verdict).length

describe('the bundled knowledge', () => {
  it('passes every check without an error', () => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('holds at least what was promised of each type', () => {
    expect(count('claim')).toBeGreaterThanOrEqual(40)
    expect(headline('true-rule')).toBeGreaterThanOrEqual(12)
    expect(headline('partly-true')).toBeGreaterThanOrEqual(14)
    expect(count('rule')).toBeGreaterThanOrEqual(25)
    expect(count('case-study')).toBeGreaterThanOrEqual(10)
    expect(count('practice')).toBeGreaterThanOrEqual(15)
    expect(count('pathway')).toBeGreaterThanOrEqual(8)
    expect(count('programme')).toBeGreaterThanOrEqual(8)
    expect(count('term')).toBeGreaterThanOrEqual(20)
  })

  it('covers all five stages and all six principles in its practices', () => {
    const practices = library.entries.filter((entry) => entry.type === 'practice')
    expect(new Set(practices.map(({ stage }) => stage)).size).toBe(5)
    expect(new Set(practices.flatMap(({ principle }) => principle ?? [])).size).toBe(6)
  })

  it('asks each entry in at least six ways, and each claim entry in ten', () => {
    for (const entry of library.entries) {
      expect(phrasingsOf(entry).length, entry.id).toBeGreaterThanOrEqual(entry.type === 'claim' ? 10 : 6)
    }
  })

  it('cites only addresses that are public, and legislation at its official home', () => {
    for (const { id, url, rank } of library.sources.values()) {
      expect(new URL(url).hostname, id).toMatch(/\.[a-z]{2,}$/)
      if (rank === 'statute' || rank === 'regulation') expect(url, id).toMatch(/legislation\.gov\.uk/)
    }
  })

  it('answers each headline belief with an entry on it, never calling a true rule a myth', async () => {
    const { assistant } = await assistantOver(KNOWLEDGE)
    const wrong: string[] = []
    for (const entry of library.entries.filter(({ type, confidence }) => type === 'claim' && confidence !== 'low')) {
      const [headline] = entry.claims
      const { answer } = await assistant.ask({ text: headline!.says, askedBy: ME, conversation: entry.id })
      const ruled = answer.outcome === 'answered' ? answer.ruling?.verdict : undefined
      if (headline!.verdict === 'true-rule' && ruled === 'myth') wrong.push(entry.id)
    }
    expect(wrong).toEqual([])
  })

  it('carries every condition of an entry into its answer', async () => {
    const { assistant } = await assistantOver(KNOWLEDGE)
    for (const entry of library.entries.filter(({ type }) => type === 'claim')) {
      const { answer } = await assistant.ask({ text: entry.claims[0]!.says, askedBy: ME, conversation: entry.id })
      if (answer.outcome !== 'answered') continue
      expect(answer.conditions.length, answer.lead.id).toBe(library.byId.get(answer.lead.id)!.conditions?.length ?? 0)
    }
  })
})

describe('the editor’s guide', () => {
  it('names every type’s folder', () => {
    const guide = readFileSync(join(KNOWLEDGE, 'README.md'), 'utf8')
    for (const folder of ['claims/', 'rules/', 'case-studies/', 'practices/', 'pathways/', 'programmes/', 'terms/'])
      expect(guide).toContain(folder)
  })
})
