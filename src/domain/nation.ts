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
