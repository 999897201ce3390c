import { z } from 'zod'

/** When a lawful route fits, in terms a route finder can match. */
export const PathwayFit = z.strictObject({
  value: z.enum(['below', 'above', 'any']),
  categories: z.array(z.enum(['goods', 'services', 'works', 'light-touch', 'concession'])).min(1),
  novelty: z.array(z.enum(['proven', 'adapted', 'new'])).min(1),
  urgency: z.array(z.enum(['planned', 'soon', 'emergency'])).min(1),
  suppliers: z.array(z.enum(['many', 'few', 'one'])).min(1),
  liveContract: z.boolean(),
  /** For a route out of the ordinary: words that tell its circumstance. Without one of them it is not put first. */
  tells: z.array(z.string().trim().min(3)).optional(),
})
export type PathwayFit = z.infer<typeof PathwayFit>

/** A notice on the way: its UK number, name, when it is due and whether the law always asks for it. */
export const PathwayNotice = z.strictObject({
  notice: z.string(),
  name: z.string(),
  when: z.string(),
  required: z.enum(['always', 'if-applicable', 'voluntary']),
})

/** A minimum the law sets. `source` is the number in the entry's own source list. */
export const MinimumPeriod = z.strictObject({
  what: z.string(),
  days: z.number().int().nonnegative(),
  counting: z.enum(['calendar', 'working']),
  note: z.string().optional(),
  source: z.number().int().positive(),
})
