import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import { Document } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers'
import type { RankedPassage } from '../../src/domain/passage.ts'
import type { Retriever } from '../../src/ports.ts'

interface Fields extends BaseRetrieverInput {
  retriever: Retriever
  most?: number
}

/** Our ranking as a LangChain retriever, so that any chain can use the reviewed entries. */
export class PassageRetriever extends BaseRetriever {
  static override lc_name = () => 'PassageRetriever'
  override lc_namespace = ['waymark', 'retrievers']
  private readonly retriever: Retriever
  private readonly most: number

  constructor({ retriever, most = 8, ...rest }: Fields) {
    super(rest)
    this.retriever = retriever
    this.most = most
  }

  override async _getRelevantDocuments(query: string, _manager?: CallbackManagerForRetrieverRun): Promise<Document[]> {
    return (await this.retriever.retrieve({ text: query }, this.most)).map(documentFrom)
  }
}

function documentFrom({ entry, score, confidence }: RankedPassage): Document {
  return new Document({
    id: entry.id,
    pageContent: `${entry.title}\n${entry.shortAnswer}`,
    metadata: {
      id: entry.id,
      type: entry.type,
      title: entry.title,
      appliesIn: entry.appliesIn,
      regime: entry.regime,
      score,
      confidence,
    },
  })
}
