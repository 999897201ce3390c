import { type SpecialistRequest, STAGES, type Stage } from '../domain/specialist-request.ts'

/** One month of a tenant's requests. Shares and times are absent where too few requests would tell who it was. */
export interface MonthFigures {
  /** YYYY-MM */
  month: string
  /** Absent below the smallest number shown. */
  requests?: number
  /** Share of requests by stage, 0 to 1; all of them or none. */
  byStage?: Readonly<Record<Stage, number>>
  /** Share that came while the problem or the options were still open. */
  early?: number
  /** Median working hours to a first reply, of those that had one. */
  hoursToReply?: number
}

/** Fewer than this are not shown: they could tell who asked. */
export const SMALLEST = 5

/** How early specialists are brought in, month by month: the measure the mission is judged by. */
export function figuresOf(
  requests: readonly SpecialistRequest[],
  hoursBetween: (from: number, to: number) => number,
  monthOf: (at: number) => string,
): MonthFigures[] {
  const months = new Map<string, SpecialistRequest[]>()
  for (const request of requests) {
    const month = monthOf(request.madeAt)
    months.set(month, [...(months.get(month) ?? []), request])
  }
  return [...months]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([month, all]) => {
      if (all.length < SMALLEST) return { month }
      const share = (stage: Stage) => all.filter(({ need }) => need.stage === stage).length / all.length
      // Beside the whole, a stage with one or two in it would tell who it was.
      const telling = STAGES.some((stage) => share(stage) > 0 && share(stage) * all.length < SMALLEST)
      const replied = all.flatMap(({ madeAt, firstReplyAt }) =>
        firstReplyAt ? [hoursBetween(madeAt, firstReplyAt)] : [],
      )
      const early = share('problem') + share('options')
      const earlyCount = Math.round(early * all.length)
      const earlyShown =
        [0, all.length].includes(earlyCount) || (earlyCount >= SMALLEST && all.length - earlyCount >= SMALLEST)
      return {
        month,
        requests: all.length,
        ...(!telling && {
          byStage: Object.fromEntries(STAGES.map((stage) => [stage, share(stage)])) as Record<Stage, number>,
        }),
        ...(earlyShown && { early }),
        ...(replied.length >= SMALLEST && { hoursToReply: median(replied) }),
      }
    })
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
