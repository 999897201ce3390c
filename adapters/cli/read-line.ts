import { z } from 'zod'
import { Nation } from '../../src/domain/nation.ts'

/** One line in. Unknown fields are ignored, so that a question file may carry its own notes. */
const Line = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional(),
  question: z.string(),
  history: z.array(z.object({ role: z.enum(['user', 'assistant']), text: z.string() })).optional(),
  nation: Nation.optional(),
  date: z.iso.date().optional(),
})
export type Line = z.infer<typeof Line>

/** Longer than any question with its history; refused before it is parsed. */
const MAX_LINE = 1_000_000

/** A JSON line → a question, or the reason it is not one, in words that say what to write instead. */
export function readLine(line: string): { asked: Line } | { error: string } {
  if (line.length > MAX_LINE) return { error: `is longer than ${MAX_LINE.toLocaleString('en-GB')} characters` }
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { error: 'is not JSON; write one object a line, such as {"id":"1","question":"can we talk to suppliers?"}' }
  }
  const parsed = Line.safeParse(value)
  if (parsed.success) return { asked: parsed.data }
  const [issue] = parsed.error.issues
  return { error: `${issue?.path.join('.') || 'line'}: ${issue?.message}` }
}
