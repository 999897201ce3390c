import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, escapeMarkdown } from '../../adapters/teams/elements.ts'
import { activitiesFor, cardAlone } from '../../adapters/teams/reply.ts'
import { requestForm } from '../../adapters/teams/request-form.ts'
import { requestAs } from '../../adapters/teams/request-view.ts'
import { EMPTY } from '../../src/cards/answer-card.ts'
import type { Card } from '../../src/domain/card.ts'
import { all, type Element, problemsIn } from './teams-reader.ts'
import { prepared, view } from './teams-samples.ts'

/** What somebody may write to have it become something else. */
const nasty = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '<at>Everyone</at>',
    '<at id="0">all</at>',
    '[click](https://evil.example)',
    '[x](javascript:alert(1))',
    '![i](https://evil.example/i.png)',
    'https://evil.example/path',
    'www.evil.example',
    'me@evil.example',
    '<a href="https://evil.example">x</a>',
    '<img src=x onerror=alert(1)>',
    '**bold** _it_ ~~no~~ `code`',
    '# heading',
    '- item\n- item',
    '1. item',
    '\\[1\\]',
    '&lt;at&gt;all&lt;/at&gt;',
    '<https://evil.example>',
    '\u2028<at>x</at>',
    '{{DATE(2020-01-01T00:00:00Z)}}',
    '[1][2][3]',
    '<script>',
    '|a|b|\n|-|-|',
  ),
)
const text = fc.array(nasty, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))

/** Markdown with everything that was made harmless taken out: what is left must mean nothing. */
const live = (markdown: string) => markdown.replace(/\\[\\`*_~[\]|#=.)+-]/g, 'x').replace(/&(?:amp|lt|gt);/g, 'x')

function expectHarmless(markdown: string, allowed: RegExp = /$^/): void {
  const left = live(markdown).replace(new RegExp(allowed, 'g'), '')
  expect(left).not.toMatch(/[<>`*_~[\]|]/)
  expect(left).not.toMatch(/&/)
  expect(left).not.toContain('://')
  expect(left).not.toMatch(/www\.\S/i)
  expect(left).not.toMatch(/(?<!\u2060)@\S/)
  expect(left).not.toMatch(/^\s*(?:#|[-+]\s|\d+[.)])/m)
}

describe('whatever somebody writes', () => {
  it('means nothing as Markdown, HTML, a mention or a link', () => {
    fc.assert(
      fc.property(text, (said) => expectHarmless(escapeMarkdown(said))),
      { numRuns: 500 },
    )
  })

  it('in an answer becomes nothing but words: in the message, in the card, in what hosts fall back to', () => {
    fc.assert(
      fc.property(
        text,
        text,
        fc.constantFrom('https://www.gov.uk/x', 'javascript:alert(1)', 'https://u:p@evil.example/', 'data:text/html,x'),
        (said, title, url) => {
          const card: Card = {
            ...EMPTY,
            verdict: { bottomLine: said, label: 'Myth', verdict: 'myth', says: said },
            first: [said],
            body: [`${said} [1]`],
            conditions: [said],
            holdsFor: [said],
            ask: said,
            choices: [said],
            footnote: title,
            parts: [{ heading: title, kind: 'list', items: [said], folded: true }],
            evidence: [{ id: 'e', type: 'case-study', title, line: said }],
            nearest: [{ id: 'n', type: 'claim', title, line: said }],
            citations: [{ n: 1, title, url, entry: 'e', version: 'v' }],
            actions: [{ kind: 'law', label: 'Show the law' }],
          }
          for (const activity of activitiesFor(card)) {
            expectHarmless(activity.text ?? '', /\*\*|\[1\]/)
            expectSafeCard(activity.attachments?.[0]?.content)
          }
          expectSafeCard(cardAlone(card))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('in a request or its form becomes nothing but words', () => {
    fc.assert(
      fc.property(text, (said) => {
        const seen = view()
        const request = { ...seen.request, need: { ...seen.request.need, words: said, place: said } }
        expectSafeCard(
          requestAs(
            view({
              request,
              asker: said,
              holder: said,
              events: seen.events.map((one) => ({ ...one, byName: said, text: said })),
              similar: [{ id: 'x', words: said, status: 'open' }],
              colleagues: [{ member: 'x', name: said }],
            }),
          ),
        )
        expectSafeCard(
          requestForm(prepared({ need: { ...prepared().need, words: said, place: said } }), { key: 'k', dialog: true }),
        )
      }),
      { numRuns: 150 },
    )
  })

  it('is an address only where it is one of the web', () => {
    expect(addressOf('https://www.gov.uk/a(b)')).toBe('https://www.gov.uk/a(b)')
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https://a:b@c.example',
      'msteams://x',
      '',
      'x',
    ])
      expect(addressOf(url)).toBe('')
  })
})

/** Text that Teams reads as Markdown is harmless, links are ours, and nothing else is read at all. */
function expectSafeCard(card: unknown): void {
  expect(problemsIn(card as Element)).toEqual([])
  for (const one of all(card)) {
    if (one.type === 'TextBlock') expectHarmless(String(one.text))
    if (one.type === 'Action.OpenUrl')
      expect(String(one.url)).toMatch(/^https?:\/\/(?:www\.gov\.uk|www\.legislation|bookings\.example)/)
    expect(one.type).not.toBe('mention')
  }
  const { msteams } = card as { msteams?: object }
  expect(msteams).toEqual({ width: 'Full' })
}
