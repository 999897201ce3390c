import { expect, it } from 'vitest'
import { deskCommand } from '../../adapters/cli/desk.ts'
import { ADA, ASKER, deskOver } from '../specialists/desk-over.ts'

it('shows what was answered before, which the asker may not open', async () => {
  const { desk } = await deskOver()
  const need = {
    words: 'May we talk to suppliers about parks?',
    stage: 'problem',
    value: 'unknown',
    place: 'Parks',
  } as const
  const sent = await desk.send(ASKER, { need, key: 'k', conversation: 'c', name: 'Secret Asker' })
  const { id } = (sent as Extract<typeof sent, { made: boolean }>).request
  await desk.act(ADA, id, { act: 'reply', text: 'Yes, with all of them alike.' })

  const said: string[] = []
  const tools = { desk, toMarkdown: () => '', today: '2026-11-20', say: (text: string) => said.push(text) }
  const argv = [
    'request',
    'May we talk to suppliers about our parks?',
    '--as',
    'web:jo@a.gov.uk',
    '--tenant',
    'slack:T1',
  ]
  await deskCommand(argv, async () => ({ ...tools, close: async () => {} }))
  expect(said.join('\n')).toMatch(/For Parks, asked .+: Ada Lovelace answered “Yes, with all of them alike.”/)
  expect(said.join('\n')).not.toContain(id)
})

it('keeps the day or the colleague out of the thread, and the reason in', async () => {
  const { desk } = await deskOver()
  const need = { words: 'Help with a tender', stage: 'problem', value: 'unknown' } as const
  const sent = await desk.send(ASKER, { need, key: 'k', conversation: 'c', name: 'Jo' })
  const { id } = (sent as Extract<typeof sent, { made: boolean }>).request
  const tools = { desk, toMarkdown: () => '', today: '2026-11-20', say: () => {} }
  const run = (...argv: string[]) =>
    deskCommand([...argv, '--as', 'slack:U0ADA', '--tenant', 'slack:T1'], async () => ({
      ...tools,
      close: async () => {},
    }))
  await run('snooze', id, '2026-12-01')
  await run('reassign', id, 'Priya Shah', 'works are hers')
  const { events } = (await desk.open(ADA, id))!
  expect(events.slice(1).map(({ kind, text }) => [kind, text])).toEqual([
    ['snoozed', undefined],
    ['reassigned', 'works are hers'],
  ])
})
