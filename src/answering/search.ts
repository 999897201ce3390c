import { cardFor } from '../cards/answer-card.ts'
import type { Card } from '../domain/card.ts'
import type { Library } from '../knowledge/library.ts'
import type { Retriever } from '../ports.ts'
import { writeAnswer } from './write.ts'

/** An entry found, as a card with its sources: to be shown to others as it stands. */
export interface Found {
  id: string
  title: string
  /** The first sentence of its short answer, without markers. */
  line: string
  card: Card
}

/** Looks entries up by words, without ruling on anything: for pickers and search boxes. */
export function createSearch({ library, retriever }: { library: Library; retriever: Retriever }) {
  return async (text: string, date: string, most: number): Promise<Found[]> => {
    const ranked = await retriever.retrieve({ text }, most)
    return ranked.slice(0, most).map((lead) => {
      const answered = writeAnswer({
        library,
        understanding: { text: '', intent: 'ask', wants: 'fact', nationNamed: false, regime: lead.entry.regime },
        ruling: { lead, confidence: 1, strength: 'strong' },
        ranked: [lead],
        date,
      })
      const { id, title, line } = answered.lead
      return { id, title, line: line.replace(/\s*\[\d+\]/g, ''), card: cardFor(answered) }
    })
  }
}
