import { describe, expect, it } from 'vitest'
import { createTopicSense } from '../../src/answering/topic.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { createConcepts } from '../../src/retrieval/concepts.ts'
import { KNOWLEDGE } from '../helpers.ts'

const library = loadLibrary(KNOWLEDGE, { checks: false })
const topic = createTopicSense(library, createConcepts(library.thesaurus), () => false)

describe('our subject or another', () => {
  it.each([
    'recommend a pizza recipe',
    'score in the football match',
    'how tall is mount everest',
    'write me a haiku',
  ])('%j is another', (text) => {
    expect(topic(text, 0.2)).toBe('elsewhere')
  })

  it.each([
    'can we buy local',
    'supplier wants a coffee',
    'the gap before signing',
    'what did Preston do',
    'a recipe for a good tender specification for school catering contracts',
  ])('%j is ours', (text) => {
    expect(topic(text, 0.2)).toBe('ours')
  })

  it('trusts a sure ranking over missing words', () => {
    expect(topic('flibbertigibbet', 0.9)).toBe('ours')
  })

  it('leaves open what is in none of our words but all known', () => {
    expect(createTopicSense(library, createConcepts([]), () => true)('yellow wheels spinning', 0.2)).toBe('unsure')
  })
})
