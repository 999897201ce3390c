import { expect, it } from 'vitest'
import { assistantOver, KNOWLEDGE, ME } from '../helpers.ts'

it('never says "that is so" of a claim that neither bars nor frees to somebody who put a bar', async () => {
  const { assistant } = await assistantOver(KNOWLEDGE)
  const text = 'we were told we cannot extend the contract, is that right?'
  const { answer } = await assistant.ask({ text, askedBy: ME, conversation: 'says-so' })
  expect(answer.outcome).toBe('answered')
  if (answer.outcome === 'answered') expect(answer.ruling?.bottomLine).not.toBe('that-is-so')
})
