import { tool } from 'langchain'
import { z } from 'zod'
import type { PassageRetriever } from './passage-retriever.ts'

/**
 * The reviewed entries as a LangChain tool, for agents that need to look a rule up. It finds and names entries; it rules on
 * nothing, since a verdict depends on how a claim was put (see answering/).
 */
export function createKnowledgeTool(retriever: PassageRetriever) {
  return tool(
    async ({ question }) => {
      const documents = await retriever.invoke(question)
      return documents
        .map(({ pageContent, metadata }) => `${metadata.id} (${metadata.type})\n${pageContent}`)
        .join('\n\n')
    },
    {
      name: 'procurement_knowledge',
      description:
        'Finds reviewed entries on UK public procurement law and practice for councils. Give the question in plain words.',
      schema: z.object({ question: z.string().min(2).max(2000) }),
    },
  )
}
