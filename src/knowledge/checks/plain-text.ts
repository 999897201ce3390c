import { proseOf } from '../../domain/entry.ts'
import { entryCheck } from './check.ts'

const REFUSED: [pattern: RegExp, message: string][] = [
  [/<\/?[a-z!][^>]*>/i, 'contains HTML; write plain text'],
  [/\]\(/, 'contains a link; cite a source with [1] and list it under sources'],
  [/https?:\/\//i, 'contains an address; put it in sources.yml and cite it with [1]'],
  [/^\s*\|.*\|\s*$/m, 'contains a table; use a list'],
  [/`/, 'contains code marks; write plain text'],
  [/(?![\n\t])[\p{Cc}\p{Cf}]/u, 'contains invisible characters; retype the line'],
  [/<!(?:channel|here|everyone)>|@(?:channel|here|everyone)\b/i, 'contains a mass mention; remove it'],
]

/** Bodies are plain paragraphs and lists: nothing in an entry may become markup, a link or a mention. */
export const plainText = entryCheck('plain text', (entry, report) => {
  for (const { field, text } of [...proseOf(entry), { field: 'title', text: entry.title }]) {
    for (const [pattern, message] of REFUSED) if (pattern.test(text)) report(field, message)
  }
})
