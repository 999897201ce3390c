import type { ModalView } from '@slack/types'
import { sections } from '../text.ts'
import { FEEDBACK, SAY } from '../words.ts'
import { modal, textField, WINDOW } from './view.ts'

/** Said no: why not? The no is stored already; this may be left. */
export function whyNot(questionId: string): ModalView {
  return modal({
    callback: WINDOW.feedback,
    title: FEEDBACK.title,
    submit: 'Send',
    metadata: { questionId },
    blocks: [...sections([SAY.thanks]), textField({ id: 'why', ...FEEDBACK, lines: true, most: 1000 })],
  })
}
