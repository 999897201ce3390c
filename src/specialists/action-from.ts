import type { Act, Action } from './life.ts'

/** What a form, a dialog or a card asked for; each channel has fields of its own. */
export interface Entered {
  /** What was written: the answer, the question back, or the reason. */
  words?: string | undefined
  /** The member it is passed to. */
  to?: string | undefined
  /** Milliseconds since 1970; what is no day is no day to come either. */
  until?: number | undefined
}

/** An act with what was put in, as the action it is; undefined when it is no act. Whether it may be done, `step` says. */
export function actionFrom(act: string, { words = '', to = '', until = 0 }: Entered): Action | undefined {
  const text = words.trim()
  const reason = text ? { reason: text } : {}
  const known = act as Act
  switch (known) {
    case 'take':
      return { act: known }
    case 'decline':
    case 'refuse':
    case 'reopen':
      return { act: known, reason: text }
    case 'reply':
    case 'ask-back':
    case 'add':
      return { act: known, text }
    case 'close':
    case 'withdraw':
      return { act: known, ...reason }
    case 'reassign':
      return { act: known, to, ...reason }
    case 'snooze':
      return { act: known, until: Number.isFinite(until) ? until : 0, ...reason }
    default:
      return undefined
  }
}
