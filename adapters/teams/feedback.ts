import type { Assistant } from '../../src/assistant.ts'
import { conversationOf, personOf } from './activities.ts'
import type { AnswersShown } from './answers-shown.ts'
import type { Turn } from './conversation.ts'

/** Stores what somebody thinks of an answer: the message says which one. False when we know of no such answer. */
export async function takeFeedback(
  { activity, tenant }: Turn,
  { assistant, answers }: { assistant: Assistant; answers: AnswersShown },
): Promise<boolean> {
  const { actionName, actionValue } = (activity.value ?? {}) as {
    actionName?: unknown
    actionValue?: { reaction?: unknown; feedback?: unknown }
  }
  const reaction = actionValue?.reaction
  if (actionName !== 'feedback' || (reaction !== 'like' && reaction !== 'dislike') || !activity.replyToId) return false
  const question = await answers.inMessage(
    tenant.id,
    conversationOf(activity),
    activity.replyToId,
    tenant.keep.conversations,
  )
  if (!question) return false
  return assistant.giveFeedback(personOf(activity), question, reaction === 'like', whyIn(actionValue?.feedback))
}

/** Teams sends what was typed as JSON in a string, older clients as it stands. */
export function whyIn(feedback: unknown): string | undefined {
  if (typeof feedback !== 'string') return undefined
  try {
    const parsed = JSON.parse(feedback) as { feedbackText?: unknown } | null
    if (parsed && typeof parsed === 'object')
      return typeof parsed.feedbackText === 'string' ? parsed.feedbackText : undefined
  } catch {
    // it stands as it was typed
  }
  return feedback
}
