import type { Check } from './check.ts'

/** A work nobody cites is clutter, and nobody would notice when its address dies. */
export const sourcesUsed: Check = {
  name: 'sources used',
  run({ entries, sources, thresholds }) {
    const cited = new Set([
      ...entries.flatMap((entry) => entry.sources.map(({ id }) => id)),
      ...[...thresholds.values()].map(({ source }) => source.id),
    ])
    return [...sources.keys()]
      .filter((id) => !cited.has(id))
      .map((id) => ({
        file: 'sources.yml',
        field: id,
        message: 'is cited by no entry; cite it or remove it',
        severity: 'warning' as const,
      }))
  },
}
