import type { Activity } from './activity.ts'
import { addressOf } from './elements.ts'

const FILE = 'application/vnd.microsoft.teams.file.download.info'
const HTML = 'text/html'
/** Of one message, and of its HTML. */
const MOST = 10
const MOST_HTML = 20_000

/**
 * What hangs on a message, as lines with addresses: its files, and where its words lead to but do not say. Whoever reads
 * them opens them with their own rights; the address that Teams gives bots for downloading opens for anybody, and goes no
 * further.
 */
export function linksOf({ attachments = [] }: Activity, words: string): string[] {
  const files = attachments.flatMap(({ contentType, contentUrl = '', name = '' }) => {
    const address = contentType === FILE ? addressOf(contentUrl) : ''
    return address ? [`${name.replace(/\s+/g, ' ').slice(0, 200)} ${address}`.trim()] : []
  })
  const linked = attachments.flatMap(({ contentType, content }) =>
    contentType === HTML && typeof content === 'string' ? linkedIn(content.slice(0, MOST_HTML)) : [],
  )
  return [...new Set([...files, ...linked.filter((address) => !words.includes(address.replace(/\/$/, '')))])].slice(
    0,
    MOST,
  )
}

/** Where the words of a message lead to, without those it quotes. */
function linkedIn(html: string): string[] {
  const own = html.replace(/<blockquote\b[\s\S]*?<\/blockquote>/gi, ' ')
  return [...own.matchAll(/<a\b[^<>]{0,2000}?\bhref="([^"<>]{1,2000})"/gi)]
    .map(([, address]) => addressOf(address!.replaceAll('&amp;', '&')))
    .filter(Boolean)
}
