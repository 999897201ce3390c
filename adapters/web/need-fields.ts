import { randomUUID } from 'node:crypto'
import { REQUEST } from '../../src/cards/request-words.ts'
import { type Need, STAGES, VALUES } from '../../src/domain/specialist-request.ts'
import { needFrom } from '../../src/specialists/send.ts'
import { dayFrom } from './days.ts'
import type { Fault, Fields } from './form.ts'
import { FORM } from './words.ts'

/** The request form as it stands: what was typed, whatever is wrong with it. */
export interface NeedFields {
  words: string
  stage: string
  value: string
  place: string
  deadline: string
  urgent: string
  name: string
  /** Of the answer it is about, or nothing. */
  question: string
  /** Made with the form: sent twice, it is one request. */
  key: string
}

export const NEED_FIELDS = [
  'words',
  'stage',
  'value',
  'place',
  'deadline',
  'urgent',
  'name',
  'question',
  'key',
] as const
const MOST = { name: 120, place: 200, urgent: 500 } as const
/** Where to jump to for each thing the desk finds wrong. */
const FIELD_OF = { nothing: 'words', tooLong: 'words', badDay: 'deadline' } as const

export function fieldsOf(fields: Fields): NeedFields {
  const taken = Object.fromEntries(NEED_FIELDS.map((name) => [name, fields[name]?.trim() ?? '']))
  return { ...(taken as unknown as NeedFields), key: fields.key?.slice(0, 100) || randomUUID() }
}

/** A new form, filled in from what is known. */
export function fieldsFor(need: Partial<Need>, question: string): NeedFields {
  const { words = '', stage = STAGES[0], value = VALUES[0], place = '', deadline = '', urgent = '' } = need
  return { words, stage, value, place, deadline, urgent, name: '', question, key: randomUUID() }
}

/** The need, or everything there is to put right. */
export function needOf(fields: NeedFields, today: string, asksName: boolean): { need: Need } | { faults: Fault[] } {
  const { name, place, urgent } = fields
  const faults: Fault[] = []
  const need = needFrom({ ...fields, deadline: dayFrom(fields.deadline) }, today)
  if ('problem' in need) faults.push({ field: FIELD_OF[need.problem], text: REQUEST[need.problem] })
  if (place.length > MOST.place) faults.push({ field: 'place', text: FORM.longPlace })
  if (urgent.length > MOST.urgent) faults.push({ field: 'urgent', text: FORM.longUrgent })
  if (asksName && !name) faults.push({ field: 'name', text: FORM.noName })
  if (name.length > MOST.name) faults.push({ field: 'name', text: FORM.longName })
  return faults.length || 'problem' in need ? { faults } : { need }
}
