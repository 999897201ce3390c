import { ConfigError } from './errors.ts'

/** Signing in at the page through an OpenID Connect provider. */
export interface OpenIdConfig {
  issuer: string
  clientId: string
  clientSecret: string
  /** Where the provider sends the browser back to. */
  callback: string
}

interface OpenIdSettings {
  OIDC_ISSUER?: string | undefined
  OIDC_CLIENT_ID?: string | undefined
  OIDC_CLIENT_SECRET?: string | undefined
}

const SECRET_LENGTH = 32
export const SIGN_IN_CALLBACK = '/sign-in/callback'

/** Cookies and the sign-in hang on this address, so it is an origin and nothing more. */
export function publicAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username)
    throw new ConfigError('PUBLIC_URL: write the address alone, as in https://waymark.exampleshire.gov.uk')
  return url.origin
}

export function openIdConfig(env: OpenIdSettings, publicUrl: string | undefined): OpenIdConfig | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env
  if (!issuer && !clientId && !clientSecret) return undefined
  if (!issuer || !clientId || !clientSecret || !publicUrl) {
    const missing = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }
    const names = Object.entries({ ...missing, PUBLIC_URL: publicUrl }).flatMap(([name, value]) =>
      value ? [] : [name],
    )
    throw new ConfigError(`${names.join(' and ')} missing; signing in with OpenID Connect needs all four of them.`)
  }
  for (const [name, value] of Object.entries({ OIDC_ISSUER: issuer, PUBLIC_URL: publicUrl }))
    if (!isSafeAddress(value))
      throw new ConfigError(`${name}: signing in needs an https address (http is for this machine alone).`)
  return { issuer, clientId, clientSecret, callback: `${publicUrl}${SIGN_IN_CALLBACK}` }
}

/** Nobody on the way can read or change what goes to it. */
function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/** A secret somebody could guess would let them sign cookies of their own. */
export function longEnough(secret: string): string {
  if (secret.length >= SECRET_LENGTH) return secret
  throw new ConfigError(`WAYMARK_SECRET: give it ${SECRET_LENGTH} characters or more, or leave it out on one machine.`)
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
