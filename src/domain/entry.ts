import { z } from 'zod'
import { Claim, Phrasing } from './claim.ts'
import { Nation, Regime } from './nation.ts'
import { MinimumPeriod, PathwayFit, PathwayNotice } from './pathway.ts'
import { SourceRef } from './source.ts'

const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
const Prose = z.string().trim().min(1)
const Items = z.array(z.string().trim().min(1)).min(1)
const Ids = z.array(Id).default([])

/** What every entry carries. `askedAs` is required everywhere but on claims, whose phrasings sit on each claim. */
const shared = {
  id: Id,
  title: z.string().trim().min(3).max(120),
  askedAs: z.array(Phrasing).min(1),
  claims: z.array(Claim).default([]),
  topics: z.array(Id).min(1),
  appliesIn: z.array(Nation).min(1),
  nationNotes: z.partialRecord(Nation, Prose).default({}),
  regime: Regime,
  related: Ids,
  sources: z.array(SourceRef).min(1),
  confidence: z.enum(['high', 'medium', 'low']),
  owner: z.string().trim().min(1),
  last_reviewed_on: z.iso.date(),
  review_in: z.string().regex(/^\d+ (days|weeks|months)$/, 'a number and days, weeks or months'),
  shortAnswer: Prose,
  conditions: Items.optional(),
  details: Prose.optional(),
}

export const ClaimEntry = z.strictObject({
  ...shared,
  type: z.literal('claim'),
  askedAs: z.array(Phrasing).default([]),
  claims: z.array(Claim).min(1),
  comesFrom: z.enum(['act', 'regulation', 'national-policy', 'local-rule', 'framework-terms', 'habit']),
  evidence: Ids,
  why: Prose,
  nextSteps: Items,
  askASpecialist: Items,
  limits: Prose,
})

export const RuleEntry = z.strictObject({
  ...shared,
  type: z.literal('rule'),
  provision: Prose,
  nextSteps: Items.optional(),
  watchOut: Prose,
})

export const CaseStudyEntry = z.strictObject({
  ...shared,
  type: z.literal('case-study'),
  who: Prose,
  where: Prose,
  when: z.coerce.string(),
  regimeThen: Prose,
  route: Prose,
  challenges: Ids,
  problem: Prose,
  did: Prose,
  result: Prose,
  routeToday: Prose,
  lesson: Prose,
  watchOut: Prose.optional(),
})

export const PracticeEntry = z.strictObject({
  ...shared,
  type: z.literal('practice'),
  stage: z.enum(['preparation', 'strategy', 'design', 'execution', 'management']),
  theme: z
    .enum([
      'leadership',
      'place',
      'citizens',
      'collaboration',
      'supplier-gateways',
      'specialists-early',
      'measuring',
      'evidence',
      'guide',
      'list',
    ])
    .optional(),
  principle: z
    .enum([
      'strong-leadership',
      'freedom-to-innovate',
      'innovative-economy',
      'engage-citizens',
      'learn-from-cases',
      'cities-as-drivers',
    ])
    .optional(),
  why: Prose,
  steps: Items.optional(),
  pitfall: Prose,
})

export const PathwayEntry = z.strictObject({
  ...shared,
  type: z.literal('pathway'),
  fits: PathwayFit,
  notices: z.array(PathwayNotice),
  minimumPeriods: z.array(MinimumPeriod),
  fitsWhen: Items,
  doesNotFitWhen: Items,
  conditions: Items,
  steps: Items,
  pitfall: Prose,
  askASpecialist: Items,
})

export const ProgrammeEntry = z.strictObject({
  ...shared,
  type: z.literal('programme'),
  url: z.url({ protocol: /^https?$/ }),
  status: z.enum(['alive', 'archived', 'renamed', 'unclear']),
  checked: z.coerce.string(),
  cost: z.enum(['free', 'paid', 'mixed', 'unknown']).default('unknown'),
  offers: Prose,
  whoFor: Prose,
  watchOut: Prose.optional(),
})

export const TermEntry = z.strictObject({
  ...shared,
  type: z.literal('term'),
  alsoCalled: z.array(z.string()).default([]),
  era: z.enum(['current', 'old', 'both']).default('current'),
  notToBeConfusedWith: Prose.optional(),
  oldAndNew: Prose.optional(),
})

/** One file under knowledge/. The folder gives the type, the file name the id. */
export const Entry = z.discriminatedUnion('type', [
  ClaimEntry,
  RuleEntry,
  CaseStudyEntry,
  PracticeEntry,
  PathwayEntry,
  ProgrammeEntry,
  TermEntry,
])
export type Entry = z.infer<typeof Entry>
export type EntryType = Entry['type']

/** Folder name → type, in the order people read them. */
export const FOLDERS: Readonly<Record<string, EntryType>> = {
  claims: 'claim',
  rules: 'rule',
  'case-studies': 'case-study',
  practices: 'practice',
  pathways: 'pathway',
  programmes: 'programme',
  terms: 'term',
}

/** `## Heading` → field. A heading that is not here is an error. */
export const SECTIONS: Readonly<Record<string, { field: string; list?: true }>> = {
  'Short answer': { field: 'shortAnswer' },
  Means: { field: 'shortAnswer' },
  Why: { field: 'why' },
  Conditions: { field: 'conditions', list: true },
  'Next steps': { field: 'nextSteps', list: true },
  'Ask a specialist': { field: 'askASpecialist', list: true },
  Limits: { field: 'limits' },
  Details: { field: 'details' },
  'Watch out': { field: 'watchOut' },
  Problem: { field: 'problem' },
  'What they did': { field: 'did' },
  Result: { field: 'result' },
  'Route today': { field: 'routeToday' },
  Lesson: { field: 'lesson' },
  Steps: { field: 'steps', list: true },
  Pitfall: { field: 'pitfall' },
  'Fits when': { field: 'fitsWhen', list: true },
  'Does not fit when': { field: 'doesNotFitWhen', list: true },
  Offers: { field: 'offers' },
  'Who it is for': { field: 'whoFor' },
  'Not to be confused with': { field: 'notToBeConfusedWith' },
  'Old and new': { field: 'oldAndNew' },
}

/** Every prose field and list item of an entry with the field it stands in; citation markers and figures unresolved. */
export function proseOf(entry: Entry): { field: string; text: string }[] {
  const fields = new Set(Object.values(SECTIONS).map(({ field }) => field))
  const record = entry as unknown as Record<string, unknown>
  const own = [...fields].flatMap((field) => {
    const value = record[field]
    if (typeof value === 'string') return [{ field, text: value }]
    return Array.isArray(value) ? value.map((text: string) => ({ field, text })) : []
  })
  return [...own, ...Object.values(entry.nationNotes).map((text) => ({ field: 'nationNotes', text: text! }))]
}

/** Every way people ask for this entry, over its claims and itself. */
export function phrasingsOf(entry: Entry): string[] {
  return [...entry.askedAs, ...entry.claims.flatMap((claim) => claim.askedAs)]
}
