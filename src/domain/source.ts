import { z } from 'zod'

/** Strongest first. When sources disagree, the stronger one rules. */
export const SourceRank = z.enum([
  'statute',
  'regulation',
  'statutory-guidance',
  'policy-note',
  'guidance',
  'report',
  'news',
])
export type SourceRank = z.infer<typeof SourceRank>

/** A work we cite, as kept in knowledge/sources.yml. */
export const Source = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'lower-case letters, digits and hyphens'),
  title: z.string().trim().min(3),
  publisher: z.string().trim().min(2),
  url: z.url({ protocol: /^https?$/ }),
  date: z.coerce.string(),
  rank: SourceRank,
})
export type Source = z.infer<typeof Source>

/** An entry's pointer to a work: which one, and where in it ("s.16(3)", "Sch.5 para 2", "reg.17"). */
export const SourceRef = z.strictObject({ id: z.string(), at: z.string().trim().min(1).optional() })
export type SourceRef = z.infer<typeof SourceRef>

/**
 * A numbered pointer as stored with an answer. It is a snapshot: it never changes once the answer is given,
 * and every channel draws from it. `version` is the entry's content hash, `quote` the words the citation supports.
 */
export interface Citation {
  n: number
  title: string
  url: string
  entry: string
  version: string
  locator?: string
  quote?: string
}

const OFFICIAL: ReadonlySet<SourceRank> = new Set(['statute', 'regulation', 'statutory-guidance', 'policy-note'])

/** Whether a source can carry a statement of law: legislation, statutory guidance, policy notes, government guidance. */
export function isOfficial(source: Source): boolean {
  if (OFFICIAL.has(source.rank)) return true
  return /(^|\.)(gov\.uk|gov\.wales|gov\.scot|legislation\.gov\.uk)$/.test(new URL(source.url).hostname)
}

/**
 * The address of the very section, for legislation.gov.uk, whose addresses are made of the act's own numbering
 * (`/section/16`, `/schedule/5`, `/regulation/17`, `/article/8`). For any other work, the work's address.
 */
export function addressOf(source: Source, at?: string): string {
  if (!at || !source.url.startsWith('https://www.legislation.gov.uk/')) return source.url
  const part = /^(ss?|Sch|regs?|arts?)\.?\s*(\d+[A-Z]{0,2})/.exec(at)
  if (!part) return source.url
  const kind = part[1]!.startsWith('S')
    ? 'schedule'
    : part[1]!.startsWith('s')
      ? 'section'
      : part[1]!.startsWith('r')
        ? 'regulation'
        : 'article'
  return `${source.url}/${kind}/${part[2]}`
}
