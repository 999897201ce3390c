import { beforeAll, describe, expect, it } from 'vitest'
import type { Retriever } from '../../src/ports.ts'
import { assistantOver } from '../helpers.ts'

let retriever: Retriever
beforeAll(async () => {
  retriever = (await assistantOver()).retriever
})
const first = async (text: string) => (await retriever.retrieve({ text }))[0]?.entry.id

describe('ranking', () => {
  it('finds an entry by one of its phrasings', async () => {
    expect(await first('were we warned off sounding out the market?')).toBe('talking')
  })

  it('finds it through a slip of the keys', async () => {
    expect(await first('soundng out the markt')).toBe('talking')
  })

  it('finds it through an everyday word from the thesaurus', async () => {
    expect(await first('gap before signing')).toMatch(/standstill/)
  })

  it('gives the same ranking every time', async () => {
    const ask = async () =>
      (await retriever.retrieve({ text: 'supplier talks before award' })).map(({ entry, score }) => [entry.id, score])
    expect(await ask()).toEqual(await ask())
  })

  it('keeps apart questions asked at the same moment', async () => {
    const texts = ['gap before signing', 'empty homes challenge', 'chats with suppliers early', 'rules in fife']
    const alone = []
    for (const text of texts) alone.push((await retriever.retrieve({ text }))[0])
    const together = await Promise.all(texts.map((text) => retriever.retrieve({ text })))
    expect(together.map(([top]) => top)).toEqual(alone)
  })

  it('leaves out what does not apply in the nation asked for', async () => {
    const found = await retriever.retrieve({ text: 'talk to suppliers before a tender', nation: 'scotland' })
    expect(found.every(({ entry }) => entry.appliesIn.includes('scotland'))).toBe(true)
  })

  it('is surer of a question it knows than of one about something else', async () => {
    const known = (await retriever.retrieve({ text: 'how many days must we wait before we sign' }))[0]!.confidence
    const unknown = (await retriever.retrieve({ text: 'who won the cricket yesterday at lords' }))[0]?.confidence ?? 0
    expect(known).toBeGreaterThan(0.5)
    expect(unknown).toBeLessThan(0.2)
  })

  it('gives nothing, quietly, for words it cannot place', async () => {
    expect(await retriever.retrieve({ text: 'zzz qqq' })).toEqual([])
  })
})
