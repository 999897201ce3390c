import { beforeAll, describe, expect, it } from 'vitest'
import { createKnowledgeTool } from '../../adapters/langchain/knowledge-tool.ts'
import { PassageRetriever } from '../../adapters/langchain/passage-retriever.ts'
import { assistantOver } from '../helpers.ts'

let retriever: PassageRetriever
beforeAll(async () => {
  retriever = new PassageRetriever({ retriever: (await assistantOver()).retriever, most: 3 })
})

describe('our ranking in LangChain', () => {
  it('is a retriever that any chain can call', async () => {
    const documents = await retriever.invoke('the gap before signing')
    expect(documents[0]!.metadata).toMatchObject({
      title: expect.stringMatching(/standstill/i),
      confidence: expect.any(Number),
    })
    expect(documents.length).toBeLessThanOrEqual(3)
  })

  it('runs in a chain, in batches', async () => {
    const [first, second] = await retriever.batch(['what did anytown do', 'sounding out the market'])
    expect([first![0]!.id, second![0]!.id]).toEqual(['anytown-challenge', 'talking'])
  })

  it('is a tool that names entries and gives no verdict', async () => {
    const said = await createKnowledgeTool(retriever).invoke({
      question: 'no contact with suppliers until the tender is live',
    })
    expect(said).toContain('talking (claim)')
    expect(said).not.toMatch(/myth/i)
  })
})
