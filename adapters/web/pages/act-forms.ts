import type { RequestView } from '../../../src/specialists/desk.ts'
import { ACTS } from '../desk-words.ts'
import { type Fault, type Fields, hidden, postForm, select, textArea, textInput } from '../form.ts'
import { type Html, html } from '../html.ts'

export interface ActForms {
  view: RequestView
  /** Asked by the reader: some things are said differently to them. */
  own: boolean
  token: string
  /** What was typed and what is wrong with it, when something was refused. */
  fields: Fields
  faults: readonly Fault[]
}

type Act = RequestView['acts'][number]
const MOST = 4000

/** Field ids carry the act they belong to, since several forms stand on one page. */
export const fieldId = (act: string, name: string): string => `${act === 'ask-back' ? 'reply' : act}-${name}`

/** What this reader may do now; the rarer things are one step away. */
export function actForms(shown: ActForms): Html {
  const { acts } = shown.view
  const done = shown.own && shown.view.request.status === 'answered'
  const first = FIRST.filter(([act]) => acts.includes(act) && (act !== 'close' || done))
  const rest = REST.filter(([act]) => acts.includes(act) && !(act === 'close' && done))
  return html`${first.map(([, draw]) => draw(shown))}${rest.map(([act, title, draw]) => folded(act, title(shown), draw(shown), shown))}`
}

const FIRST: readonly [Act, (shown: ActForms) => Html][] = [
  ['take', (shown) => form(shown, html`${hidden('act', 'take')}<button type="submit">${ACTS.take}</button>`)],
  // Answered, the asker needs one press to say that it is enough.
  ['close', (shown) => form(shown, html`${hidden('act', 'close')}<button type="submit">${ACTS.closeAsker}</button>`)],
  ['reply', replyForm],
  ['add', (shown) => wordsForm(shown, 'add', 'text', ACTS.add, ACTS.sendAdd, { hint: ACTS.addHint })],
]

const REST: readonly [Act, (shown: ActForms) => string, (shown: ActForms) => Html][] = [
  ['reassign', () => ACTS.reassign, reassignForm],
  ['snooze', () => ACTS.snooze, snoozeForm],
  [
    'decline',
    () => ACTS.decline,
    (shown) => wordsForm(shown, 'decline', 'reason', ACTS.reason, ACTS.declineButton, { said: ACTS.declineText }),
  ],
  [
    'refuse',
    () => ACTS.refuse,
    (shown) => wordsForm(shown, 'refuse', 'reason', ACTS.reason, ACTS.refuseButton, { said: ACTS.refuseText }),
  ],
  [
    'close',
    ({ own }) => (own ? ACTS.closeAsker : ACTS.closeWork),
    (shown) => wordsForm(shown, 'close', 'reason', ACTS.optional, ACTS.close, { said: ACTS.closeText }),
  ],
  [
    'withdraw',
    () => ACTS.withdraw,
    (shown) => wordsForm(shown, 'withdraw', 'reason', ACTS.optional, ACTS.withdrawButton, { said: ACTS.withdrawText }),
  ],
  ['reopen', () => ACTS.reopen, (shown) => wordsForm(shown, 'reopen', 'reason', ACTS.reason, ACTS.reopen)],
]

const form = ({ view, token }: ActForms, body: Html): Html =>
  postForm({ action: `/requests/${view.request.id}`, token, body })

/** What was typed, where it is this form that was refused. */
function field({ fields, faults }: ActForms, act: Act, name: string) {
  const mine = fields.act === act || (act === 'reply' && fields.act === 'ask-back')
  return { name, id: fieldId(act, name), value: mine ? (fields[name] ?? '') : '', faults }
}

/** One box for the answer and for a question back: which it is, the button says. */
function replyForm(shown: ActForms): Html {
  const body = html`${textArea({ ...field(shown, 'reply', 'text'), label: ACTS.reply, hint: ACTS.replyHint, rows: 6, most: MOST })}
<div class="buttons"><button type="submit" name="act" value="reply">${ACTS.sendReply}</button>
<button type="submit" name="act" value="ask-back" class="quiet">${ACTS.sendQuestion}</button></div>`
  return form(shown, body)
}

function wordsForm(
  shown: ActForms,
  act: Act,
  name: string,
  label: string,
  button: string,
  { hint, said }: { hint?: string; said?: string } = {},
): Html {
  const box = textArea({ ...field(shown, act, name), label, rows: 3, most: MOST, ...(hint && { hint }) })
  return form(
    shown,
    html`${hidden('act', act)}${said && html`<p>${said}</p>`}${box}<button type="submit" class="quiet">${button}</button>`,
  )
}

function reassignForm(shown: ActForms): Html {
  const colleagues = shown.view.colleagues.map(({ member, name }): [string, string] => [member, name])
  const body = html`${hidden('act', 'reassign')}
${select({ ...field(shown, 'reassign', 'to'), label: ACTS.to, first: ACTS.choose, options: colleagues })}
${textInput({ ...field(shown, 'reassign', 'reason'), label: ACTS.optional, most: 1000 })}
<button type="submit" class="quiet">${ACTS.reassignButton}</button>`
  return form(shown, body)
}

function snoozeForm(shown: ActForms): Html {
  const body = html`${hidden('act', 'snooze')}
${textInput({ ...field(shown, 'snooze', 'until'), label: ACTS.until, hint: ACTS.untilHint, width: 'narrow', most: 40 })}
${textInput({ ...field(shown, 'snooze', 'reason'), label: ACTS.optional, most: 1000 })}
<button type="submit" class="quiet">${ACTS.snoozeButton}</button>`
  return form(shown, body)
}

function folded(act: Act, title: string, body: Html, { fields, faults }: ActForms): Html {
  const open = faults.length > 0 && fields.act === act
  return html`<details class="act"${open && html` open`}><summary>${title}</summary>${body}</details>`
}
