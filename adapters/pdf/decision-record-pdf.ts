import PDFDocument from 'pdfkit'
import { type RecordPart, recordParts } from '../../src/cards/decision-record-parts.ts'
import { type DecisionRecord, recordAsData } from '../../src/domain/decision-record.ts'
import { closestLetters } from './closest-letters.ts'
import { createPage, type ListItem, type Page } from './page.ts'

/** As many replaced characters as a note can name. */
const MOST_NAMED = 40

/**
 * A decision record as a tagged A4 PDF, with the record itself attached as `record.json`. The standard fonts cover
 * western Europe; any other character is shown by its closest letter or its number. The document says so, keeps the real
 * text in its tags for screen readers, and the attached record holds it as it was written.
 */
export async function toPdf(record: DecisionRecord): Promise<Buffer> {
  const made = new Date(record.madeOn)
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: 64, bottom: 72, left: 64, right: 64 },
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: `Decision record ${record.request}: ${record.council}`,
      Author: record.council,
      Creator: 'Waymark',
      Producer: 'Waymark',
      CreationDate: made,
      ModDate: made,
    },
  })
  const written = bytesOf(doc)
  const page = createPage(doc)
  const parts = recordParts(record)
  for (const part of parts) draw(page, part)
  const note = noteOn(parts)
  if (note) for (const part of note) draw(page, part)
  doc.file(Buffer.from(recordAsData(record)), {
    name: 'record.json',
    type: 'application/json',
    description: 'The record as data: its SHA-256 is the one printed in this document',
    creationDate: made,
    modifiedDate: made,
  })
  page.end(`${record.council} · ${record.request}`)
  return written
}

function draw(page: Page, part: RecordPart): void {
  if (part.kind === 'heading') page.heading(part.level, part.text)
  else if (part.kind === 'text') page.paragraph(part.text)
  else if (part.kind === 'said') page.quote(part.lines)
  else page.list(itemsOf(part))
}

function itemsOf(part: RecordPart & { kind: 'list' | 'facts' | 'sources' }): ListItem[] {
  switch (part.kind) {
    case 'list':
      return part.items.map((text) => ({ label: '•', text }))
    case 'facts':
      return part.rows.map(([label, text]) => ({ label: '•', strong: `${label}: `, text }))
    case 'sources':
      return part.items.map(({ label, title, about, quote, url }) => ({
        label,
        text: `${title}. ${about}.${quote ? ` “${quote}”` : ''}`,
        ...(url && { url }),
      }))
  }
}

/** What had to be replaced in the parts, said at the end; nothing when all could be shown. */
function noteOn(parts: readonly RecordPart[]): RecordPart[] | undefined {
  const { replaced } = closestLetters(JSON.stringify(parts))
  if (!replaced.size) return undefined
  // By their numbers, since the characters themselves are what cannot be shown.
  const named = [...replaced].slice(0, MOST_NAMED).map(([from, to]) => {
    const numbers = [...from].map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
    return to.startsWith('[U+') ? numbers.join(' ') : `${numbers.join(' ')} as ${to}`
  })
  const more = replaced.size > MOST_NAMED ? ' and others' : ''
  return [
    { kind: 'heading', level: 2, text: 'Characters shown by others' },
    {
      kind: 'text',
      text: `The typeface of this document lacks some characters of the record. They are shown by their closest letter, or by their Unicode number in square brackets: ${named.join(', ')}${more}. The attached record.json holds the text as it was written.`,
    },
  ]
}

function bytesOf(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
}
