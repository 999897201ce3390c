import { attached, type Outgoing } from './activity.ts'
import type { Turn } from './conversation.ts'
import type { Requests } from './requests.ts'
import { TEAMS } from './words.ts'

const MINE = /^(?:my )?requests?$/i
const QUEUE = /^(?:(?:show |open )?(?:my |the )?queue)$/i

/**
 * What is no question: words in reply to a message about a request, which belong to the request, and the few words that
 * ask for a list, in a personal chat, since lists are nobody else's business.
 */
export function createCommands({ requests }: { requests: Requests }) {
  return async ({ activity, place, tenant }: Turn, words: string): Promise<Outgoing | undefined> => {
    const passedOn = await requests.written({ activity, place, tenant }, words)
    if (passedOn) return { type: 'message', textFormat: 'plain', text: passedOn }
    const [mine, queue] = [MINE.test(words), QUEUE.test(words)]
    if (!place.personal || !(mine || queue)) return undefined
    const card = mine ? await requests.mine(activity) : await requests.queue(activity)
    return card
      ? { type: 'message', attachments: [attached(card)] }
      : { type: 'message', textFormat: 'plain', text: TEAMS.notForYou }
  }
}
