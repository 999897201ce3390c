import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { firstSentence } from '../answering/write.ts'
import { DESK, routedBecause } from '../cards/request-words.ts'
import type { EntryLink } from '../domain/answer.ts'
import type { Nation } from '../domain/nation.ts'
import type { Person } from '../domain/question.ts'
import { type About, type Need, type SpecialistRequest, STAGES, VALUES } from '../domain/specialist-request.ts'
import type { Tenant } from '../domain/tenant.ts'
import type { Known } from '../tenancy.ts'
import type { DeskDeps } from './desk.ts'
import { MOST_WORDS } from './life.ts'
import { aboutOf, isDay, prefill, topicsOf, type Warning, warningsFor } from './prefill.ts'
import { hoursNation, promiseFor, timersFor } from './promise.ts'
import { type Route, routeFor } from './routing.ts'
import { similarTo, withoutPeople } from './similar.ts'
import { noticesTo, toldOf } from './tell.ts'

/** An earlier request as another asker may see it: never who asked, never a live procurement. */
export interface Similar {
  id: string
  place?: string
  at: number
  answered?: { by: string; text: string; at: number }
}

/** The form before it is sent: what will be shared, with whom and when a reply comes. */
export interface Prepared {
  need: Need
  topics: string[]
  about?: About
  warnings: Warning[]
  /** Absent when nobody is set up. */
  goesTo?: { name: string; why: string; booking?: string }
  promisedBy: number
  similar: Similar[]
  /** Programmes that help where nobody is set up. */
  programmes: EntryLink[]
}

export type NeedProblem = 'nothing' | 'tooLong' | 'badDay'

export interface Sending {
  need: Need
  questionId?: string
  /** Made by the form: sent twice, it is one request. */
  key: string
  conversation: string
  /** The asker's name, where the platform has not told it. */
  name?: string
}

export type Sent = { request: SpecialistRequest; made: boolean } | { nobody: EntryLink[] } | { problem: NeedProblem }

const NeedForm = z.object({
  words: z.string().trim(),
  stage: z.enum(STAGES).catch('problem'),
  value: z.enum(VALUES).catch('unknown'),
  place: z.string().trim().max(200).optional().catch(undefined),
  deadline: z.string().trim().optional(),
  urgent: z.string().trim().max(500).optional().catch(undefined),
})
const PROGRAMMES = 3
const YEAR = 366 * 24 * 3_600_000

/** A form's fields as a need, or the one thing to put right. Empty fields are left out. */
export function needFrom(fields: unknown, today: string): Need | { problem: NeedProblem } {
  const { words, stage, value, place, deadline, urgent } = NeedForm.parse({ words: '', ...(fields as object) })
  if (!words) return { problem: 'nothing' }
  if (words.length > MOST_WORDS) return { problem: 'tooLong' }
  if (deadline && (!isDay(deadline) || deadline < today)) return { problem: 'badDay' }
  return { words, stage, value, ...(place && { place }), ...(deadline && { deadline }), ...(urgent && { urgent }) }
}

/** Preparing a request, showing what will be shared, and sending it. */
export function createSending({ stores, tenancy, library, entriesFor, clock, time, nation: fallback }: DeskDeps) {
  const nationOf = ({ tenant, member }: Known): Nation => member.nation ?? tenant.nation ?? fallback ?? 'england'

  async function routed(
    known: Known,
    need: Need,
    topics: readonly string[],
    skip?: ReadonlySet<string>,
  ): Promise<Route | undefined> {
    const { tenant } = known
    const roster = await stores.roster.list(tenant.id)
    const load = await loadOf(tenant)
    // A specialist who asks is not their own specialist.
    const others = skip ?? new Set([known.member.id])
    return routeFor({ need, topics, nation: nationOf(known) }, tenant, roster, load, clock.time(), time, others)
  }

  async function loadOf({ id }: Tenant): Promise<Map<string, number>> {
    const load = new Map<string, number>()
    for (const { assignee } of await stores.requests.list(id, { statuses: ['open', 'taken'] }))
      if (assignee) load.set(assignee, (load.get(assignee) ?? 0) + 1)
    return load
  }

  /** Where there is a question, the answer to it; only one of the same tenant is ever found. */
  async function aboutFor(tenant: Tenant, questionId: string | undefined): Promise<About | undefined> {
    const recorded = questionId ? await stores.answers.find(tenant.id, questionId) : undefined
    return recorded && aboutOf(recorded)
  }

  /** What it is about: what its answer was about, and without an answer what its own words find. */
  async function topicsFor({ words }: Need, about: About | undefined): Promise<string[]> {
    return topicsOf(about?.entries ?? (await entriesFor?.(words)) ?? [], library())
  }

  async function similarFor(tenant: Tenant, need: Need, about: About | undefined): Promise<Similar[]> {
    const others = await stores.requests.list(tenant.id, {
      statuses: ['open', 'taken', 'answered', 'closed'],
      madeSince: clock.time() - YEAR,
    })
    return Promise.all(
      similarTo({ need, ...(about && { about }) }, others).map(async ({ id, need: { place }, madeAt, askedBy }) => {
        const reply = (await stores.requests.events(tenant.id, id)).findLast(({ kind }) => kind === 'replied')
        const asker = (await stores.people.find(tenant.id, askedBy))?.name ?? ''
        const share = (text: string) => withoutPeople(text, asker)
        return {
          id,
          ...(place && { place: share(place) }),
          at: madeAt,
          ...(reply?.text && { answered: { by: reply.byName, text: share(reply.text), at: reply.at } }),
        }
      }),
    )
  }

  function programmes(topics: readonly string[]): EntryLink[] {
    return library()
      .entries.filter(({ type }) => type === 'programme')
      .map((entry) => ({ entry, shared: entry.topics.filter((topic) => topics.includes(topic)).length }))
      .sort((a, b) => b.shared - a.shared || a.entry.id.localeCompare(b.entry.id))
      .slice(0, PROGRAMMES)
      .map(({ entry: { id, type, title, shortAnswer } }) => ({
        id,
        type,
        title,
        line: firstSentence(shortAnswer).replace(/\s*\[\d+\]/g, ''),
      }))
  }

  async function shown(known: Known, need: Need, about: About | undefined): Promise<Prepared> {
    const topics = await topicsFor(need, about)
    const route = await routed(known, need, topics)
    return {
      need,
      topics,
      ...(about && { about }),
      warnings: warningsFor(need),
      ...(route && { goesTo: nameOf(route, known.tenant) }),
      promisedBy: promiseFor(need, known.tenant, hoursNation(known.tenant, fallback), clock.time(), time),
      similar: await similarFor(known.tenant, need, about),
      programmes: route ? [] : programmes(topics),
    }
  }

  return {
    nationOf,
    routed,

    /** The form, filled in from the conversation. */
    async prepare(
      person: Person,
      { questionId, conversation }: { questionId?: string; conversation: string },
    ): Promise<Prepared> {
      const known = await tenancy.known(person)
      const recorded = questionId ? await stores.answers.find(known.tenant.id, questionId) : undefined
      const own = recorded?.askedBy.id === known.member.id ? recorded : undefined
      const history = await stores.conversations.turns(known.tenant.id, own?.question.conversation ?? conversation)
      const need = prefill(own?.question.text ?? '', history, library(), clock.today())
      return shown(known, need, own && aboutOf(own))
    },

    /** The form as it stands: what will be shared, any warning, and who it goes to. */
    async review(person: Person, need: Need, questionId?: string): Promise<Prepared> {
      const known = await tenancy.known(person)
      return shown(known, need, await aboutFor(known.tenant, questionId))
    },

    /** Stores the request with every message it causes, then says so. */
    async send(person: Person, { need: fields, questionId, key, conversation, name }: Sending): Promise<Sent> {
      const known = await tenancy.known(person, { ...(name && { name }) })
      const { tenant, member } = known
      const need = needFrom(fields, clock.today())
      if ('problem' in need) return need
      const about = await aboutFor(tenant, questionId)
      const topics = await topicsFor(need, about)
      const route = await routed(known, need, topics)
      if (!route) return { nobody: programmes(topics) }
      const now = clock.time()
      const nation = hoursNation(tenant, fallback)
      const request: SpecialistRequest = {
        tenant: tenant.id,
        id: randomUUID(),
        // Of this person: with somebody else's key nobody gets somebody else's request.
        key: `${member.id} ${key}`,
        askedBy: member.id,
        origin: { platform: person.platform, workspace: person.tenant, conversation, person: person.id },
        need,
        topics,
        ...(about && { about }),
        status: 'open',
        ...(route.specialist && { assignee: route.specialist.member }),
        why: nameOf(route, tenant).why,
        version: 1,
        madeAt: now,
        promisedBy: promiseFor(need, tenant, nation, now, time),
      }
      const hours = { tenant, nation, roster: await stores.roster.list(tenant.id), time, now }
      const told = toldOf('made', request, member.id)
      // A named person and the team's desk both hear of it.
      if (route.specialist && tenant.desk) told.push({ desk: true })
      return stores.requests.make({
        request,
        events: [
          { kind: 'made', by: member.id, byName: member.name, from: person.platform, at: now, text: need.words },
        ],
        notices: noticesTo(told, () => 'new', request, hours, member.id),
        timers: timersFor(request, tenant, nation, now, time),
      })
    },
  }
}

function nameOf({ specialist, because }: Route, { desk }: Tenant): NonNullable<Prepared['goesTo']> {
  const name = specialist?.name ?? desk?.name ?? DESK
  return {
    name,
    why: routedBecause(name, specialist?.team, because),
    ...(specialist?.booking && { booking: specialist.booking }),
  }
}
