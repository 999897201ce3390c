import { createHmac, randomBytes } from 'node:crypto'

/** Made anew at each start, so that a mark cannot be turned back into an address, nor be followed for long. */
const SECRET = randomBytes(32)

/**
 * A mark of where a visitor comes from, for counting and nothing else. Empty for this host: what passes requests on from
 * here hides who sent them. One household has a whole IPv6 network, so only the network counts.
 */
export function visitorMark(address = ''): string {
  const plain = address.replace(/^::ffff:/i, '')
  if (!plain || plain === '::1' || plain.startsWith('127.')) return ''
  const network = plain.includes(':') ? networkOf(plain) : plain
  return createHmac('sha256', SECRET).update(network).digest('hex').slice(0, 16)
}

/** The first four of an IPv6 address's eight groups, the left-out zeros put back. */
function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::')
  const [first, last] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean)) as [string[], string[]]
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':')
}
