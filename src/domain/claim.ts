import { z } from 'zod'

/**
 * What the law says of a claim as it is worded.
 * `myth`: it is wrong. `partly-true`: it needs its condition. `true-rule`: it is right.
 */
export const Verdict = z.enum(['myth', 'partly-true', 'true-rule'])
export type Verdict = z.infer<typeof Verdict>

/** What the person may do, whatever was said. The last three are for beliefs that are not about doing. */
export const BottomLine = z.enum([
  'you-can',
  'you-can-if',
  'you-cannot',
  'you-must',
  'you-do-not-have-to',
  'that-is-so',
  'that-is-not-so',
  'it-depends',
])
export type BottomLine = z.infer<typeof BottomLine>

export const Phrasing = z.string().trim().min(3).max(300)

/** One way a belief is held, in one direction and strength, with the verdict people wrote for it. */
export const Claim = z.strictObject({
  says: z.string().trim().min(8).max(300),
  verdict: Verdict,
  bottomLine: BottomLine,
  askedAs: z.array(Phrasing).min(1),
})
export type Claim = z.infer<typeof Claim>
