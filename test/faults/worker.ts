import { randomUUID } from 'node:crypto'
import type { Person } from '../../src/domain/question.ts'
import { openFaulty } from './open.ts'

/**
 * One process of the hand-off, to be killed. It asks, takes and answers without a pause and writes a line for each thing
 * that was acknowledged, after it was; meanwhile it delivers.
 */
const [data = '', url = '', platform = ''] = process.argv.slice(2)
const { stores, desk, delivery } = await openFaulty({ data, ...(url && { url }), platform })
const person = (id: string): Person => ({ tenant: 'slack:T1', platform: 'slack', id })
const say = (...words: string[]) => process.stdout.write(`${words.join(' ')}\n`)
say('ready')

const deliverAll = async () => {
  for (;;) {
    await delivery.run().catch(() => 0)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
void deliverAll()

const mine: string[] = []
for (;;) {
  const key = randomUUID()
  const sent = await desk.send(person('U0ASKER'), {
    need: { words: `Need ${key}`, stage: 'problem', value: 'unknown', urgent: 'it is a drill' },
    key,
    conversation: 'D1:1',
  })
  if (!('request' in sent)) throw new Error(JSON.stringify(sent))
  say('made', sent.request.id, key)
  mine.push(sent.request.id)
  const others = (await stores.requests.list('local', { statuses: ['open'] })).slice(0, 3).map(({ id }) => id)
  for (const id of new Set([...others, mine.at(-1)!])) {
    const taken = await desk.act(person('U0ADA'), id, { act: 'take' })
    if ('done' in taken) say('event', id, 'taken')
    const text = randomUUID()
    const replied = await desk.act(person('U0ADA'), id, { act: 'reply', text })
    if ('done' in replied) say('event', id, 'replied', text)
  }
}
