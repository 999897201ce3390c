/** What Teams takes. */
export const LIMITS = {
  /** bytes of one activity; larger is refused with 413. Microsoft names 100 KB for bots, and less was seen */
  activityBytes: 80_000,
  /** bytes of one card where a message must be parted: room for what stands around it */
  cardBytes: 60_000,
  /** citations shown with a message; with more it is refused */
  citations: 20,
  /** characters of a citation's name and abstract */
  citationName: 80,
  citationAbstract: 160,
  /** people whose card is drawn anew by itself when they look at it */
  refreshFor: 60,
  /** results of a search in a message extension */
  results: 10,
  /** seconds a message extension or dialog may take to answer, less what the way there takes */
  invokeSeconds: 4,
} as const
