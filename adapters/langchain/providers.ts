import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { ModelConfig, Provider } from '../../src/config.ts'
import { PortError } from '../../src/errors.ts'

/** Longest reply asked for, in tokens: three sentences as JSON need a third of it. */
const MOST_TOKENS = 700

type Fetch = typeof fetch
type Maker<T> = (model: ModelConfig, get: Fetch) => Promise<T>

/** One row a provider, loaded only when it is configured. Nothing is retried: one deadline covers the call. */
const CHAT: Readonly<Record<Provider, Maker<BaseChatModel>>> = {
  openai: async ({ name, key, baseUrl }) => {
    const { ChatOpenAI } = await import('@langchain/openai')
    return new ChatOpenAI({
      model: name,
      apiKey: key!,
      maxRetries: 0,
      maxTokens: MOST_TOKENS,
      ...(baseUrl && { configuration: { baseURL: baseUrl } }),
    })
  },
  azure: async ({ name, key, baseUrl, apiVersion }) => {
    const { AzureChatOpenAI } = await import('@langchain/openai')
    return new AzureChatOpenAI({
      azureOpenAIApiKey: key!,
      azureOpenAIEndpoint: baseUrl!,
      azureOpenAIApiDeploymentName: name,
      azureOpenAIApiVersion: apiVersion!,
      maxRetries: 0,
      maxTokens: MOST_TOKENS,
    })
  },
  anthropic: async ({ name, key, baseUrl }) => {
    const { ChatAnthropic } = await import('@langchain/anthropic')
    return new ChatAnthropic({
      model: name,
      apiKey: key!,
      maxRetries: 0,
      maxTokens: MOST_TOKENS,
      ...(baseUrl && { anthropicApiUrl: baseUrl }),
    })
  },
  ollama: async ({ name, baseUrl }, get) => {
    const { ChatOllama } = await import('@langchain/ollama')
    return new ChatOllama({
      model: name,
      maxRetries: 0,
      numPredict: MOST_TOKENS,
      temperature: 0,
      fetch: orThrow(get),
      ...(baseUrl && { baseUrl }),
    })
  },
}

const EMBEDDINGS: Readonly<Partial<Record<Provider, Maker<EmbeddingsInterface>>>> = {
  openai: async ({ name, key, baseUrl }, get) => {
    const { OpenAIEmbeddings } = await import('@langchain/openai')
    return new OpenAIEmbeddings({
      model: name,
      apiKey: key!,
      maxRetries: 0,
      configuration: { fetch: get, ...(baseUrl && { baseURL: baseUrl }) },
    })
  },
  azure: async ({ name, key, baseUrl, apiVersion }, get) => {
    const { AzureOpenAIEmbeddings } = await import('@langchain/openai')
    return new AzureOpenAIEmbeddings({
      azureOpenAIApiKey: key!,
      // This class does not read azureOpenAIEndpoint (1.5.8).
      azureOpenAIBasePath: `${baseUrl!.replace(/\/+$/, '')}/openai/deployments`,
      azureOpenAIApiEmbeddingsDeploymentName: name,
      azureOpenAIApiVersion: apiVersion!,
      maxRetries: 0,
      // Its default is one text a request, all of them at once; we send batches of our own.
      batchSize: 512,
      configuration: { fetch: get },
    })
  },
  ollama: async ({ name, baseUrl }, get) => {
    const { OllamaEmbeddings } = await import('@langchain/ollama')
    return new OllamaEmbeddings({ model: name, maxRetries: 0, fetch: orThrow(get), ...(baseUrl && { baseUrl }) })
  },
}

export function chatModel(model: ModelConfig): Promise<BaseChatModel> {
  return CHAT[model.provider](model, fetch)
}

/** `giveUp`: milliseconds a request may take, since these clients take no signal. Throws PortError `no-embeddings` for a provider that offers none. */
export function embeddingModel(model: ModelConfig, giveUp: number): Promise<EmbeddingsInterface> {
  const make = EMBEDDINGS[model.provider]
  if (!make) throw new PortError('no-embeddings', `EMBEDDINGS: ${model.provider} offers no embedding models.`)
  return make(model, (input, init) => {
    const signals = [AbortSignal.timeout(giveUp), init?.signal].filter((signal) => !!signal)
    return fetch(input, { ...init, signal: AbortSignal.any(signals) })
  })
}

/** Ollama's client (0.6) hides the status from those who do not know it, and prints to the console what is no JSON. */
function orThrow(get: Fetch): Fetch {
  return async (input, init) => {
    const response = await get(input, init)
    const page = response.headers.get('content-type')?.includes('html')
    if (response.ok && !page) return response
    await response.body?.cancel()
    throw new PortError(response.ok ? 'failed' : `http-${response.status}`, `ollama answered ${response.status}`)
  }
}
