import type { Nation } from './nation.ts'

/** Somebody who writes to Waymark, as their platform knows them. Tenants never mix. */
export interface Person {
  tenant: string
  platform: string
  id: string
  /** For somebody nobody signed in, whose `id` lasts one visit: a mark of where they came from, '' when that is not known. */
  visitor?: string
}

/** One earlier message of the conversation. */
export interface Turn {
  role: 'user' | 'assistant'
  text: string
}

/**
 * The first `most` characters, as a string of its own. A slice would keep the whole text it came from alive for as long
 * as it is remembered.
 */
export function kept(text: string, most: number): string {
  return Buffer.from(text.slice(0, most)).toString()
}

/** What a person asked, wherever they asked it. */
export interface Question {
  id: string
  text: string
  askedBy: Person
  conversation: string
  /** Earlier turns, oldest first. */
  history: readonly Turn[]
  /** Default nation of the person or tenant; a nation named in the question wins. */
  nation?: Nation
  /** The day the answer must hold for, YYYY-MM-DD. */
  date: string
}
