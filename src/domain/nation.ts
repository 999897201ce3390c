import { z } from 'zod'

/** The four nations. Procurement law differs between them, so every entry and every answer names its own. */
export const Nation = z.enum(['england', 'wales', 'northern-ireland', 'scotland'])
export type Nation = z.infer<typeof Nation>

/**
 * The law in force for a procurement.
 * `none` means no procurement regime decides the matter; `any` means it holds whichever regime applies.
 */
export const Regime = z.enum([
  'procurement-act-2023',
  'public-contracts-regulations-2015',
  'provider-selection-regime',
  'scotland-2015',
  'none',
  'any',
])
export type Regime = z.infer<typeof Regime>

/** First day of the Procurement Act 2023: procurements commenced earlier keep the old rules (SI 2024/716 reg.5). */
export const ACT_STARTS = '2025-02-24'
