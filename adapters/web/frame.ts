import type { Request } from 'express'
import { isSpecialist } from '../../src/domain/member.ts'
import { LIVE } from '../../src/domain/specialist-request.ts'
import type { Desk } from '../../src/specialists/desk.ts'
import { tokenOf } from './csrf.ts'
import type { Frame, NavItem } from './pages/layout.ts'
import type { Visits } from './visit.ts'
import { NAV } from './words.ts'

/** What stands around a page: where its reader may go, and how much waits for them there. */
export type FrameOf = (request: Request) => Promise<Frame>

export function createFrames({ desk, visits }: { desk: Desk; visits: Visits }): FrameOf {
  return async (request) => {
    const person = visits.requester(request)
    const items: NavItem[] = [{ href: '/', label: NAV.ask }]
    if (!person) return { nav: marked([...items, { href: '/requests', label: NAV.mine }, signIn], request) }
    const member = await desk.who(person)
    const mine = (await desk.mine(person)).filter(({ status }) => LIVE.includes(status)).length
    items.push({ href: '/requests', label: NAV.mine, count: { n: mine, said: NAV.open(mine) } })
    if (isSpecialist(member)) {
      const queue = await desk.queue(person)
      const open = (queue?.mine.length ?? 0) + (queue?.desk.length ?? 0)
      const parked = (await desk.parked(person))?.length ?? 0
      items.push(
        { href: '/queue', label: NAV.queue, count: { n: open, said: NAV.open(open) } },
        { href: '/undelivered', label: NAV.undelivered, count: { n: parked, said: NAV.parked(parked) } },
        { href: '/figures', label: NAV.figures },
      )
    }
    if (!visits.signedIn(request)) return { nav: marked([...items, signIn], request) }
    return { nav: marked(items, request), person: { name: member.name || person.id, token: tokenOf(request) } }
  }
}

const signIn: NavItem = { href: '/sign-in', label: NAV.signIn }

const marked = (items: NavItem[], { path }: Request): NavItem[] =>
  items.map((item) => ({ ...item, current: item.href === path }))
