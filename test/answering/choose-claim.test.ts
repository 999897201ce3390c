import { describe, expect, it } from 'vitest'
import { createChooseClaim } from '../../src/answering/choose-claim.ts'
import { openWording, trainWording } from '../../src/answering/wording.ts'
import type { Entry } from '../../src/domain/entry.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { createConcepts } from '../../src/retrieval/concepts.ts'
import { KNOWLEDGE } from '../helpers.ts'

const library = loadLibrary(KNOWLEDGE, { checks: false })
const wording = openWording(trainWording(library.entries.flatMap(({ claims }) => claims)))
const choose = createChooseClaim(createConcepts(library.thesaurus), wording)
const chosen = (text: string, entry: Entry) => choose(text, [{ entry, score: 1, confidence: 1 }])?.claim.verdict
const verdict = (id: string, text: string) => chosen(text, library.byId.get(id)!)

describe('the claim a sentence puts', () => {
  it('gives every claim its own verdict when its own words are used, and never calls a true rule a myth', () => {
    let right = 0
    let asked = 0
    const busted: string[] = []
    for (const entry of library.entries) {
      for (const claim of entry.claims) {
        const got = chosen(claim.says, entry)
        asked++
        if (got === claim.verdict) right++
        if (claim.verdict === 'true-rule' && got === 'myth') busted.push(`${entry.id}: ${claim.says}`)
      }
    }
    expect(right / asked).toBeGreaterThan(0.9)
    expect(busted.length / asked).toBeLessThan(0.01)
  })

  it('tells the ban from the free-for-all in one entry', () => {
    expect(verdict('no-talking-before-tender', 'we may not say a word to any supplier before the tender')).toBe('myth')
    expect(
      verdict(
        'no-talking-before-tender',
        'before the tender we can say anything to suppliers with nothing to publish or record',
      ),
    ).toBe('partly-true')
  })

  it('answers a neutral question with the common belief that is wrong', () => {
    expect(verdict('no-talking-before-tender', 'can we talk to suppliers before we tender?')).toBe('myth')
  })
})

describe('a true rule', () => {
  it('is not traded for the myth an entry is headed by', () => {
    expect(verdict('dynamic-markets', 'a newcomer can get onto a dynamic market at any time')).toBe('true-rule')
  })

  it('of contracts over the threshold is not taken for a belief about those under it', () => {
    expect(verdict('concessions-still-need-procurement', 'a concession above the threshold must be competed')).not.toBe(
      'myth',
    )
  })
})

describe('a question that states nothing', () => {
  it('is answered with the rule, and no belief nobody put is called a myth', () => {
    expect(verdict('split-to-stay-under-threshold', 'can we cut the order in two to keep each half small?')).toBe(
      'true-rule',
    )
  })

  it('takes a duty that does not exist for the belief behind it', () => {
    expect(
      verdict('health-services-need-procurement-act', 'must a stop smoking clinic go by the Procurement Act?'),
    ).toBe('myth')
  })
})

describe('how claims are worded', () => {
  it('learns the same from the same phrasings', () => {
    const claims = library.entries.slice(0, 40).flatMap((entry) => entry.claims)
    expect(trainWording(claims)).toEqual(trainWording(claims))
  })

  it('says nothing of a kind it has never seen', () => {
    const [claim] = library.byId.get('no-talking-before-tender')!.claims
    const small = openWording(trainWording([claim!]))
    expect(small('anything at all')({ verdict: 'partly-true', bottomLine: 'it-depends' })).toBe(0)
  })
})
