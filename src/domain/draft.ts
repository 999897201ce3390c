import { z } from 'zod'

/** A reviewed sentence given to a model to word: its id, and its text without citation markers. */
export interface Line {
  id: string
  text: string
}

/** What a model wrote: sentences, each naming the lines it words. Names of lines are all it may hand back besides words. */
export const Draft = z.object({
  sentences: z.array(z.object({ text: z.string().max(1000), lines: z.array(z.string()).max(12) })).max(12),
})
export type Draft = z.infer<typeof Draft>
