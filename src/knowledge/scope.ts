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

/** knowledge/scope.yml: words that show a question is, or is not, about our subject. */
export const Scope = z.strictObject({
  subject: z.array(z.string()),
  elsewhere: z.array(z.string()),
  foreign: z.array(z.string()),
})
export type Scope = z.infer<typeof Scope>
