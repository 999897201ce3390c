import { importJWK, type JWK } from 'jose'
import type { Clock } from '../../src/ports.ts'

type Verifier = Awaited<ReturnType<typeof importJWK>>

/** A key Microsoft signs with, and the channels it is good for. */
export interface SigningKey {
  key: Verifier
  endorsements: readonly string[]
}

export interface SigningKeys {
  /** Undefined when Microsoft names no such key. Rejects when its keys cannot be had. */
  find(id: string): Promise<SigningKey | undefined>
  /** Whether the last look for them went well, if there was one. */
  ready(): boolean
}

const DAY = 24 * 3_600_000
/** An unknown key has us look again, but no caller can make us look all the time. */
const LOOK_AGAIN = 5 * 60_000
/** While Microsoft's keys cannot be had; each look may hold a request for as long as our patience. */
const REST = 2000
const PATIENCE = 5000

/** The keys behind an OpenID metadata document, kept for a day. */
export function createSigningKeys(metadataUrl: string, clock: Pick<Clock, 'time'>): SigningKeys {
  let known = new Map<string, SigningKey>()
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  let failing = false
  let failedAt = Number.NEGATIVE_INFINITY

  async function read(): Promise<void> {
    const { jwks_uri: address } = await json<{ jwks_uri: string }>(metadataUrl)
    const { keys } = await json<{ keys: (JWK & { endorsements?: string[] })[] }>(address)
    const signing = keys.filter(({ kid, kty, use }) => kid && kty === 'RSA' && (!use || use === 'sig'))
    known = new Map(
      await Promise.all(
        signing.map(
          async ({ endorsements = [], ...jwk }) =>
            [jwk.kid!, { key: await importJWK(jwk, 'RS256'), endorsements }] as const,
        ),
      ),
    )
    readAt = clock.time()
    failing = false
  }

  /** Callers at once wait for one look. */
  const look = () => {
    if (!reading && clock.time() - failedAt < REST) return Promise.reject(new Error('failed just now'))
    reading ??= read()
      .catch((error) => {
        failing = true
        failedAt = clock.time()
        throw error
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  return {
    ready: () => !failing,
    async find(id) {
      const age = clock.time() - readAt
      if (age > DAY) await look().catch((error) => (known.size ? undefined : Promise.reject(error)))
      else if (!known.has(id) && age > LOOK_AGAIN) await look()
      return known.get(id)
    },
  }
}

async function json<T>(url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) })
  if (!response.ok) throw new Error(`${response.status} from ${new URL(url).host}`)
  return (await response.json()) as T
}
