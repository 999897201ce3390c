import { attached, type Outgoing } from './activity.ts'
import type { Turn } from './conversation.ts'
import type { Requests } from './requests.ts'
import { TEAMS } from './words.ts'

const MINE = /^(?:my )?requests?$/i
const QUEUE = /^(?:(?:show |open )?(?:my |the )?queue)$/i

/** The few words that ask for a list instead of an answer, in a personal chat: lists are nobody else's business. */
export function createCommands({ requests }: { requests: Requests }) {
  return async ({ activity, place }: Turn, words: string): Promise<Outgoing | undefined> => {
    const [mine, queue] = [MINE.test(words), QUEUE.test(words)]
    if (!place.personal || !(mine || queue)) return undefined
    const card = mine ? await requests.mine(activity) : await requests.queue(activity)
    return card
      ? { type: 'message', attachments: [attached(card)] }
      : { type: 'message', textFormat: 'plain', text: TEAMS.notForYou }
  }
}
