/** What Teams takes. */
export const LIMITS = {
  /** bytes of one activity; larger is refused with 413 */
  activityBytes: 80_000,
  /** citations shown with a message */
  citations: 20,
  /** characters of a citation's name and abstract */
  citationName: 80,
  citationAbstract: 160,
} as const
