import type { Claim } from '../domain/claim.ts'
import { isConditional, leanOf, putsForward } from '../domain/stance.ts'
import { type ClassifierData, openClassifier, trainClassifier } from './classifier.ts'

/** Log-likelihood of each kind for a sentence, beyond how common the kind is. Kinds are a verdict and a bottom line. */
export type Wording = (sentence: string) => (claim: Pick<Claim, 'verdict' | 'bottomLine'>) => number

/** Changes when training does, so that kept weights of older code are not opened. */
export const WORDING_FORMAT = 10

const FLOOR = 1e-6

export const kindOf = ({ verdict, bottomLine }: Pick<Claim, 'verdict' | 'bottomLine'>) => `${verdict} ${bottomLine}`

/**
 * How people word a claim of each kind, learnt from the reviewed phrasings: "just", "surely" and "no need" go with
 * permissions that are too wide, "as long as" with what is right.
 */
export function trainWording(claims: readonly Claim[], skip: ReadonlySet<string> = new Set()): ClassifierData {
  return trainClassifier(
    claims.flatMap((claim) =>
      claim.askedAs
        .filter((phrasing) => !skip.has(phrasing))
        .map((phrasing) => ({ label: kindOf(claim), features: featuresOf(phrasing) })),
    ),
  )
}

export function openWording(data: ClassifierData): Wording {
  const { labels, shares } = openClassifier(data)
  return (sentence) => {
    const likely = shares(featuresOf(sentence))
    return (claim) => {
      const kind = labels.indexOf(kindOf(claim))
      return kind < 0 ? 0 : Math.log(likely[kind]! + FLOOR) - data.bias[kind]!
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
