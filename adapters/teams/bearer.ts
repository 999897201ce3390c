import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { SigningKeys } from './signing-keys.ts'

/** What a request says of itself that its token must bear out. */
export interface Claimed {
  serviceUrl: string
  channelId: string
}

interface Expected {
  keys: SigningKeys
  issuer: string
  /** Our app ids: the token must be meant for one of them. */
  appIds: readonly string[]
}

const ALGORITHMS = ['RS256']
/** Clocks differ; five minutes is what the Bot Framework grants. */
const TOLERANCE = 5 * 60

/**
 * Checks a request's token as "Authentication with the Bot Connector API" asks: signature, issuer, audience, validity,
 * the service address answers go to, and that the key is endorsed for the channel. botbuilder's own check is not used: it
 * prints every refusal to the console, throws plain errors, takes emulators' tokens, and is maintained no more.
 */
export async function checkBearer(
  authorization: string,
  claimed: Claimed,
  { keys, issuer, appIds }: Expected,
): Promise<{ appId: string } | { refused: string }> {
  const token = /^Bearer (\S+)$/.exec(authorization)?.[1]
  if (!token) return { refused: 'there is no bearer token' }
  try {
    const { kid, alg } = decodeProtectedHeader(token)
    if (!alg || !ALGORITHMS.includes(alg)) return { refused: 'the token is not signed as Microsoft signs' }
    const key = kid ? await keys.find(kid).catch(() => 'away' as const) : undefined
    if (key === 'away') return { refused: "Microsoft's signing keys cannot be had" }
    if (!key) return { refused: 'the token is signed with an unknown key' }
    const { payload } = await jwtVerify(token, key.key, {
      algorithms: ALGORITHMS,
      issuer,
      audience: [...appIds],
      clockTolerance: TOLERANCE,
      requiredClaims: ['exp', 'aud', 'iss'],
    })
    if (payload.serviceurl !== claimed.serviceUrl) return { refused: 'the token is for another serviceUrl' }
    if (!key.endorsements.includes(claimed.channelId)) return { refused: 'the key is not endorsed for this channel' }
    return { appId: appIds.find((id) => [payload.aud].flat().includes(id))! }
  } catch (error) {
    return { refused: reasonFor(error) }
  }
}

function reasonFor(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired'
  if (error instanceof errors.JWTClaimValidationFailed) return `the token has another ${NAMES[error.claim] ?? 'claim'}`
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature of the token is wrong'
  return 'the token cannot be read'
}

const NAMES: Readonly<Record<string, string>> = { iss: 'issuer', aud: 'audience', nbf: 'time of validity' }
