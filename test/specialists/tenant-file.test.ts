import { describe, expect, it } from 'vitest'
import { parseTenantFile } from '../../src/specialists/tenant-file.ts'

const FILE = 'tenants/exampleshire.yml'
const problems = (text: string) => {
  const parsed = parseTenantFile(FILE, text)
  return 'problems' in parsed ? parsed.problems : []
}
const PRIYA = 'id: priya, name: Priya Smith, contacts: { slack: U0123ABC }'
const withFields = (fields: string) => `name: Exampleshire\n${fields}`
const withSpecialists = (...flow: string[]) =>
  withFields(`specialists:\n${flow.map((one) => `  - { ${one} }`).join('\n')}`)

describe('a council’s file', () => {
  it('needs no more than a name', () => {
    expect(parseTenantFile(FILE, 'name: Exampleshire')).toMatchObject({
      tenant: { replyWithin: 8, hours: { mon: '09:00-17:00' }, specialists: [] },
    })
  })

  it('names its specialists, what they know and when they work', () => {
    const text = withSpecialists(
      `${PRIYA}, expertise: [Market-Engagement], hours: { tue: "09:00-13:00", sat: "18:00-24:00" }`,
      'id: tom, name: Tom Smith, contacts: { web: Tom@Example.uk }, away: [{ from: 2026-12-24, to: 2027-01-02, cover: priya }]',
    )
    expect(parseTenantFile(FILE, text)).toMatchObject({
      tenant: { specialists: [{ expertise: ['market-engagement'] }, { contacts: { web: 'tom@example.uk' } }] },
    })
  })
})

describe('a mistake in it is told with file, field and cure', () => {
  it.each([
    ['', 'file', /not valid YAML/],
    ['name: [', 'file', /not valid YAML.*line 1/],
    ['- a', 'file', /fields with values/],
    ['name: A council\nname: Another', 'file', /duplicated.*line 2/],
    ['a: &a [1]\nb: *a', 'file', /aliases/],
    ['nation: wales', 'name', /is missing; add it/],
    ['name: 3', 'name', /must be text/],
    ['name: X', 'name', /at least 2 characters/],
    [withFields('colour: red'), 'colour', /not a field.*remove it/],
    [withFields('nation: france'), 'nation', /one of: england, wales/],
    [withFields('workspaces: [T1]'), 'workspaces 1', /slack:T… or teams:…/],
    [withFields('replyWithin: 0'), 'replyWithin', /at least 0.5/],
    [withFields('replyWithin: 100'), 'replyWithin', /at most 80/],
    [withFields('hours: { monday: "09:00-17:00" }'), 'hours.monday', /mon, tue, wed/],
    [withFields('hours: { mon: 9-5 }'), 'hours.mon', /as in 09:00-17:00/],
    [withFields('hours: { mon: "17:00-09:00" }'), 'hours.mon', /end after it begins/],
    [withFields('hours: { mon: "09:00-09:00" }'), 'hours.mon', /end after it begins/],
    [withFields('hours: { mon: "09:00-24:30" }'), 'hours.mon', /as in 09:00-17:00/],
    [withFields('hours: {}'), 'hours', /at least one day/],
    [withFields('admins: [bob]'), 'admins 1', /an e-mail address/],
    [withFields('keep: { requests: 1.5 }'), 'keep.requests', /a whole number/],
    [withFields('desk: { name: The desk, contacts: {} }'), 'desk.contacts', /slack, teams, web/],
    [withFields('specialists: priya'), 'specialists', /must be a list/],
    [withSpecialists('id: priya, name: Priya Smith'), 'specialists 1.contacts', /is missing/],
    [withSpecialists('id: Priya S, name: Priya Smith, contacts: { slack: U012 }'), 'specialists 1.id', /lower-case/],
    [
      withSpecialists('id: priya, name: Priya Smith, contacts: { slack: priya }'),
      'specialists 1.contacts.slack',
      /such as U0123ABC/,
    ],
    [withSpecialists(`${PRIYA}, most: 0`), 'specialists 1.most', /at least 1/],
    [withSpecialists(`${PRIYA}, booking: "http://x.uk"`), 'specialists 1.booking', /begins with https/],
    [
      withSpecialists(`${PRIYA}, away: [{ from: 2026-02-31, to: 2026-03-01 }]`),
      'specialists 1.away 1.from',
      /a day there is/,
    ],
    [withSpecialists(`${PRIYA}, away: [{ from: 2026-12-31, to: 2026-12-01 }]`), 'specialists 1.away 1', /not be after/],
    [
      withSpecialists(`${PRIYA}, away: [{ from: 2026-12-01, to: 2026-12-02, cover: tom }]`),
      'specialists 1.away 1.cover',
      /"tom"/,
    ],
    [
      withSpecialists(`${PRIYA}, away: [{ from: 2026-12-01, to: 2026-12-02, cover: priya }]`),
      'specialists 1.away 1.cover',
      /somebody else/,
    ],
    [withSpecialists(PRIYA, 'id: priya, name: Other, contacts: { slack: U0999 }'), 'specialists 2.id', /used twice/],
    [
      withSpecialists(PRIYA, 'id: tom, name: Tom, contacts: { slack: U0123ABC }'),
      'specialists 2.contacts.slack',
      /priya's/,
    ],
  ])('%j', (text, field, cure) => {
    const found = problems(text).find((problem) => problem.field === field)
    expect(found?.message).toMatch(cure)
    expect(found).toMatchObject({ file: FILE, severity: 'error' })
  })

  it('all of them at once', () => {
    expect(problems(withFields('nation: france\ncolour: red\nreplyWithin: 0'))).toHaveLength(3)
  })
})
