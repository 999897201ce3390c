import type { HomeView, KnownBlock } from '@slack/types'
import { STATUS_WORDS } from '../../src/cards/request-words.ts'
import { NATIONS } from '../../src/cards/words.ts'
import { isAdmin, type Member } from '../../src/domain/member.ts'
import type { Nation } from '../../src/domain/nation.ts'
import type { Queued, SpecialistRequest } from '../../src/domain/specialist-request.ts'
import type { Tenant } from '../../src/domain/tenant.ts'
import type { Queue } from '../../src/specialists/desk.ts'
import { ukTime } from '../../src/specialists/working-time.ts'
import { ACTION, button, row } from './actions.ts'
import { LIMITS } from './limits.ts'
import { context, plain, sections, shorten, strip } from './text.ts'
import { SAY } from './words.ts'

export interface HomeShown {
  member: Member
  tenant: Tenant
  mine: readonly SpecialistRequest[]
  queue: Queue | undefined
  parked: readonly Queued[] | undefined
}

/** As many of each list as leave room for all of them; how many more there are is said. */
const MOST = 10
const NATION_NONE = 'council'

/** Everybody's own page in Slack: what they asked, what waits for them, what they look after. */
export function homeView({ member, tenant, mine, queue, parked }: HomeShown): HomeView {
  return {
    type: 'home',
    blocks: [
      ...(tenant.off ? sections([`> ${strip(SAY.off(tenant.off.reason, tenant.off.by))}`]) : []),
      ...sections([
        '*Waymark* checks what people say procurement does not allow.',
        `Write to it in *Messages*, mention it in a channel, or type \`/waymark\`.`,
      ]),
      ...(queue ? queueBlocks(queue) : []),
      { type: 'divider' },
      ...list('My requests to a specialist', mine, 'None yet. Every answer has a button that brings one in.'),
      { type: 'divider' },
      ...nationBlocks(member, tenant),
      ...(isAdmin(member) ? adminBlocks(tenant, parked ?? []) : []),
      { type: 'divider' },
      ...context(strip(SAY.privacy)),
    ].slice(0, LIMITS.viewBlocks) as KnownBlock[],
  }
}

function queueBlocks({ mine, desk, others, answered }: Queue): KnownBlock[] {
  return [
    { type: 'divider' },
    ...list('Waiting for me', mine, 'Nothing is waiting for you.'),
    ...list('At the desk', desk, 'Nothing is waiting at the desk.'),
    ...(others.length ? list('With colleagues', others, '') : []),
    ...(answered.length ? list('Answered, not closed', answered, '') : []),
  ]
}

function list(heading: string, requests: readonly SpecialistRequest[], none: string): KnownBlock[] {
  const more = requests.length - MOST
  return [
    ...sections([`*${heading}*${requests.length ? ` (${requests.length})` : ''}`, ...(requests.length ? [] : [none])]),
    ...requests.slice(0, MOST).map(requestLine),
    ...(more > 0 ? context(`${more} more; the page shows all of them.`) : []),
  ]
}

function requestLine({ id, need, status, promisedBy, firstReplyAt }: SpecialistRequest): KnownBlock {
  const due = (status === 'open' || status === 'taken') && !firstReplyAt ? ` · reply by ${ukTime(promisedBy)}` : ''
  const line = `${need.urgent ? '*Urgent.* ' : ''}${strip(shorten(need.words.replace(/\s+/g, ' '), 150))}\n${STATUS_WORDS[status]}${due}`
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: line, verbatim: true },
    accessory: button('Open', `${ACTION.act}:open`, id),
  }
}

function nationBlocks({ nation }: Member, tenant: Tenant): KnownBlock[] {
  const council = {
    text: plain(`The council’s${tenant.nation ? ` (${NATIONS[tenant.nation]})` : ''}`, LIMITS.optionText),
    value: NATION_NONE,
  }
  const options = [
    council,
    ...Object.entries(NATIONS).map(([value, name]) => ({ text: plain(name, LIMITS.optionText), value })),
  ]
  return [
    ...sections(['*My nation*', 'Answers hold for it unless a question names another.']),
    {
      type: 'actions',
      elements: [
        {
          type: 'static_select',
          action_id: ACTION.nation,
          placeholder: plain('Choose a nation', LIMITS.placeholder),
          options,
          initial_option: options.find(({ value }) => value === nation) ?? council,
        },
      ],
    },
  ]
}

/** What was picked, as a nation; the council's own is none. */
export const nationFrom = (value: string): Nation | undefined => (value in NATIONS ? (value as Nation) : undefined)

function adminBlocks(tenant: Tenant, parked: readonly Queued[]): KnownBlock[] {
  const problems = [...new Set(parked.map(({ problem }) => problem ?? 'unknown'))].join(', ')
  return [
    { type: 'divider' },
    ...sections([
      `*Looking after ${strip(tenant.name)}*`,
      parked.length
        ? `${parked.length} messages could not be delivered (${strip(problems)}).`
        : 'All messages to people were delivered.',
    ]),
    ...row([
      ...(parked.length ? [button('Try them again', ACTION.retry, 'parked')] : []),
      tenant.off
        ? button('Switch Waymark on', ACTION.on, 'on', true)
        : { ...button('Switch Waymark off', ACTION.off, 'off'), style: 'danger' as const },
    ]),
  ]
}
