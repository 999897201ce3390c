import { expect, it } from 'vitest'
import { PortError } from '../../src/errors.ts'
import { openSite } from '../servers/site.ts'
import { visitorOf } from '../servers/visitor.ts'

it('a request that cannot be kept is said not to be safe to give up on, with a way to people; sent again it is one', async () => {
  const site = await openSite()
  const sam = visitorOf(site.url)
  await sam.get('/requests/new')
  const fields = { words: 'Talking to suppliers', name: 'Sam Lee', stage: 'problem', value: 'unknown', key: 'one-form' }
  const { make } = site.stores.requests
  site.stores.requests.make = async () => {
    throw new PortError('disk-full', '[database] cannot write')
  }
  const { status, text } = await sam.post('/requests', fields)
  expect(status).toBe(500)
  expect(text).toContain('sends nothing twice')
  expect(text).toContain('contact your procurement team directly')
  expect(text).not.toContain('your question was not answered')
  site.stores.requests.make = make
  expect((await sam.post('/requests', fields)).to).toMatch(/sent$/)
  await site.close()
})
