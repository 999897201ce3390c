import { contentStems } from '../retrieval/words.ts'

/** More questions than this in one message are read as one. */
const MOST = 4
const FEWEST_WORDS = 3
/** "… is that right?" asks for assent to what was just said. */
const TAG =
  /^(?:(?:is|was|are|were) (?:that|this|it|they|he|she|we) (?:right|correct|so|true|ok(?:ay)?|legal|lawful|allowed|legit|a thing|the (?:law|rule|case))|that (?:right|what the rules say|true|ok)|(?:right|correct|true|true or false|legit|legal|ok(?:ay)?|allowed|yes|no|really|surely|fair|fair enough|any (?:ideas?|thoughts|help)|thoughts|what do you (?:think|reckon)|why|how come))(?: or not| please)?\s*\?*$/i

/**
 * The questions of a message, in order: one, unless several are asked, each ending in a question mark. What is said before a question goes with it; a tag goes with what it asks about.
 */
export function questionsIn(message: string): string[] {
  const pieces = message
    .split(/(?<=\?)["')]{0,3}\s+|\n|\s(?=\(?[1-9][).]\s)/)
    .map((piece) => piece.trim().replace(/^\(?[1-9][).]\s+/, ''))
    .filter(Boolean)
  const questions: string[] = []
  let said = ''
  for (const piece of pieces) {
    const whole = said ? `${said} ${piece}` : piece
    if (!piece.endsWith('?')) {
      said = whole
    } else if (questions.length && isTag(piece)) {
      questions.push(`${questions.pop()} ${whole}`)
      said = ''
    } else {
      questions.push(whole)
      said = ''
    }
  }
  if (said) questions.push(questions.length ? `${questions.pop()} ${said}` : said)
  return questions.length > 1 && questions.length <= MOST ? questions : [message]
}

function isTag(piece: string): boolean {
  if (TAG.test(piece) || piece.split(/\s+/).length < FEWEST_WORDS) return true
  return contentStems(piece).length === 0 && !/^(?:and |so )?(?:who|what|when|where|which|how)\b/i.test(piece)
}
