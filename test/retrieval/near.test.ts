import { describe, expect, it } from 'vitest'
import { createRest } from '../../src/rest.ts'
import { type Near, nearIn, nearWithModel } from '../../src/retrieval/near.ts'
import { keptLog } from '../helpers.ts'

const OWN = [{ id: 'own', likeness: 1 }]
const MODELS = [{ id: 'model’s', likeness: 1 }]
const hang: Near = () => new Promise(() => {})

/** A model's space that does as told beside the library's own, and a clock that is moved by hand. */
function spaces({ may = (): boolean => true, deadline = 1000 } = {}) {
  let now = 0
  let calls = 0
  let behave: Near = async () => MODELS
  const near = nearWithModel({
    model: (...asked) => {
      calls++
      return behave(...asked)
    },
    own: async () => OWN,
    redact: (text) => text.replace('Jane', '[name]'),
    rest: createRest({ now: () => now }),
    mayCall: may,
    deadline,
    log: keptLog(),
  })
  return {
    near: () => near('may we', 5),
    calls: () => calls,
    does: (next: Near) => {
      behave = next
    },
    wait: (ms: number) => {
      now += ms
    },
  }
}

describe('the nearest entries', () => {
  it('are the model’s while it serves', async () => {
    expect(await spaces().near()).toBe(MODELS)
  })

  it('are the library’s own, soon, when the model hangs', async () => {
    const { near, does } = spaces({ deadline: 30 })
    does(hang)
    const started = performance.now()
    expect(await near()).toBe(OWN)
    expect(performance.now() - started).toBeLessThan(300)
  })

  it('wait for a hanging model only a few times, then not at all until it has rested', async () => {
    const { near, does, wait, calls } = spaces({ deadline: 30 })
    does(hang)
    for (let i = 0; i < 10; i++) expect(await near()).toBe(OWN)
    expect(calls()).toBe(3)
    does(async () => MODELS)
    expect(await near()).toBe(OWN)
    wait(60_001)
    expect(await near()).toBe(MODELS)
  })

  it('of one question do not wait for another that hangs', async () => {
    const { near, does } = spaces({ deadline: 200 })
    does(hang)
    const first = near()
    does(async () => MODELS)
    expect(await Promise.race([first, near()])).toBe(MODELS)
    expect(await first).toBe(OWN)
  })

  it('are the library’s own when a budget is spent, which does not rest the model', async () => {
    let left = 0
    const { near, calls } = spaces({ may: () => left-- > 0 })
    for (let i = 0; i < 9; i++) expect(await near()).toBe(OWN)
    expect(calls()).toBe(0)
    left = 1
    expect(await near()).toBe(MODELS)
  })

  it('are never looked for with a vector of another space', async () => {
    const index = { search: async () => MODELS }
    const embeddings = { embedQuery: async () => [1, 2, 3], embedDocuments: async () => [] }
    expect(await nearIn(embeddings, index, 3)('may we', 5)).toBe(MODELS)
    await expect(nearIn(embeddings, index, 2)('may we', 5)).rejects.toThrow(/3 numbers does not fit an index of 2/)
  })
})
