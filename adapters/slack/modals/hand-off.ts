import type { KnownBlock, ModalView } from '@slack/types'
import { REQUEST, STAGE_WORDS, VALUE_WORDS, WARNINGS } from '../../../src/cards/request-words.ts'
import { BOTTOM_LINES, VERDICTS } from '../../../src/cards/words.ts'
import type { EntryLink } from '../../../src/domain/answer.ts'
import type { Prepared } from '../../../src/specialists/desk.ts'
import { context, sections, shorten, strip } from '../text.ts'
import { SAY } from '../words.ts'
import { dayField, listField, modal, textField, WINDOW } from './view.ts'

/** What the form carries along. `warned`: warnings that were shown, so that they stop nobody twice. */
export interface HandOffForm {
  questionId?: string
  conversation: string
  key: string
  outsiders?: boolean
  warned: readonly string[]
}

type When = (at: number) => string

/** The request, filled in from the conversation, with all that somebody should know before it is sent. */
export function handOffForm(prepared: Prepared, form: HandOffForm, when: When): ModalView {
  const { need, warnings, goesTo } = prepared
  return modal({
    callback: WINDOW.handOff,
    title: 'Bring in a specialist',
    submit: form.warned.length ? 'Send it anyway' : 'Send',
    metadata: { ...form, warned: warnings },
    blocks: [
      ...(form.outsiders ? sections([`> ${strip(SAY.outsiders)}`]) : []),
      ...warnings.flatMap((warning) => sections([`> ${strip(WARNINGS[warning])}`])),
      textField({
        id: 'words',
        label: 'What do you need help with?',
        hint: 'Only the specialist and colleagues at the desk read this.',
        initial: need.words,
        lines: true,
      }),
      listField({ id: 'stage', label: 'How far is it?', options: Object.entries(STAGE_WORDS), initial: need.stage }),
      listField({ id: 'value', label: 'Rough value', options: Object.entries(VALUE_WORDS), initial: need.value }),
      textField({ id: 'place', label: 'Place or department', optional: true, initial: need.place, most: 200 }),
      dayField({ id: 'deadline', label: 'Needed by', optional: true, initial: need.deadline }),
      textField({ id: 'urgent', label: 'If it can’t wait: why?', optional: true, initial: need.urgent, most: 500 }),
      ...(goesTo
        ? sections([
            `*Where it goes*`,
            `${strip(goesTo.why)} First reply promised by ${strip(when(prepared.promisedBy))}.`,
          ])
        : nobody(prepared.programmes)),
      ...shared(prepared),
      ...similar(prepared, when),
    ],
  })
}

function shared({ about }: Prepared): KnownBlock[] {
  if (!about) return context('Your name and what you write above will be shared.')
  const verdict = about.verdict && `${BOTTOM_LINES[about.verdict.bottomLine]} ${VERDICTS[about.verdict.verdict]}.`
  return sections([
    '*What will be shared*',
    'Your name, what you write above, and the answer it is about:',
    `> ${strip(shorten(about.question, 300))}`,
    `> ${[verdict, shorten(about.short, 600)]
      .filter(Boolean)
      .map((text) => strip(text!.replace(/ ?\[\d+\]/g, '')))
      .join(' ')}`,
  ])
}

function similar({ similar: others }: Prepared, when: When): KnownBlock[] {
  if (!others.length) return []
  return sections([
    `*${strip(REQUEST.similarSend)}*`,
    ...others.map(({ place, at, answered }) =>
      [
        `• ${strip(when(at))}${place ? `, ${strip(place)}` : ''}`,
        answered ? `: ${strip(answered.by)} answered “${strip(shorten(answered.text, 400))}”` : ': not answered yet',
      ].join(''),
    ),
  ])
}

export function nobody(programmes: readonly EntryLink[]): KnownBlock[] {
  return sections([
    strip(REQUEST.nobody),
    ...programmes.map(({ title, line }) => `• *${strip(title)}*: ${strip(line)}`),
  ])
}

/** After it was sent, or could not be. */
export function handOffEnd(blocks: readonly KnownBlock[]): ModalView {
  return modal({ callback: WINDOW.read, title: 'Bring in a specialist', blocks })
}
