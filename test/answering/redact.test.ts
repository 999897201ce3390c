import { describe, expect, it } from 'vitest'
import { redact } from '../../src/answering/redact.ts'

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
    ['see https://council.example/x?y=1', 'council.example'],
  ])('%j', (text, secret) => {
    expect(redact(text)).not.toContain(secret)
  })

  it('leaves sums, dates, sections and ordinary words', () => {
    const text = 'we pay £1,250,000 under section 52 since 24 February 2025, the councillor says limited time'
    expect(redact(text)).toBe(text)
  })
})
