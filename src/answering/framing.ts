import { contentStems } from '../retrieval/words.ts'

const SAY = String.raw`(?:says?|said|saying|reckons?|reckoned|insists?|insisted|claims?|claimed|thinks|swears?|swore|maintains?|maintained|argues?|warns?|warned|believes?|mentioned|mutter\w*|(?:is|are|was|were) (?:saying|telling (?:me|us|everyone)|adamant|convinced|sure|insisting)|(?:keeps?|kept) (?:saying|telling (?:me|us)|insisting)|tells? (?:me|us|everyone)|(?:has|have|had|'?s|'?ve)? ?told (?:me|us|them|my team|our team|everyone)|drummed into (?:me|us))(?![\p{L}])`
const WHO = String.raw`(?:(?:my|our|the|a|an|one of (?:my|our|the)|some(?:one|body)?|some|head|heads|lead|old|new|former|another)\s+)*(?!(?:let|to|what|how|why|when|who|do|does|did|should|can|could|would|must|if|it|that|which)\b|(?:not|no)\b)[\p{L}'’&-]+(?:\s+(?:of|in|at|from|and|on|lead|team|manager|officer|officers|director|colleague|head|chair|partner|people|lot|folk|solicitor|lawyers?|[\p{L}'’&-]+)){0,3}?`
const LAW = '(?:the )?(?:law|rules?|regs|regulations|act|legislation)'

/** Each stands around what is asked and says nothing of it: who said it, that it was heard, that assent is wanted. */
const FRAMES: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<=^|[.!?;:,–-]\s{0,2}|\b(?:but|and|so|as|cos|because)\s)${WHO}\s+${SAY}\s*(?:that\b|:)?`,
    'giu',
  ),
  new RegExp(String.raw`(?<=[,–-]\s?)(?:or so\s+)?${WHO}\s+${SAY}\s*[.?!]*$`, 'iu'),
  /\b(?:i(?:'ve| have)? (?:also )?(?:read|heard|been told|keep hearing)|i'?m told|we(?:'re| are|'ve been| have been| were) told|(?:been|was|got) told|(?<=^|[.!?;:,]\s|\b(?:but|and|cos)\s)(?:told|heard)(?! (?:about|of)\b)|apparently|supposedly|allegedly|is it (?:really |actually )?(?:true|right|correct|the case|a fact)|word is|rumour has it|the line (?:is|from)|everyone says)(?: (?:that|by [\p{L}]+)\b)?/giu,
  new RegExp(
    String.raw`(?<=^|[\s,.;:?–-])(?:(?:is|are|was|were|am) (?:that|this|it|they|he|she|we|i) (?:actually |really |just )?(?:right|correct|so|true|legal|lawful|legit|allowed|ok|okay|fine|permitted|a legal thing|a thing|being silly|${LAW}(?: or just \w+ \w+)?)|(?:is )?that what ${LAW} says?|do they have that right|does that sound right|true or false|fact or (?:fiction|myth)|am i right|legit|legal|correct|right|true|yes|(?<!\b(?:a|big|no|flat|say|says|said|firm)[ -])no|surely|really|fair|isn'?t it|don'?t they|or not|agreed|(?<!what )works)\s*[?.!]*\s*$`,
    'iu',
  ),
  new RegExp(
    String.raw`[,–-]?\s*(?:and |so |cos |because )?(?:(?:${LAW}|it)(?:'s| is| would be)? (?:forbids?(?: it)?|bans? (?:it|that)|doesn'?t allow (?:it|that)|says so|an offence|against the law|illegal|unlawful)|by law|legally)(?=\s*[.?!,]|\s*$)`,
    'giu',
  ),
]
/** With fewer words of its own left, the frame may have been the question. */
const FEWEST = 3

/** What a message is about: the words without those that say who said it, or that ask whether it is so. */
export function subjectOf(text: string): string {
  let bare = text
  for (let round = 0; round < 2; round++) for (const frame of FRAMES) bare = bare.replace(frame, ' ')
  bare = bare.replace(/\s+/g, ' ').trim()
  return new Set(contentStems(bare)).size >= FEWEST ? bare : text
}

const ASKS = /\b(?:how|what|which|who|where|when|why)\b[^.!]*$/i

/** Whether somebody passes on what was said, or wants assent to it, and asks nothing else. */
export function isReported(text: string): boolean {
  return !ASKS.test(text) && FRAMES.some((frame) => text.search(frame) >= 0)
}
