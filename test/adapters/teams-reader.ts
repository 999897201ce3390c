import { createRequire } from 'node:module'

export type Element = Record<string, unknown>
interface Parser {
  AdaptiveCard: new () => { parse(card: unknown, context: unknown): void }
  SerializationContext: new (version: unknown) => { eventCount: number; getEventAt(at: number): { message: string } }
  Versions: Record<string, unknown>
}

/** Microsoft's own reader of Adaptive Cards. It looks for a browser's global object. */
Object.assign(globalThis, { self: globalThis })
const adaptive = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Parser

/** What the reader says against a card. */
export function problemsIn(card: Element): string[] {
  const context = new adaptive.SerializationContext(adaptive.Versions.v1_5)
  new adaptive.AdaptiveCard().parse(card, context)
  return Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message)
}

/** Everything in a card, whatever it stands in. */
export function all(value: unknown): Element[] {
  if (Array.isArray(value)) return value.flatMap(all)
  if (!value || typeof value !== 'object') return []
  return [value as Element, ...Object.values(value).flatMap(all)]
}
