import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStores } from '../../adapters/database/open-stores.ts'
import { createFileCache } from '../../adapters/files/file-cache.ts'
import { createModelEmbeddings } from '../../adapters/langchain/model-embeddings.ts'
import { composeAssistant } from '../../src/compose.ts'
import { readConfig } from '../../src/config.ts'
import { TenantSettings } from '../../src/domain/tenant.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { type EmbeddingModel, stopTracing } from '../../src/open-models.ts'
import { openRetriever } from '../../src/open-retriever.ts'
import type { Embeddings } from '../../src/ports.ts'
import { createRest } from '../../src/rest.ts'
import { FIXTURE, keptLog, TODAY } from '../helpers.ts'
import { until } from '../servers/http.ts'
import { status } from '../servers/misbehaviours.ts'
import { type Behaviour, modelConfigs, modelServer, wellBehaved } from '../servers/model.ts'

let server: Awaited<ReturnType<typeof modelServer>>
beforeAll(async () => {
  server = await modelServer()
})
afterAll(() => server.close())

const PROVIDERS = ['openai', 'azure', 'ollama']
const library = loadLibrary(FIXTURE, { checks: false })
const folder = () => mkdtempSync(join(tmpdir(), 'waymark-embeddings-'))
const cache = () => createFileCache(folder())
const openai = () => createModelEmbeddings(modelConfigs(server.url).openai!)
const bounded = (embeddings: Embeddings, more: Partial<EmbeddingModel> = {}): EmbeddingModel => ({
  embeddings,
  rest: createRest({ now: () => performance.now() }),
  mayCall: () => true,
  deadline: 1000,
  ...more,
})
const rankingOf = (retriever: Awaited<ReturnType<typeof openRetriever>>, text: string) =>
  retriever.retrieve({ text }).then((ranked) => ranked.map(({ entry, score }) => [entry.id, score]))
const QUESTION = 'may we talk to suppliers before the tender'

/** Vectors of another model under the same name: the letters counted from z. */
const anotherModel =
  (width: number): Behaviour =>
  ({ raw }, response) => {
    const { input } = JSON.parse(raw) as { input: string | string[] }
    const vectors = [input].flat().map((text) => Array.from({ length: width }, (_, at) => text.length + at ** 2))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ model: 'local', embeddings: vectors }))
    return undefined
  }

describe('an embedding model’s vectors of the library', () => {
  it.each(PROVIDERS)('are made once by %s, and again only where a text changed', async (provider) => {
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
    // One text, to learn whether the model is still the same.
    expect(server.calls).toHaveLength(1)
    await model().embedDocuments([...texts, 'one more'])
    expect(server.calls).toHaveLength(3)
    expect(server.calls[2]!.raw).not.toContain(texts[0])
  })

  it.each(PROVIDERS)('are kept batch by batch: after a crash %s goes on where it was', async (provider) => {
    const kept = cache()
    const texts = Array.from({ length: 300 }, (_, number) => `text <${number}>`)
    const model = (onProgress?: (done: number, total: number) => void) =>
      createModelEmbeddings(modelConfigs(server.url)[provider]!, { cache: kept, onProgress })
    server.set((...request) => (server.calls.length > 4 ? status(500) : wellBehaved)(...request))
    await expect(model().embedDocuments(texts)).rejects.toThrow('could not embed the library')
    server.set(wellBehaved)
    const seen: [number, number][] = []
    const vectors = await model((...at) => seen.push(at)).embedDocuments(texts)
    expect(server.calls).toHaveLength(2)
    expect(seen).toEqual([[300, 300]])
    expect(server.calls[1]!.raw).not.toContain('<255>')
    expect(server.calls[1]!.raw).toContain('<256>')
    server.calls.length = 0
    expect(await model().embedDocuments(texts)).toEqual(vectors)
    expect(server.calls).toHaveLength(1)
  })

  it('are all made anew when the setting names another model', async () => {
    server.set(wellBehaved)
    const kept = cache()
    const texts = ['one', 'two']
    await createModelEmbeddings(modelConfigs(server.url).ollama!, { cache: kept }).embedDocuments(texts)
    server.calls.length = 0
    const other = { ...modelConfigs(server.url).ollama!, name: 'other' }
    await createModelEmbeddings(other, { cache: kept }).embedDocuments(texts)
    expect(server.calls).toHaveLength(1)
    expect(JSON.parse(server.calls[0]!.raw)).toMatchObject({ model: 'other', input: texts })
  })

  it.each([
    ['of another length', 2],
    ['of the same length', 26],
  ])('are all made anew when the model behind the name gives others, %s', async (_, width) => {
    server.set(wellBehaved)
    const kept = cache()
    const texts = ['one', 'two', 'three']
    const model = () => createModelEmbeddings(modelConfigs(server.url).ollama!, { cache: kept })
    const before = await model().embedDocuments(texts)
    server.set(anotherModel(width))
    const after = await model().embedDocuments(texts)
    expect(after.map(({ length }) => length)).toEqual([width, width, width])
    expect(after).not.toEqual(before)
    expect(await model().embedDocuments(texts)).toEqual(after)
  })

  it('serve as they are kept while the model is away', async () => {
    server.set(wellBehaved)
    const kept = cache()
    const model = () => createModelEmbeddings(modelConfigs(server.url).openai!, { cache: kept })
    const vectors = await model().embedDocuments(['one', 'two'])
    server.set(status(503))
    expect(await model().embedDocuments(['one', 'two'])).toEqual(vectors)
  })

  it('are refused when of different lengths, and not kept', async () => {
    const kept = cache()
    const model = () => createModelEmbeddings(modelConfigs(server.url).ollama!, { cache: kept })
    server.set((_, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ model: 'local', embeddings: [[1, 2], [1]] }))
      return undefined
    })
    await expect(model().embedDocuments(['one', 'two'])).rejects.toThrow(/different lengths/)
    server.set(wellBehaved)
    expect((await model().embedDocuments(['one', 'two']))[0]).toHaveLength(26)
  })

  it('give way to the library’s own when the model cannot make them, and the log says so', async () => {
    server.set(status(500))
    const log = keptLog()
    const retriever = await openRetriever(library, undefined, log, { graph: false, model: bounded(openai()) })
    expect((await retriever.retrieve({ text: QUESTION }))[0]!.entry.id).toMatch(/talking/)
    expect(JSON.stringify(log.lines)).toContain('embeddings-failed')
  })
})

describe('a question put to an embedding model', () => {
  it('is ranked with its vectors', async () => {
    server.set(wellBehaved)
    const retriever = await openRetriever(library, undefined, keptLog(), { graph: false, model: bounded(openai()) })
    expect((await retriever.retrieve({ text: QUESTION })).length).toBeGreaterThan(0)
    expect(server.calls.some(({ raw }) => raw.includes('may we talk'))).toBe(true)
  })

  it('goes without names and addresses', async () => {
    server.set(wellBehaved)
    const retriever = await openRetriever(library, undefined, keptLog(), { graph: false, model: bounded(openai()) })
    await retriever.retrieve({ text: 'Jane Smith (jane@council.gov.uk) says bidders are Acme and Zenith' })
    expect(server.calls.at(-1)!.raw).toContain('bidders are')
    expect(server.calls.at(-1)!.raw).not.toMatch(/Jane|Smith|jane@|Acme|Zenith/)
  })

  const hangs: Behaviour = () => undefined
  it.each<[string, Behaviour]>([
    ['refused', status(500)],
    [
      'not heard',
      (_, response) => {
        response.destroy()
        return undefined
      },
    ],
    ['not answered', hangs],
    [
      'answered with nothing',
      (_, response) => {
        response.setHeader('content-type', 'application/json')
        response.end('{}')
        return undefined
      },
    ],
    ['answered with vectors of another length', anotherModel(7)],
  ])('and %s is ranked just as without a model, in the library’s own space', async (_, behaviour) => {
    const own = await openRetriever(library, undefined, keptLog(), { graph: false })
    for (const provider of PROVIDERS) {
      server.set(wellBehaved)
      const retriever = await openRetriever(library, undefined, keptLog(), {
        graph: false,
        model: bounded(createModelEmbeddings(modelConfigs(server.url)[provider]!), { deadline: 100 }),
      })
      server.set(behaviour)
      expect(await rankingOf(retriever, QUESTION)).toEqual(await rankingOf(own, QUESTION))
      expect(server.calls).toHaveLength(1)
    }
  })

  it.each(PROVIDERS)('is given up in the end when %s hangs, so that no connection stays open', async (provider) => {
    let closed = false
    server.set((_, response) => {
      response.on('close', () => {
        closed = true
      })
      return undefined
    })
    const model = createModelEmbeddings(modelConfigs(server.url)[provider]!, { giveUp: 60 })
    await expect(model.embedQuery('anybody there')).rejects.toThrow()
    await until(() => closed, 'the connection to close')
  })
})

describe('the service with an embedding model', () => {
  it('takes each question from the budget of who asks, and answers all the same when it is spent', async () => {
    server.set(wellBehaved)
    const stores = await openStores({ data: ':memory:' })
    for (const id of ['leeds', 'york']) await stores.tenants.save({ ...TenantSettings.parse({ name: id }), id })
    const { assistant } = await composeAssistant(
      readConfig({
        EMBEDDINGS: 'openai:local',
        OPENAI_API_KEY: 'k',
        OPENAI_BASE_URL: `${server.url}/v1`,
        EMBEDDING_CALLS_PER_PERSON: '2',
        EMBEDDING_CALLS_PER_TENANT: '3',
        WAYMARK_DATA: folder(),
        WAYMARK_KNOWLEDGE: FIXTURE,
      }),
      keptLog(),
      { graph: false, stores },
    )
    const ask = async (tenant: string, id: string) => {
      server.calls.length = 0
      const askedBy = { tenant, platform: 'test', id }
      const { answer } = await assistant.ask({ text: QUESTION, askedBy, conversation: id, date: TODAY, history: [] })
      expect(answer.outcome).toBe('answered')
      return server.calls.length
    }
    const spent = []
    for (const [tenant, id] of ['ada', 'ada', 'ada', 'bob', 'bob'].map((who) => ['leeds', who] as const))
      spent.push(await ask(tenant, id))
    expect(spent).toEqual([1, 1, 0, 1, 0])
    expect(await ask('york', 'cleo')).toBe(1)
  })

  it('turns tracing off, so that prompts go nowhere else', async () => {
    process.env.LANGSMITH_TRACING = 'true'
    process.env.LANGCHAIN_TRACING_V2 = 'true'
    stopTracing()
    expect([process.env.LANGSMITH_TRACING, process.env.LANGCHAIN_TRACING_V2]).toEqual([undefined, undefined])
  })
})
