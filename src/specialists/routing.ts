import type { Nation } from '../domain/nation.ts'
import type { RosterSpecialist } from '../domain/specialist.ts'
import type { Need } from '../domain/specialist-request.ts'
import type { Tenant } from '../domain/tenant.ts'
import { contentStems } from '../retrieval/words.ts'
import { ukDay, type WorkingTime } from './working-time.ts'

/** Where a request goes, and the facts behind it: cards/request-words.ts puts them in a sentence. */
export interface Route {
  /** Absent: the desk. */
  specialist?: RosterSpecialist
  because: {
    /** What of their expertise the request is about. */
    topics: readonly string[]
    place?: string
    /** Standing in for somebody who is away. */
    coversFor?: string
    /** Nobody lists the subject; this one has most room. */
    anybody?: true
    /** Those who know the subject are full or away. */
    allBusy?: true
    /** So is everybody else. */
    full?: true
  }
}

interface Wanted {
  need: Pick<Need, 'words' | 'place'>
  topics: readonly string[]
  nation: Nation
}

const WEIGHT = { topic: 2, place: 3, free: 1, soon: 1 } as const
const HOUR = 3_600_000

/**
 * Whom a request goes to: those who know the subject, the place and the nation's law, have room and are at work soonest.
 * Nobody who knows it → the desk; no desk → whoever has most room, or failing that somebody who is at work; nobody set up
 * at all → undefined.
 */
export function routeFor(
  { need, topics, nation }: Wanted,
  tenant: Tenant,
  roster: readonly RosterSpecialist[],
  /** open and taken requests by member */
  load: ReadonlyMap<string, number>,
  now: number,
  time: WorkingTime,
  skip: ReadonlySet<string> = new Set(),
): Route | undefined {
  const today = ukDay(now)
  const said = new Set(
    contentStems([need.words, need.place ?? '', ...topics.map((topic) => topic.replaceAll('-', ' '))].join(' ')),
  )
  const about = (phrase: string) => {
    const stems = contentStems(phrase.replaceAll('-', ' '))
    return stems.length > 0 && stems.every((stem) => said.has(stem))
  }
  const isAway = (one: RosterSpecialist) => isAwayOn(one, today)
  const hasRoom = ({ member, most }: RosterSpecialist) => (load.get(member) ?? 0) < most

  const scored = roster
    .filter(({ member }) => !skip.has(member))
    .map((specialist) => {
      const known = specialist.expertise.filter((subject) => topics.includes(subject) || about(subject))
      const place = specialist.places.find((one) => about(one))
      const elsewhere = specialist.places.length > 0 && !place && Boolean(need.place)
      const start = time.next(now, calendarOf(specialist, tenant, nation))
      const score =
        WEIGHT.topic * Math.min(known.length, 3) +
        (place ? WEIGHT.place : 0) -
        (elsewhere ? WEIGHT.place : 0) +
        WEIGHT.free * (1 - (load.get(specialist.member) ?? 0) / specialist.most) +
        (start - now < 8 * HOUR ? WEIGHT.soon : 0)
      const law = specialist.nations.length
        ? specialist.nations.includes(nation)
        : !tenant.nation || tenant.nation === nation
      return { specialist, known, place, score, law, knows: law && (known.length > 0 || Boolean(place)) }
    })
    .sort(
      (a, b) => Number(b.law) - Number(a.law) || b.score - a.score || a.specialist.id.localeCompare(b.specialist.id),
    )

  const able = scored.filter(({ knows }) => knows)
  for (const { specialist, known, place } of able) {
    if (!isAway(specialist) && hasRoom(specialist))
      return { specialist, because: { topics: known, ...(place && { place }) } }
    const cover = isAway(specialist) && coverFor(specialist, roster, today)
    if (cover && !skip.has(cover.member) && !isAway(cover) && hasRoom(cover))
      return { specialist: cover, because: { topics: known, ...(place && { place }), coversFor: specialist.name } }
  }
  const busy = able.length > 0 ? { allBusy: true as const } : {}
  if (tenant.desk) return { because: { topics: [], ...busy } }
  const anybody = scored.find(({ specialist }) => !isAway(specialist) && hasRoom(specialist))
  if (anybody) return { specialist: anybody.specialist, because: { topics: [], anybody: true, ...busy } }
  const pressed = scored.find(({ specialist }) => !isAway(specialist)) ?? scored[0]
  return pressed && { specialist: pressed.specialist, because: { topics: [], anybody: true, ...busy, full: true } }
}

/** Whether somebody is away on a day, YYYY-MM-DD. */
export const isAwayOn = ({ away }: RosterSpecialist, day: string): boolean =>
  away.some(({ from, to }) => from <= day && day <= to)

/** Who stands in for somebody on a day, away themselves or not. */
export function coverFor(
  { away }: RosterSpecialist,
  roster: readonly RosterSpecialist[],
  today: string,
): RosterSpecialist | undefined {
  const now = away.find(({ from, to }) => from <= today && today <= to)
  return now?.cover ? roster.find(({ id }) => id === now.cover) : undefined
}

/** A specialist's working time; the tenant's where they name none. */
export const calendarOf = ({ hours, away }: RosterSpecialist, tenant: Tenant, nation: Nation) => ({
  hours: hours ?? tenant.hours,
  nation,
  away,
})
