import { type ChatHarness, chatAdapterContract, type ShownMessage } from '../contracts/chat-adapter.ts'
import { eventually, slackService } from '../servers/slack/service.ts'
import { localSlack, type Message, marksIn, person, type Somebody, textsIn } from '../servers/slack.ts'

const CITED = /^https:\/\/(?:www\.legislation\.gov\.uk|www\.gov\.uk|www\.example\.org)\//

chatAdapterContract('Slack', async (): Promise<ChatHarness> => {
  const slack = await localSlack()
  let broken = false
  const waymark = await slackService(slack, {
    assistant: (real) => ({
      ...real,
      ask: (asked) => (broken ? Promise.reject(new Error('broken')) : real.ask(asked)),
    }),
  })
  const ids = { asker: 'USAM', other: 'UKIM', specialist: 'UPRIYA' }
  const people = new Map<string, Somebody>(
    Object.values(ids).map((id) => [id, person(slack, id, { name: `Name ${id}` })]),
  )
  const who = (id: string) => people.get(id)!
  const settled = () => eventually(async () => (await waymark.waiting()) === 0, 'an empty inbox')
  let sent = 0
  return {
    people: ids,
    async says(id, text, { thread, twice = false } = {}) {
      const how = { ts: slack.world.ts(), eventId: `EvC${++sent}`, ...(thread && { thread }) }
      await who(id).dm(text, how)
      if (twice) await who(id).dm(text, how)
      return thread ?? how.ts
    },
    settled,
    shown: (id) =>
      who(id)
        .sees()
        .map((raw) => ({
          words: `${raw.text}\n${Object.values(textsIn(raw.blocks)).flat().join('\n')}`,
          raw,
          ...(raw.thread_ts && { thread: raw.thread_ts }),
        })),
    press: async (id, { raw }, label) => {
      await who(id).press(raw as Message, label)
    },
    form: (id) => {
      const view = who(id).view()
      return view && JSON.stringify(view.blocks)
    },
    fillIn: async (id, fields) => {
      await who(id).submit(who(id).view()!, fields)
    },
    async deliver() {
      await settled()
      while ((await waymark.deliver()) > 0);
      await settled()
    },
    marksOfItsOwn: ({ raw }: ShownMessage) => {
      const { text, blocks } = raw as Message
      return [text, ...textsIn(blocks).markup].flatMap(marksIn).filter((mark) => !CITED.test(mark))
    },
    breakDown: (now) => {
      broken = now
    },
    log: () => JSON.stringify(waymark.log.lines),
    async close() {
      await waymark.stop()
      await slack.close()
    },
  }
})
