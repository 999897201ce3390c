import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileCache } from '../../adapters/files/file-cache.ts'
import { createModelEmbeddings } from '../../adapters/langchain/model-embeddings.ts'
import { openRetriever, stopTracing } from '../../src/compose.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { FIXTURE, keptLog } from '../helpers.ts'
import { status } from '../servers/misbehaviours.ts'
import { modelConfigs, modelServer, wellBehaved } from '../servers/model.ts'

let server: Awaited<ReturnType<typeof modelServer>>
beforeAll(async () => {
  server = await modelServer()
})
afterAll(() => server.close())

describe('an embedding model in the dense slot', () => {
  const library = loadLibrary(FIXTURE, { checks: false })
  const cache = () => createFileCache(mkdtempSync(join(tmpdir(), 'waymark-embeddings-')))

  it.each([
    'openai',
    'azure',
    'ollama',
  ])('of %s embeds the library once, and again only what changed', async (provider) => {
    server.set(wellBehaved)
    const kept = cache()
    const seen: number[] = []
    const model = () =>
      createModelEmbeddings(modelConfigs(server.url)[provider]!, { cache: kept, onProgress: (done) => seen.push(done) })
    const texts = library.entries.map(({ title }) => title)
    const first = await model().embedDocuments(texts)
    expect(first).toHaveLength(texts.length)
    expect(seen.at(-1)).toBe(texts.length)
    server.calls.length = 0
    expect(await model().embedDocuments(texts)).toEqual(first)
    expect(server.calls).toEqual([])
    await model().embedDocuments([...texts, 'one more'])
    expect(server.calls).toHaveLength(1)
    expect(server.calls[0]!.raw).not.toContain(texts[0])
  })

  it('gets a question without personal data', async () => {
    server.set(wellBehaved)
    await createModelEmbeddings(modelConfigs(server.url).openai!).embedQuery(
      'Mrs Jane Smith (jane@council.gov.uk) asks about lots',
    )
    expect(server.calls[0]!.raw).not.toMatch(/Smith|jane@/)
  })

  it('turns tracing off, so that prompts go nowhere else', async () => {
    process.env.LANGSMITH_TRACING = 'true'
    process.env.LANGCHAIN_TRACING_V2 = 'true'
    stopTracing()
    expect([process.env.LANGSMITH_TRACING, process.env.LANGCHAIN_TRACING_V2]).toEqual([undefined, undefined])
  })

  it('refuses vectors of different lengths', async () => {
    const kept = cache()
    server.set(wellBehaved)
    await createModelEmbeddings(modelConfigs(server.url).ollama!, { cache: kept }).embedDocuments(['one'])
    server.set((_, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ model: 'local', embeddings: [[1, 2]] }))
      return undefined
    })
    await expect(
      createModelEmbeddings(modelConfigs(server.url).ollama!, { cache: kept }).embedDocuments(['one', 'two']),
    ).rejects.toThrow(/different lengths/)
  })

  it('ranks with its vectors', async () => {
    server.set(wellBehaved)
    const retriever = await openRetriever(library, undefined, keptLog(), {
      graph: false,
      model: createModelEmbeddings(modelConfigs(server.url).openai!),
    })
    expect((await retriever.retrieve({ text: 'may we talk to suppliers before the tender' })).length).toBeGreaterThan(0)
    expect(server.calls.some(({ raw }) => raw.includes('may we talk'))).toBe(true)
  })

  it('that cannot embed the library gives way to the library’s own vectors, and the log says so', async () => {
    server.set(status(500))
    const log = keptLog()
    const retriever = await openRetriever(library, undefined, log, {
      graph: false,
      model: createModelEmbeddings(modelConfigs(server.url).openai!),
    })
    expect((await retriever.retrieve({ text: 'talk to suppliers before the tender' }))[0]!.entry.id).toMatch(/talking/)
    expect(JSON.stringify(log.lines)).toContain('embeddings-failed')
  })

  it('that fails on a question leaves it to be ranked by its words', async () => {
    server.set(wellBehaved)
    const retriever = await openRetriever(library, undefined, keptLog(), {
      graph: false,
      model: createModelEmbeddings(modelConfigs(server.url).openai!),
    })
    server.set(status(500))
    expect((await retriever.retrieve({ text: 'talk to suppliers before the tender' }))[0]!.entry.id).toMatch(/talking/)
  })
})
