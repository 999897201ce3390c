import { type Activity, ActivityTypes, type Attachment } from 'botbuilder'
import { toPlainText } from '../../src/cards/plain-text.ts'
import type { Card } from '../../src/domain/card.ts'
import { toAdaptiveCard, toMarkdown } from './adaptive-card.ts'
import { LIMITS } from './limits.ts'

/**
 * A card as one Teams message: the short answer as text with [n] markers that open its citations, the whole as an
 * Adaptive Card below it. Greetings and the like are text alone. Over the size limit the card gives way to plain text.
 */
export function activityFor(card: Card): Partial<Activity> {
  const lead = [...card.first, ...card.body].map((text) => toMarkdown(text, card, { links: false })).join('\n\n')
  const text = card.verdict ? `**${card.verdict.bottomLine}** ${lead}` : lead
  const base: Partial<Activity> = {
    type: ActivityTypes.Message,
    textFormat: 'markdown',
    text,
    entities: [messageEntity(card, text)],
  }
  if (!card.citations.length && !card.nearest.length && !card.choices.length) return base
  const plain = toPlainText(card, { sources: true })
  const attachment: Attachment = {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: toAdaptiveCard(card, plain),
  }
  const whole: Partial<Activity> = { ...base, attachments: [attachment] }
  if (Buffer.byteLength(JSON.stringify(whole)) <= LIMITS.activityBytes) return whole
  return { ...base, textFormat: 'plain', text: plain }
}

/** Citations that pop up in Teams, and the AI label where a model chose words. */
function messageEntity({ citations, modelWorded }: Card, text: string) {
  const pointed = citations.filter(({ n }) => text.includes(`[${n}]`)).slice(0, LIMITS.citations)
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    ...(modelWorded && { additionalType: ['AIGeneratedContent'] }),
    citation: pointed.map(({ n, title, url, quote }) => ({
      '@type': 'Claim',
      position: n,
      appearance: {
        '@type': 'DigitalDocument',
        name: title.slice(0, LIMITS.citationName),
        url,
        abstract: (quote || title).slice(0, LIMITS.citationAbstract),
      },
    })),
  }
}
