import { leanOf } from '../domain/stance.ts'
import { isReported } from './framing.ts'

const WHEN =
  '(?:within (?:the )?(?:next )?(?:(?:\\w+ )?hours?|(?:a |one |two )?days?)|in (?:the next )?(?:a few|\\w+) hours|by (?:tonight|tomorrow|(?:the |this )?(?:morning|evening|afternoon|weekend)|first thing)|tonight|tomorrow|today|at once|straight ?away|right (?:away|now)|immediately|this (?:morning|afternoon|evening|weekend)|from (?:monday|tomorrow|tonight)|overnight)'
const NEEDED = new RegExp(
  `\\b(?:need(?:s|ed|ing)?|want(?:s|ed)?|must (?:have|get|find)|got to (?:get|find|house|feed|move)|have to (?:get|find|house|feed|move)|looking for)\\b.{0,80}\\b${WHEN}\\b`,
  'i',
)
/** What a council relied on has stopped, or something has broken. */
const STOPPED =
  /\b(?:fold(?:ed|ing)|collaps\w+|bust|walk(?:ed|ing|s)? (?:out|away|off)|hand(?:ed|ing|s)? (?:us )?(?:back )?(?:the )?(?:keys|contract)(?: back)?|stopped trading|ceased trading|insolven\w+|administration|liquidat\w+|pulled (?:out|the plug)|shut (?:its|their) doors|burst|burnt? down|on fire|evacuat\w+|contaminat\w+|outbreak|washed away|caved in|broken down|has died|given up the ghost|packed up|gone under)\b/i
/** A hurry for advice or a signature buys nothing. */
const ADVICE =
  /\b(?:sign(?:ed|s)? (?:it |this |that )?off|advice|advise|lawyer|solicitor|specialist|report|(?:some(?:one|body)|anyone) to)\b/i
const SOON = new RegExp(`\\b${WHEN}\\b`, 'i')

/** Words an emergency is known by, for the ranking: people in one rarely use them. */
export const AS_EMERGENCY = 'emergency, extreme and unavoidable urgency, urgent direct award'

/**
 * Whether something has to be bought within hours or days because of what happened, however oddly it is put. Nobody asks
 * here whether a rule is so.
 */
export function isEmergency(text: string): boolean {
  const plain = text.replace(/[’`´]/g, "'")
  if (isReported(plain) || leanOf(plain) === 'barred' || leanOf(plain) === 'not-required') return false
  if (ADVICE.test(plain)) return false
  return NEEDED.test(plain) || (STOPPED.test(plain) && SOON.test(plain))
}
