import { REQUEST, STAGE_WORDS, VALUE_WORDS, WARNINGS } from '../../src/cards/request-words.ts'
import { STAGES, VALUES } from '../../src/domain/specialist-request.ts'
import type { NeedProblem, Prepared } from '../../src/specialists/send.ts'
import { ukTime } from '../../src/specialists/working-time.ts'
import { does, type Pressed } from './actions.ts'
import { adaptiveCard } from './adaptive-card.ts'
import { container, type Element, heading, link, named, rich } from './elements.ts'
import { FORM, TEAMS } from './words.ts'

const PLAIN = { citations: [] }

interface Form {
  /** Made with the form: sent twice, it is one request. */
  key: string
  question?: string | undefined
  problem?: NeedProblem | 'liveOutside' | undefined
  /** In a dialog a press submits the dialog; in a conversation it is carried out in place. */
  dialog: boolean
}

/** The form, filled in from the conversation: what is needed, what goes with it, who gets it, by when, and what to mind. */
export function requestForm(prepared: Prepared, { key, question, problem, dialog }: Form): Element {
  const data: Pressed = {
    verb: 'send',
    // Not called "key": Microsoft's Agents Playground cannot send a button's data with a field of that name.
    once: key,
    ...(question && { question }),
    warned: prepared.warnings.join(' '),
  }
  const button = does(TEAMS.send, data, { style: 'positive' })
  const send = dialog ? (button.fallback as Element) : button
  const { goesTo } = prepared
  return adaptiveCard(
    [
      ...(dialog ? [] : [heading(TEAMS.formTitle, { size: 'Large' })]),
      ...(problem
        ? [
            container([rich(problem === 'liveOutside' ? TEAMS.liveOutside : REQUEST[problem], PLAIN)], {
              style: 'attention',
            }),
          ]
        : []),
      ...prepared.warnings.map((warning) => container([rich(WARNINGS[warning], PLAIN)], { style: 'warning' })),
      ...(goesTo ? [...similar(prepared), ...fields(prepared), ...shared(prepared)] : nobodyElements(prepared)),
    ],
    goesTo ? [send] : [],
    TEAMS.formTitle,
  )
}

function fields({ need }: Prepared): Element[] {
  const text = (id: string, label: string, value: string | undefined, more: Element = {}): Element => ({
    type: 'Input.Text',
    id,
    label,
    ...(value && { value }),
    ...more,
  })
  const choice = (id: string, label: string, value: string, choices: [string, string][]): Element => ({
    type: 'Input.ChoiceSet',
    id,
    label,
    value,
    choices: choices.map(([name, title]) => ({ title, value: name })),
  })
  return [
    text('words', FORM.words, need.words, {
      isMultiline: true,
      isRequired: true,
      errorMessage: REQUEST.nothing,
      maxLength: 4000,
    }),
    choice(
      'stage',
      FORM.stage,
      need.stage,
      STAGES.map((stage) => [stage, STAGE_WORDS[stage]]),
    ),
    choice(
      'value',
      FORM.value,
      need.value,
      VALUES.map((value) => [value, VALUE_WORDS[value]]),
    ),
    text('place', FORM.place, need.place, { maxLength: 200 }),
    { type: 'Input.Date', id: 'deadline', label: FORM.deadline, ...(need.deadline && { value: need.deadline }) },
    text('urgent', FORM.urgent, need.urgent, { maxLength: 500 }),
  ]
}

/** Before it is sent: what the specialist reads besides, who that is, and when a reply comes. */
function shared({ about, goesTo, promisedBy }: Prepared): Element[] {
  return [
    container(
      [
        rich(goesTo!.why, PLAIN),
        rich(FORM.promised(ukTime(promisedBy)), PLAIN),
        named(`${FORM.shared}:`, about ? FORM.sharedAnswer(about.question) : FORM.sharedNothing, PLAIN),
        ...(goesTo!.booking ? [link('Book a time', goesTo!.booking)] : []),
      ],
      { style: 'emphasis' },
    ),
  ]
}

function similar({ similar: earlier }: Prepared): Element[] {
  if (!earlier.length) return []
  return [
    container([
      rich(REQUEST.similarSend, PLAIN),
      ...earlier.map(({ place, at, answered }) =>
        named(
          `${ukTime(at).split(',')[0]}${place ? ` · ${place}` : ''}:`,
          answered ? `${answered.by}: “${answered.text}”` : 'No reply yet.',
          PLAIN,
          '• ',
        ),
      ),
    ]),
  ]
}

/** Nobody is set up: what helps instead. */
export function nobodyElements({ programmes }: Pick<Prepared, 'programmes'>): Element[] {
  return [rich(REQUEST.nobody, PLAIN), ...programmes.map(({ title, line }) => named(`${title}:`, line, PLAIN, '• '))]
}

/** The form's fields as a person left them; desk.send says what is wrong with them. */
export function fieldsOf(data: Pressed): Record<string, string> {
  const names = ['words', 'stage', 'value', 'place', 'deadline', 'urgent'] as const
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = data[name]
      return typeof value === 'string' && value.trim() ? [[name, value]] : []
    }),
  )
}
