import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { bodyOf, serve } from './http.ts'

/** Where Microsoft's tokens for bots come from, and what its connector wants bots to show. */
export const ISSUER = 'https://api.botframework.com'

interface Minted {
  audience?: string
  issuer?: string
  serviceUrl?: string
  /** seconds from now */
  expires?: number
  begins?: number
  key?: 'known' | 'stranger' | 'unendorsed'
  /** Names a key the platform does not have. */
  kid?: string
  claims?: Record<string, unknown>
}

/** Made once: it takes a while. */
const pairs = () => (made ??= makePairs())
let made: ReturnType<typeof makePairs> | undefined
const makePairs = async () => ({
  known: await generateKeyPair('RS256'),
  unendorsed: await generateKeyPair('RS256'),
  stranger: await generateKeyPair('RS256'),
})

/**
 * Microsoft's identity platform in small, on loopback: OpenID metadata and signing keys with their endorsements, tokens as
 * the Bot Connector brings them, and tokens for bots that want to call the connector.
 */
export async function identityPlatform() {
  const keys = await pairs()
  const published = async (name: 'known' | 'unendorsed', endorsements: string[]) => ({
    ...(await exportJWK(keys[name].publicKey)),
    kid: name,
    use: 'sig',
    endorsements,
  })
  const set = { keys: [await published('known', ['msteams', 'webchat']), await published('unendorsed', ['webchat'])] }
  const secrets = new Map<string, string>()
  const looks: string[] = []
  let away = false
  const server = await serve(async (request, response) => {
    looks.push(request.url ?? '')
    response.setHeader('content-type', 'application/json')
    if (away) return void response.writeHead(503).end('{}')
    if (request.url === '/openid')
      return void response.end(JSON.stringify({ issuer: ISSUER, jwks_uri: `${server.url}/keys` }))
    if (request.url === '/keys') return void response.end(JSON.stringify(set))
    if (request.url?.endsWith('/oauth2/v2.0/token')) {
      const form = new URLSearchParams(await bodyOf(request))
      const [id, secret] = [form.get('client_id') ?? '', form.get('client_secret') ?? '']
      if (secrets.get(id) !== secret) return void response.writeHead(401).end('{"error":"invalid_client"}')
      const token = await new SignJWT({ appid: id })
        .setProtectedHeader({ alg: 'RS256', kid: 'known' })
        .setIssuer(server.url)
        .setAudience(ISSUER)
        .setExpirationTime('1h')
        .sign(keys.known.privateKey)
      return void response.end(JSON.stringify({ access_token: token, expires_in: 3600, token_type: 'Bearer' }))
    }
    response.writeHead(404).end()
  })

  return {
    ...server,
    openIdMetadata: `${server.url}/openid`,
    keys: set,
    /** Every path that was asked for. */
    looks,
    register(id: string, secret: string) {
      secrets.set(id, secret)
    },
    setAway(now: boolean) {
      away = now
    },
    /** A token as the Bot Connector brings it to a bot. */
    async mint(minted: Minted = {}): Promise<string> {
      const { key = 'known', kid = key === 'stranger' ? 'known' : key } = minted
      const now = Math.floor(Date.now() / 1000)
      return new SignJWT({ serviceurl: minted.serviceUrl, ...minted.claims })
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuer(minted.issuer ?? ISSUER)
        .setAudience(minted.audience ?? '')
        .setNotBefore(now + (minted.begins ?? -60))
        .setExpirationTime(now + (minted.expires ?? 3600))
        .sign(keys[key].privateKey)
    },
    /** As a bot gets one for the connector. */
    async tokenFor(appId: string, secret: string): Promise<string> {
      const response = await fetch(`${server.url}/t/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'client_credentials', client_id: appId, client_secret: secret }),
      })
      const { access_token } = (await response.json()) as { access_token?: string }
      if (!access_token) throw new Error('no token')
      return access_token
    },
    publicKey: keys.known.publicKey,
  }
}
export type IdentityPlatform = Awaited<ReturnType<typeof identityPlatform>>
