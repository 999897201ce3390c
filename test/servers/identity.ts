import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { bodyOf, serve } from './http.ts'

interface Pending {
  nonce: string
  challenge: string
  callback: string
}

/** What the provider says, and what it gets wrong on purpose. */
export interface Says {
  claims: Record<string, unknown>
  nonce?: string
  audience?: string
  issuer?: string
  expired?: boolean
  /** Signed by a key of somebody else's. */
  foreignKey?: boolean
}

export const CLIENT = { id: 'waymark', secret: 'client-secret' } as const

/** An OpenID Connect provider on loopback: discovery, keys, codes that work once and only with their PKCE verifier. */
export async function openIdentity() {
  const [key, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const jwk = { ...(await exportJWK(key.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  const pending = new Map<string, Pending>()
  const says: Says = { claims: {} }
  const seen: URL[] = []
  let count = 0

  const server = await serve(async (request, response) => {
    const url = new URL(request.url ?? '/', server.url)
    const json = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (url.pathname === '/.well-known/openid-configuration')
      return json({
        issuer: server.url,
        authorization_endpoint: `${server.url}/authorize`,
        token_endpoint: `${server.url}/token`,
        jwks_uri: `${server.url}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      })
    if (url.pathname === '/jwks') return json({ keys: [jwk] })
    if (url.pathname === '/token') return json(...(await exchange(new URLSearchParams(await bodyOf(request)))))
    response.writeHead(404).end()
  })

  async function exchange(form: URLSearchParams): Promise<[object, number]> {
    const code = form.get('code') ?? ''
    const granted = pending.get(code)
    pending.delete(code)
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const sound =
      granted &&
      verifier === granted.challenge &&
      form.get('redirect_uri') === granted.callback &&
      form.get('client_secret') === CLIENT.secret
    if (!sound) return [{ error: 'invalid_grant' }, 400]
    const now = Math.floor(Date.now() / 1000) - (says.expired ? 7200 : 0)
    const token = await new SignJWT({ sub: 'u1', nonce: says.nonce ?? granted.nonce, ...says.claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(says.issuer ?? server.url)
      .setAudience(says.audience ?? CLIENT.id)
      .setIssuedAt(now)
      .setExpirationTime(now + 600)
      .sign(says.foreignKey ? foreign.privateKey : key.privateKey)
    return [{ access_token: 'a', token_type: 'Bearer', expires_in: 600, id_token: token }, 200]
  }

  return {
    ...server,
    says,
    seen,
    /** What a browser would bring back from the provider's own page: path and query of the callback. */
    back(address: string, change: Record<string, string> = {}): string {
      const asked = new URL(address)
      seen.push(asked)
      const get = (name: string) => asked.searchParams.get(name) ?? ''
      const code = `code-${++count}`
      pending.set(code, { nonce: get('nonce'), challenge: get('code_challenge'), callback: get('redirect_uri') })
      const query = new URLSearchParams({ code, state: get('state'), ...change })
      return `${new URL(get('redirect_uri')).pathname}?${query}`
    },
  }
}
