import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { PortError } from '../../src/errors.ts'

const VERSION = 'v1'

/**
 * Tokens at rest: AES-256-GCM under a key made from WAYMARK_SECRET, bound to what they are for, so that one workspace's
 * cannot be put in another's place.
 */
export function createSeal(secret: string) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'waymark slack installations', 32))
  return {
    close(text: string, belongsTo: string): string {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [VERSION, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed: string, belongsTo: string): string {
      try {
        const [, nonce, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'))
        const decipher = createDecipheriv('aes-256-gcm', key, nonce!).setAAD(Buffer.from(belongsTo)).setAuthTag(tag!)
        return Buffer.concat([decipher.update(text!), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw new PortError(
          'cannot-unseal',
          '[slack] cannot read an installation: WAYMARK_SECRET is not the one it was stored under. Set it back, or install again.',
          cause,
          { permanent: true },
        )
      }
    },
  }
}

export type Seal = ReturnType<typeof createSeal>
