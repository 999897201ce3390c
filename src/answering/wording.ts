import type { Claim } from '../domain/claim.ts'
import { isConditional, leanOf, putsForward } from '../domain/stance.ts'

/**
 * How people word a claim of each kind, learnt from the reviewed phrasings: "just", "surely" and "no need" go with
 * permissions that are too wide, "as long as" with what is right. Kinds are a verdict and a bottom line.
 */
export interface WordingData {
  kinds: string[]
  features: string[]
  /** features × kinds */
  weights: Float32Array
  bias: Float32Array
}

/** Log-likelihood of each kind for a sentence, beyond how common the kind is. */
export type Wording = (sentence: string) => (claim: Pick<Claim, 'verdict' | 'bottomLine'>) => number

/** Changes when training does, so that kept weights of older code are not opened. */
export const WORDING_FORMAT = 2

const ROUNDS = 8
const STEP = 0.12
const SEEN_AT_LEAST = 3
const FLOOR = 1e-6

export const kindOf = ({ verdict, bottomLine }: Pick<Claim, 'verdict' | 'bottomLine'>) => `${verdict} ${bottomLine}`

/** Multinomial logistic regression by stochastic gradient steps in a fixed order: same phrasings, same weights. */
export function trainWording(claims: readonly Claim[], skip: ReadonlySet<string> = new Set()): WordingData {
  const examples = claims.flatMap((claim) =>
    claim.askedAs
      .filter((phrasing) => !skip.has(phrasing))
      .map((phrasing) => ({ kind: kindOf(claim), names: featuresOf(phrasing) })),
  )
  const kinds = [...new Set(examples.map(({ kind }) => kind))].sort()
  const counts = new Map<string, number>()
  for (const { names } of examples) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const features = [...counts].filter(([, count]) => count >= SEEN_AT_LEAST).map(([name]) => name)
  const numbers = new Map(features.map((name, number) => [name, number]))
  const rows = examples.map(({ kind, names }) => ({
    kind: kinds.indexOf(kind),
    on: names.flatMap((name) => numbers.get(name) ?? []),
  }))
  const bias = Float32Array.from(kinds, (kind) =>
    Math.log(examples.filter((example) => example.kind === kind).length / examples.length),
  )
  const weights = new Float32Array(features.length * kinds.length)
  for (let round = 0; round < ROUNDS; round++) {
    const step = STEP / (1 + round / 2)
    for (let i = 0; i < rows.length; i++) {
      // A prime stride mixes entries, which stand together, without chance.
      const { kind, on } = rows[(i * 7919) % rows.length]!
      const shares = sharesOf(on, weights, bias)
      for (let k = 0; k < kinds.length; k++) {
        const change = step * ((k === kind ? 1 : 0) - shares[k]!)
        if (Math.abs(change) < 1e-4) continue
        for (const feature of on) weights[feature * kinds.length + k]! += change
      }
    }
  }
  return { kinds, features, weights, bias }
}

export function openWording({ kinds, features, weights, bias }: WordingData): Wording {
  const numbers = new Map(features.map((name, number) => [name, number]))
  return (sentence) => {
    const on = featuresOf(sentence).flatMap((name) => numbers.get(name) ?? [])
    const shares = sharesOf(on, weights, bias)
    return (claim) => {
      const kind = kinds.indexOf(kindOf(claim))
      return kind < 0 ? 0 : Math.log(shares[kind]! + FLOOR) - bias[kind]!
    }
  }
}

/** Words, neighbouring pairs, first and last word, and how the sentence leans: each once. */
function featuresOf(sentence: string): string[] {
  const words =
    sentence
      .toLowerCase()
      .replace(/[’'`´]/g, '')
      .slice(0, 600)
      .match(/\p{L}+|\?/gu) ?? []
  const pairs = words.slice(1).map((word, index) => `${words[index]} ${word}`)
  const shape = [
    `lean ${leanOf(sentence)}`,
    `forward ${putsForward(sentence)}`,
    `condition ${isConditional(sentence)}`,
    `first ${words[0]}`,
    `last ${words.at(-1)}`,
  ]
  return [...new Set([...words, ...pairs, ...shape])]
}

function sharesOf(on: readonly number[], weights: Float32Array, bias: Float32Array): Float32Array {
  const scores = Float32Array.from(bias)
  for (const feature of on) for (let k = 0; k < scores.length; k++) scores[k]! += weights[feature * scores.length + k]!
  const most = Math.max(...scores)
  let total = 0
  for (let k = 0; k < scores.length; k++) total += scores[k] = Math.exp(scores[k]! - most)
  return scores.map((score) => score / total)
}
