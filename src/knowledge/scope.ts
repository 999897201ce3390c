import { z } from 'zod'
import { Nation, Regime } from '../domain/nation.ts'

/** knowledge/regimes.yml: which law applies where and when. */
export const Regimes = z.strictObject({
  nations: z.array(
    z.strictObject({
      nation: Nation,
      name: z.string(),
      also: z.array(z.string()),
      regime: Regime,
      entry: z.string().optional(),
      note: z.string().optional(),
    }),
  ),
  earlier: z.strictObject({ before: z.coerce.string(), regime: Regime, entry: z.string(), note: z.string() }),
})
export type Regimes = z.infer<typeof Regimes>

/** knowledge/places.yml: place names that tell the nation. */
export const Places = z.partialRecord(Nation, z.array(z.string().min(2)))
export type Places = z.infer<typeof Places>

/** knowledge/scope.yml: countries whose law we do not answer for. */
export const Scope = z.strictObject({ foreign: z.array(z.string()) })
export type Scope = z.infer<typeof Scope>

const Lines = z.array(z.string().trim().min(1).max(400)).default([])
/** knowledge/messages.yml: example messages of every kind, from which Waymark learns what a message is for. */
export const Messages = z.strictObject({
  ours: Lines,
  elsewhere: Lines,
  hello: Lines,
  thanks: Lines,
  help: Lines,
  specialist: Lines,
  'red-line': Lines,
  orders: Lines,
  'act-for-you': Lines,
  'foreign-law': Lines,
})
export type Messages = z.infer<typeof Messages>
export type MessageKind = keyof Messages
