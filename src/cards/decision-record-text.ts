import type { DecisionRecord } from '../domain/decision-record.ts'
import { type RecordPart, recordParts, type SourceItem } from './decision-record-parts.ts'

/**
 * A decision record as Markdown, for an audit file or an answer under the Freedom of Information Act. Whatever people or
 * entries wrote stays text: none of it becomes a heading, a list, a link or HTML.
 */
export function toMarkdown(record: DecisionRecord): string {
  return `${recordParts(record).map(blockOf).filter(Boolean).join('\n\n')}\n`
}

function blockOf(part: RecordPart): string {
  switch (part.kind) {
    case 'heading':
      return `${'#'.repeat(part.level)} ${asText(part.text)}`
    case 'text':
      return asText(part.text)
    case 'said':
      return part.lines.map((line) => `> ${asText(line)}`).join('\n>\n')
    case 'list':
      return part.items.map((item) => `- ${asText(item)}`).join('\n')
    case 'facts':
      return part.rows.map(([label, text]) => `- **${asText(label)}:** ${asText(text)}`).join('\n')
    case 'sources':
      return part.items.map(sourceOf).join('\n')
  }
}

function sourceOf({ label, title, about, quote, url }: SourceItem): string {
  return [
    `- ${asText(`${label} ${title}`)}`,
    `  - ${asText(about)}`,
    ...(quote ? [`  - ${asText(`“${quote}”`)}`] : []),
    ...(url ? [`  - <${url}>`] : []),
  ].join('\n')
}

/** What some reader of Markdown makes a link of by itself. */
const LINKS_ITSELF = /:\/\/|@|www\.|(?:mailto|xmpp):/i
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '`': '&#96;' }

/** One line of text in which nothing is markup. An address in it is shown as code, which is never made a link. */
function asText(line: string): string {
  return line
    .split(/([\s<>`]+)/)
    .map((piece) =>
      LINKS_ITSELF.test(piece)
        ? `\`${piece}\``
        : piece.replace(/[\\*_{}[\]#|~$!&<>`]/g, (character) => ENTITIES[character] ?? `\\${character}`),
    )
    .join('')
    .replace(/^([-+=:])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
}
