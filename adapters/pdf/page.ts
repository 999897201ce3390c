import { closestLetters } from './closest-letters.ts'

export interface ListItem {
  label: string
  strong?: string
  text: string
  url?: string
}

/** What a document is written with: each call draws something and tags it, in reading order. */
export type Page = ReturnType<typeof createPage>

const SIZES = { 1: 20, 2: 15, 3: 12 } as const
const BODY = 11
const INDENT = 22
const REGULAR = 'Helvetica'
const BOLD = 'Helvetica-Bold'
const INK = '#0b0c0c'
const LINK = '#1d4f91'

export function createPage(doc: PDFKit.PDFDocument) {
  const root = doc.struct('Document')
  doc.addStructure(root)
  const left = doc.page.margins.left

  /** A tagged piece of text. Where a character had to be replaced, the tag holds what was written. */
  function tagged(tag: string, text: string, drawn: (shown: string) => void): PDFKit.PDFStructureElement {
    const { text: shown, replaced } = closestLetters(text)
    return doc.struct(tag, replaced.size ? { actual: text } : {}, [() => drawn(shown)])
  }

  function font(name: string, size: number = BODY, colour = INK): PDFKit.PDFDocument {
    return doc.font(name).fontSize(size).fillColor(colour)
  }

  /** Starts a new page where less than this is left of one, so that a heading stays with what it heads. */
  function keep(height: number): void {
    if (doc.y + height > doc.page.height - doc.page.margins.bottom) doc.addPage()
  }

  return {
    heading(level: 1 | 2 | 3, text: string): void {
      if (level > 1) doc.moveDown(level === 2 ? 0.9 : 0.4)
      keep(SIZES[level] * 4)
      root.add(tagged(`H${level}`, text, (shown) => font(BOLD, SIZES[level]).text(shown, left)))
      if (level < 3) doc.outline.addItem(closestLetters(text).text)
      doc.moveDown(0.3)
    },

    paragraph(text: string): void {
      root.add(tagged('P', text, (shown) => font(REGULAR).text(shown, left)))
      doc.moveDown(0.5)
    },

    /** Somebody's own words, set in. */
    quote(lines: readonly string[]): void {
      const paragraphs = lines.map((line) =>
        tagged('P', line, (shown) => {
          font(REGULAR).text(shown, left + INDENT)
          doc.moveDown(0.3)
        }),
      )
      if (paragraphs.length) root.add(doc.struct('BlockQuote', {}, paragraphs))
      doc.moveDown(0.3)
    },

    list(items: readonly ListItem[]): void {
      root.add(
        doc.struct(
          'L',
          {},
          items.map(({ label, strong = '', text, url }) => {
            const body = [
              ...(strong
                ? [tagged('Span', strong, (shown) => font(BOLD).text(shown, left + INDENT, doc.y, { continued: true }))]
                : []),
              tagged('Span', text, (shown) =>
                strong ? font(REGULAR).text(shown) : font(REGULAR).text(shown, left + INDENT),
              ),
              ...(url
                ? [
                    tagged('Link', url, (shown) =>
                      font(REGULAR, BODY, LINK).text(shown, { link: url, underline: true }),
                    ),
                  ]
                : []),
            ]
            const labelled = tagged('Lbl', label, (shown) => {
              keep(BODY * 2)
              const { y } = doc
              font(REGULAR).text(shown, left, y, { lineBreak: false })
              doc.y = y
            })
            return doc.struct('LI', {}, [labelled, doc.struct('LBody', {}, body)])
          }),
        ),
      )
      doc.x = left
      doc.moveDown(0.4)
    },

    /** Numbers the pages, outside the reading order, and ends the document. */
    end(footer: string): void {
      root.end()
      const { start, count } = doc.bufferedPageRange()
      for (let n = start; n < start + count; n++) {
        doc.switchToPage(n)
        const { margins, height, width } = doc.page
        const bottom = margins.bottom
        margins.bottom = 0
        doc.markContent('Artifact', { type: 'Pagination' })
        const text = closestLetters(`${footer} · Page ${n + 1} of ${count}`).text
        font(REGULAR, 9).text(text, left, height - 48, { width: width - left * 2, height: 12, ellipsis: true })
        doc.endMarkedContent()
        margins.bottom = bottom
      }
      doc.end()
    },
  }
}
