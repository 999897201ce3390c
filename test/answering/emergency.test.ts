import { describe, expect, it } from 'vitest'
import { isEmergency } from '../../src/answering/emergency.ts'

describe('an emergency, however it is put', () => {
  it.each([
    'the laundry firm for our homes closed its doors and went bust, clean sheets wanted from monday',
    'gas main burst outside the academy, we need portable toilets by this evening',
    'need forty beds tonight',
  ])('%s', (text) => expect(isEmergency(text)).toBe(true))

  it.each([
    'emergencies let us skip everything, legal says',
    "we can't buy anything today without three quotes",
    'we need advice on a framework today',
    'how do I write a specification for street lights',
    'can somebody sign off my report by tomorrow, I need it',
  ])('not: %s', (text) => expect(isEmergency(text)).toBe(false))
})
