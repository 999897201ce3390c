import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ground, linesOf } from '../../src/answering/ground.ts'
import { sentencesOf } from '../../src/answering/sentences.ts'
import { loadLibrary } from '../../src/knowledge/load-library.ts'
import { KNOWLEDGE } from '../helpers.ts'

const REVIEWED =
  'You may talk to suppliers before a tender [1]. Publish a preliminary market engagement notice first, or say why not [2][3]. Above £207,720 the notice is due under s.17 only if you engage [2].'
const QUESTION = 'can we ring a few firms before the bin lorry tender'
const library = loadLibrary(KNOWLEDGE, { checks: false })
const worded = (...sentences: [string, ...string[]][]) => ({
  sentences: sentences.map(([text, ...lines]) => ({ text, lines })),
})
const kept = 'In short, you may talk to suppliers before a tender.'

describe('sentences', () => {
  it('end at a stop, not inside a section, a sum or a marker', () => {
    expect(sentencesOf(REVIEWED)).toHaveLength(3)
    expect(sentencesOf('It is £1.5m under s.16 of the Act [1]. Ask.')).toEqual([
      'It is £1.5m under s.16 of the Act [1].',
      'Ask.',
    ])
  })
})

describe('grounding', () => {
  const second = 'Publish the preliminary market engagement notice first, or say why not.'
  it('puts a sentence that says the same in the place of the reviewed one, with its markers', () => {
    const grounded = ground(worded([kept, 'p1'], [second, 'p2']), REVIEWED, 'you-can')
    expect(grounded).toBe(
      'In short, you may talk to suppliers before a tender [1]. Publish the preliminary market engagement notice first, or say why not [2][3]. Above £207,720 the notice is due under s.17 only if you engage [2].',
    )
  })

  it('keeps the reviewed sentence where the model left one out', () => {
    const grounded = ground(worded([kept, 'p1'], [second, 'p2']), REVIEWED)
    for (const { text } of linesOf(REVIEWED).slice(2)) expect(grounded!.replace(/\s*\[\d+\]/g, '')).toContain(text)
  })

  it.each([
    ['another figure', 'Above £500,000 the notice is due under s.17 only if you engage.'],
    ['a lost figure', 'The notice is due under s.17 only if you engage.'],
    ['another section', 'Above £207,720 the notice is due under s.18 only if you engage.'],
    ['a lost limit', 'Above £207,720 the notice is due under s.17 when engaging.'],
    ['a negation', 'Above £207,720 the notice is not due under s.17 only if you engage.'],
    ['a name from nowhere', 'Above £207,720 the notice is due under s.17 only if you engage, says Gotham.'],
    ['a widening', 'Above £207,720 the notice is always due under s.17 only if you engage.'],
    ['a link', 'Above £207,720 the notice is due under s.17 only if you engage, see www.evil.example.'],
    ['markup', '<b>Above £207,720</b> the notice is due under s.17 only if you engage.'],
  ])('refuses %s', (_, sentence) => {
    const grounded = ground(worded([kept, 'p1'], [second, 'p2'], [sentence, 'p3']), REVIEWED)
    expect(grounded).toContain('Above £207,720 the notice is due under s.17 only if you engage [2].')
    expect(grounded).not.toContain('evil')
  })

  it('refuses a sentence that leans against the bottom line', () => {
    expect(
      ground(
        worded(['You cannot talk to suppliers before a tender.', 'p1']),
        'You may talk to suppliers before a tender [1].',
        'you-can',
      ),
    ).toBeUndefined()
  })

  it.each([
    ['must', 'may'],
    ['may', 'should'],
    ['before', 'after'],
    ['above', 'below'],
    ['at least', 'at most'],
    ['if', 'unless'],
    ['unless', 'if'],
    ['only', 'usually'],
    ['or', 'and'],
    ['days', 'weeks'],
    ['two', 'three'],
    ['cannot', 'can'],
    ['not', 'now'],
  ])('never shows a reviewed sentence with %j turned into %j, in any entry', (from, to) => {
    let tried = 0
    for (const { shortAnswer } of library.entries) {
      const lines = linesOf(shortAnswer)
      for (const { id, text } of lines) {
        const turned = text.replace(new RegExp(`\\b${from}\\b`), to)
        if (turned === text) continue
        tried++
        const sentences = lines.map((line) => ({ text: line.id === id ? turned : line.text, lines: [line.id] }))
        expect(ground({ sentences }, shortAnswer)?.replace(/\s*\[\d+\]/g, '') ?? text).toContain(text)
      }
    }
    expect(tried).toBeGreaterThan(5)
  })

  it.each([
    [
      'figures swapped',
      'Standstill is 8 working days and the window is 30 days [1].',
      'Standstill is 30 working days and the window is 8 days.',
    ],
    [
      'roles swapped',
      'The authority must give the supplier written reasons [1].',
      'The supplier must give the authority written reasons.',
    ],
    [
      'a bare address',
      'You may register suppliers on the platform [1].',
      'You may register suppliers on the platform tender-help.co.uk.',
    ],
    [
      'a second sentence',
      'You may talk to suppliers before a tender [1].',
      'You may talk to suppliers before a tender. Talk privately to one supplier.',
    ],
    [
      'words of the asker',
      'You may talk to suppliers before a tender [1].',
      'You may talk to suppliers before a tender, share the budget with a favourite and skip the paperwork.',
    ],
  ])('refuses %s', (_, line, sentence) => {
    expect(ground(worded([sentence, 'p1']), line)).toBeUndefined()
  })

  it('gives up where too little held', () => {
    expect(ground(worded([kept, 'p1']), REVIEWED)).toBeUndefined()
    expect(ground(worded(), REVIEWED)).toBeUndefined()
  })

  it('never loses a figure, a section or a marker, whatever a model sends', () => {
    const words = fc.array(
      fc.constantFrom(...`${REVIEWED} ${QUESTION} always never £9,999 s.99 not <b> cannot only if`.split(' ')),
      { minLength: 1, maxLength: 30 },
    )
    const sentence = fc.record({
      text: words.map((list) => list.join(' ')),
      lines: fc.array(fc.constantFrom('p1', 'p2', 'p3', 'p9'), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 6 }), (sentences) => {
        const grounded = ground({ sentences }, REVIEWED, 'you-can')
        if (!grounded) return
        for (const item of ['£207,720', 's.17', '[1]', '[2]', '[3]']) expect(grounded).toContain(item)
        for (const item of ['£9,999', 's.99', '<b>']) expect(grounded).not.toContain(item)
      }),
      { numRuns: 400 },
    )
  })
})
