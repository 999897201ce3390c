import { describe, expect, it } from 'vitest'
import { createRedact, redact } from '../../src/answering/redact.ts'
import { phrasingsOf } from '../../src/domain/entry.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { KNOWLEDGE } from '../helpers.ts'

const library = loadLibrary(KNOWLEDGE, { checks: false })
const withoutNames = createRedact(library)

describe('what is taken out before a text leaves', () => {
  it.each([
    ['write to jo.bloggs@borough.gov.uk please', 'jo.bloggs'],
    ['ring 01632 960 123 or +44 7700 900123', '960'],
    ['lives at B1 1AA', 'B1 1AA'],
    ['NI number QQ 12 34 56 C', '12 34 56'],
    ['account 12345678', '12345678'],
    ['Ms Ada Lovelace says', 'Lovelace'],
    ['Cllr Smith-Jones wants it', 'Smith-Jones'],
    ['Bodgit and Scarper Ltd bid', 'Scarper'],
    ['Bodgit & Sons bid', 'Bodgit'],
    ['see https://council.example/x?y=1', 'council.example'],
  ])('%j', (text, secret) => {
    expect(redact(text)).not.toContain(secret)
  })

  it('leaves sums, dates, sections and ordinary words', () => {
    const text = 'we pay £1,250,000 under section 52 since 24 February 2025, the councillor says limited time'
    expect(redact(text)).toBe(text)
    expect(redact('Treat limited capacity as a cue to invest')).toBe('Treat limited capacity as a cue to invest')
  })
})

describe('names of people and firms', () => {
  it.each([
    ['spoke to John Smith and he says no', 'spoke to [name] and he says no'],
    ['spoke to john smith and he says no', 'spoke to [name] and he says no'],
    ['CAN WE TALK TO JOHN SMITH BEFORE THE TENDER', 'CAN WE TALK TO [name] BEFORE THE TENDER'],
    ["Sarah Jones from Acme said we can't talk", "[name] from [firm] said we can't talk"],
    ['dave from acme says we have to wait', '[name] from [firm] says we have to wait'],
    ['my boss Dave Patel wants to waive it', 'my boss [name] wants to waive it'],
    ['my boss Mark wants to waive it', 'my boss [name] wants to waive it'],
    ['spoke to Grace Young about the waiver', 'spoke to [name] about the waiver'],
    ['J. Okonkwo wants to waive it', '[name] wants to waive it'],
    ['Priya Ramachandran-Nair told me to wait', '[name] told me to wait'],
    ['I rang Khan, and Wilson says no too', 'I rang [name], and [name] says no too'],
    ['Kowalski said eight days', '[name] said eight days'],
    ['cllr patel wants a local firm', '[name] wants a local firm'],
    ['the director, O’Shaughnessy, said no', 'the director, [name], said no'],
    ['bidders are Acme and Zenith', 'bidders are [firm] and [firm]'],
    ['the suppliers are Apex, Horizon and Green Energy Partners', 'the suppliers are [firm], [firm] and [firm]'],
    ['the incumbent Serco wants more time', 'the incumbent [firm] wants more time'],
    ["Acme's bid was low. Can we reject Acme?", "[firm]'s bid was low. Can we reject [firm]?"],
    ['Turfpro scored 71 but Turfpro’s price looks off', '[firm] scored 71 but [firm]’s price looks off'],
    ['can we extend with Oyelaran Brothers', 'can we extend with [firm]'],
  ])('are taken out of %j', (text, left) => {
    expect(withoutNames(text)).toBe(left)
  })

  it.each([
    'Will Procurement let us talk to suppliers under the Procurement Act 2023?',
    'The Section 151 Officer and the Monitoring Officer at Tameside Council say no',
    'has Preston done it, and what of Liverpool John Moores University or St Andrew’s House',
    'can Leeds City Council use the Crown Commercial Service, or the University of Kent',
    'the Contract Procedure Rules, Find a Tender, the Cabinet Office, PPN 002 and TUPE',
    'Can We Talk To Suppliers Before A Tender',
    'CAN WE TALK TO SUPPLIERS BEFORE A TENDER',
    'suppliers are SMEs and VCSEs, can we reserve it for them',
    'let in May 2024 under a DPS, up for renewal on Friday 1 August',
    'is the grant from the Welsh Government a contract',
    'can we mark it down, will it hold, and may the bidder frank its letters',
  ])('are not seen in %j', (text) => {
    expect(withoutNames(text)).toBe(text)
  })

  it('are not seen in what is public: places, nations, acts, programmes, titles, terms', () => {
    const words = [
      ...Object.values(library.places).flatMap((places) => places.map(inTitleCase)),
      ...library.regimes.nations.map(({ name }) => name),
      ...[...library.sources.values()].filter(({ rank }) => rank === 'statute').map(({ title }) => title),
      ...library.entries.map(({ title }) => title),
      ...library.entries.flatMap((entry) => (entry.type === 'term' ? entry.alsoCalled : [])),
    ]
    expect(words.length).toBeGreaterThan(800)
    const lost = words.filter((word) => withoutNames(`what of ${word} then`) !== redact(`what of ${word} then`))
    expect(lost).toEqual([])
  })

  it.each([
    'A ',
    'A-',
    'a.',
    'Dave ',
    'Xyzzy and ',
    'bidders are Acme and ',
    'University of ',
  ])('are looked for quickly, whatever is sent (%j over and over)', (piece) => {
    const text = piece.repeat(12_000 / piece.length)
    const started = performance.now()
    withoutNames(text)
    expect(performance.now() - started).toBeLessThan(500)
  })

  it('are seen in hardly any of the ways people ask', () => {
    const asked = library.entries.flatMap(phrasingsOf)
    expect(asked.filter((text) => withoutNames(text) !== redact(text)).length).toBeLessThan(asked.length / 300)
  })
})

const inTitleCase = (words: string) => words.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())
