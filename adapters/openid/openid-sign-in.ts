import * as openid from 'openid-client'
import { PortError } from '../../src/errors.ts'
import type { SignIn, SignInRefusal } from '../../src/ports.ts'

interface Settings {
  issuer: string
  clientId: string
  clientSecret: string
  callback: string
}

/** Seconds a provider may take to answer. */
const PATIENCE = 10
/** What the token endpoint says of a code that was used, is too old or was given to somebody else. */
const REFUSED_GRANT = 'invalid_grant'

/** OpenID Connect: authorisation code with PKCE, state and nonce. The provider is first asked when somebody signs in. */
export function createOpenIdSignIn({ issuer, clientId, clientSecret, callback }: Settings): SignIn {
  let provider: openid.Configuration | undefined

  async function reach(): Promise<openid.Configuration> {
    try {
      provider ??= await openid.discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: PATIENCE,
        execute: [
          // Signatures are checked too, and not only taken on trust from the connection they came over.
          openid.enableNonRepudiationChecks,
          // The settings allow http on this machine alone.
          ...(issuer.startsWith('http:') ? [openid.allowInsecureRequests] : []),
        ],
      })
      return provider
    } catch (cause) {
      throw away(cause)
    }
  }

  return {
    async begin() {
      const configuration = await reach()
      const kept = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
      }
      const address = openid.buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: 'openid email profile',
        state: kept.state,
        nonce: kept.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: 'S256',
      })
      return { address: address.href, kept }
    },

    async finish(returned, { state, nonce, verifier }) {
      const configuration = await reach()
      try {
        const tokens = await openid.authorizationCodeGrant(configuration, new URL(returned), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        return personIn(tokens.claims() ?? {})
      } catch (cause) {
        return { refused: refusalIn(cause) }
      }
    },
  }
}

/** The address, when the provider says it is this person's: an address alone could be typed by anybody. */
function personIn(claims: Record<string, unknown>): { email: string; name?: string } | { refused: SignInRefusal } {
  const { email, email_verified: verified, xms_edov: domainVerified, name } = claims
  const isTrue = (value: unknown) => value === true || value === 'true' || value === 1 || value === '1'
  if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/.test(email)) return { refused: 'unverified' }
  if (verified === undefined ? !isTrue(domainVerified) : !isTrue(verified)) return { refused: 'unverified' }
  return { email: email.toLowerCase(), ...(typeof name === 'string' && name.trim() && { name: name.trim() }) }
}

function refusalIn(cause: unknown): SignInRefusal {
  if (cause instanceof openid.AuthorizationResponseError) return 'cancelled'
  if (cause instanceof openid.ResponseBodyError) {
    if (cause.error === REFUSED_GRANT) return 'not-genuine'
    throw away(cause)
  }
  // Checks that failed carry a code of the library's own; anything else is the network or the provider.
  const { code } = (cause ?? {}) as { code?: unknown }
  if (typeof code === 'string' && /^OAUTH_(?!TIMEOUT|ABORT|RESPONSE_IS_NOT|PARSE)/.test(code)) return 'not-genuine'
  throw away(cause)
}

const away = (cause: unknown) =>
  new PortError('sign-in-away', 'The sign-in provider did not answer as it should.', cause)
