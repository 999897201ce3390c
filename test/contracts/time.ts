/** A day everything in these tests happens on. */
export const NOW = Date.parse('2026-11-20T10:00:00Z')
export const MINUTE = 60_000
export const DAY = 86_400_000
