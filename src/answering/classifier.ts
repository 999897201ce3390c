/** A trained multinomial logistic regression, as plain data that can be kept on disk. */
export interface ClassifierData {
  labels: string[]
  features: string[]
  /** features × labels */
  weights: Float32Array
  /** log share of each label among the examples */
  bias: Float32Array
}

export interface Example {
  label: string
  /** what the text holds, each once */
  features: readonly string[]
}

const ROUNDS = 8
/** The weights kept are the mean over every step of as many last rounds, so that an example more changes little. */
const AVERAGED = 4
const STEP = 0.12
const SEEN_AT_LEAST = 3

/**
 * Stochastic gradient steps, in an order that each example decides by its own letters: the same examples give the same
 * weights, and one more of them leaves the order of the others as it was.
 */
export function trainClassifier(examples: readonly Example[], seenAtLeast = SEEN_AT_LEAST): ClassifierData {
  const labels = [...new Set(examples.map(({ label }) => label))].sort()
  const counts = new Map<string, number>()
  for (const { features } of examples) for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1)
  const features = [...counts].filter(([, count]) => count >= seenAtLeast).map(([name]) => name)
  const numbers = new Map(features.map((name, number) => [name, number]))
  const rows = examples
    .map(({ label, features: names }) => ({
      label: labels.indexOf(label),
      on: Int32Array.from(names.flatMap((name) => numbers.get(name) ?? [])),
      place: placeOf(names),
    }))
    .sort((a, b) => a.place - b.place)
  const bias = Float32Array.from(labels, (label) =>
    Math.log(examples.filter((example) => example.label === label).length / examples.length),
  )
  const weights = new Float32Array(features.length * labels.length)
  // Each change, times the steps before it: what the mean over all steps lacks of the last weights.
  const late = new Float64Array(weights.length)
  let steps = 0
  const change = new Float32Array(labels.length)
  for (let round = 0; round < ROUNDS; round++) {
    const step = STEP / (1 + round / 2)
    const averaged = round >= ROUNDS - AVERAGED
    for (const { label, on } of rows) {
      sharesInto(change, on, weights, bias)
      for (let k = 0; k < change.length; k++) change[k] = step * ((k === label ? 1 : 0) - change[k]!)
      for (const feature of on) {
        const at = feature * change.length
        for (let k = 0; k < change.length; k++) {
          weights[at + k]! += change[k]!
          if (averaged) late[at + k]! += steps * change[k]!
        }
      }
      if (averaged) steps++
    }
  }
  const mean = weights.map((weight, at) => weight - late[at]! / Math.max(1, steps))
  return { labels, features, weights: mean, bias }
}

/** Where an example stands among the others: its letters, well mixed. */
function placeOf(names: readonly string[]): number {
  let place = 2_166_136_261
  for (const name of names)
    for (let i = 0; i < name.length; i++) place = Math.imul(place ^ name.charCodeAt(i), 16_777_619)
  place = Math.imul(place ^ (place >>> 15), 2_246_822_507)
  return (place ^ (place >>> 13)) >>> 0
}

/** Features → how likely each label is, in the order of `labels`; they add to 1. */
export function openClassifier({ labels, features, weights, bias }: ClassifierData) {
  const numbers = new Map(features.map((name, number) => [name, number]))
  return {
    labels,
    shares: (names: readonly string[]) =>
      sharesOf(
        names.flatMap((name) => numbers.get(name) ?? []),
        weights,
        bias,
      ),
  }
}

function sharesOf(on: readonly number[], weights: Float32Array, bias: Float32Array): Float32Array {
  const shares = new Float32Array(bias.length)
  sharesInto(shares, on, weights, bias)
  return shares
}

/** How likely each label is, written into `scores`. */
function sharesInto(scores: Float32Array, on: ArrayLike<number>, weights: Float32Array, bias: Float32Array): void {
  scores.set(bias)
  for (let i = 0; i < on.length; i++) {
    const at = on[i]! * scores.length
    for (let k = 0; k < scores.length; k++) scores[k]! += weights[at + k]!
  }
  let most = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > most) most = score
  let total = 0
  for (let k = 0; k < scores.length; k++) total += scores[k] = Math.exp(scores[k]! - most)
  for (let k = 0; k < scores.length; k++) scores[k]! /= total
}
