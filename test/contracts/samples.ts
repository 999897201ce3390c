import type { Answer } from '../../src/domain/answer.ts'
import type { Question } from '../../src/domain/question.ts'
import type { Specialist } from '../../src/domain/specialist.ts'
import type { Notice, Recipient, RequestEvent, SpecialistRequest, Timer } from '../../src/domain/specialist-request.ts'
import { type Tenant, TenantSettings } from '../../src/domain/tenant.ts'
import type { Incoming, RequestChange, Stores } from '../../src/stores.ts'
import { MINUTE, NOW } from './time.ts'

export const tenant = (id: string, more: Partial<Tenant> = {}): Tenant => ({
  ...TenantSettings.parse({ name: `Council ${id}` }),
  id,
  ...more,
})

export const question = (
  tenantId: string,
  id: string,
  more: Partial<Question> & { member?: string } = {},
): Question => ({
  id,
  text: 'can we talk to suppliers before we tender?',
  askedBy: { tenant: tenantId, platform: 'web', id: more.member ?? 'm1' },
  conversation: `talk-${id}`,
  history: [],
  date: '2026-11-20',
  ...more,
})

export const answer = (more: Partial<Answer> = {}): Answer =>
  ({
    outcome: 'clarify',
    ask: 'Which nation?',
    choices: ['England', 'Wales'],
    citations: [
      {
        n: 1,
        title: 'Procurement Act 2023, s.16',
        url: 'https://www.legislation.gov.uk/ukpga/2023/54/section/16',
        entry: 'talking',
        version: 'v1',
        locator: 's.16',
        quote: 'may engage with suppliers',
      },
      { n: 2, title: 'Guidance', url: 'https://www.gov.uk/guidance', entry: 'talking', version: 'v1' },
    ],
    entries: ['talking'],
    confidence: 0.9,
    offersSpecialist: true,
    ...more,
  }) as Answer

export const specialist = (id: string, more: Partial<Specialist> = {}): Specialist => ({
  ...{ id, name: `Specialist ${id}`, contacts: { web: `${id}@anytown.gov.uk` } },
  ...{ expertise: [], places: [], nations: [], away: [], most: 10 },
  ...more,
})

export const request = (tenantId: string, id: string, more: Partial<SpecialistRequest> = {}): SpecialistRequest => ({
  tenant: tenantId,
  id,
  key: `key-${id}`,
  askedBy: 'm1',
  origin: { platform: 'slack', workspace: 'slack:T1', conversation: 'D0MINE', person: 'U0ASKER1' },
  need: { words: 'we want to try meals on wheels differently', stage: 'problem', value: 'unknown' },
  topics: ['market-engagement'],
  status: 'open',
  why: 'because you asked about market engagement',
  version: 1,
  madeAt: NOW,
  promisedBy: NOW + 480 * MINUTE,
  ...more,
})

export const event = (more: Partial<RequestEvent> = {}): Omit<RequestEvent, 'n'> => ({
  ...{ kind: 'made', by: 'm1', byName: 'Jo Bloggs', from: 'slack', at: NOW },
  ...more,
})

export const notice = (
  tenantId: string,
  id: string,
  to: Recipient = { desk: true },
  more: Partial<Notice> = {},
): Notice => ({
  ...{ id, tenant: tenantId, to, kind: 'new', urgent: false, notBefore: NOW, createdAt: NOW },
  ...more,
})

export const timer = (tenantId: string, id: string, more: Partial<Timer> = {}): Timer => ({
  ...{ tenant: tenantId, id, kind: 'half', due: NOW },
  ...more,
})

export const incoming = (key: string, more: Partial<Incoming> = {}): Incoming => ({
  ...{ key, tenant: 'a', platform: 'slack', lane: 'D1', payload: `{"event":"${key}"}`, at: NOW },
  ...more,
})

export const made = (it: SpecialistRequest, more: Partial<RequestChange> = {}): RequestChange => ({
  request: it,
  events: [event({ by: it.askedBy })],
  notices: [],
  ...more,
})

/** Keeps an answer to a question of a member's. */
export const ask = (stores: Stores, tenantId: string, id: string, more: Parameters<typeof question>[2] = {}) =>
  stores.answers.record(question(tenantId, id, more), answer())
