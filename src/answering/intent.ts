import type { Heard } from './message-kind.ts'

/** What a message is for, before what it asks: small talk, a person wanted, or a question to answer. */
export type Intent = 'hello' | 'thanks' | 'help' | 'specialist' | 'red-line' | 'ask'

const HELLO =
  /^(?:hi+|hiya|hello+|hey+|yo|morning|afternoon|evening|good (?:morning|afternoon|evening|day)|greetings|howdy|alright|anyone (?:there|home)|you there|hello there|hi there|hey there|hi waymark|hello waymark|sup|ello)(?:[\s,!.?]+(?:there|all|team|waymark|bot|mate|again|how are you|you ok|hows it going|how's it going|you there|anyone there))*[\s!.?]*$/i
/** "Morning! what are you for then": a greeting before a question about the assistant. */
const OPENING =
  /^(?:hi+|hiya|hello|hey|yo|morning|afternoon|evening|al(?:l ?)?right|ey up|ay up|good (?:morning|afternoon|evening))(?: there| all| waymark| mate)?[\s,.!?-]+(?:so |and )?/i
const THANKS =
  /^(?:ok(?:ay)?[\s,]+|great[\s,]+|brilliant[\s,]+|perfect[\s,]+|lovely[\s,]+|ah[\s,]+)*(?:thanks?|thank you|thankyou|thx|ty|ta|cheers|much appreciated|appreciate (?:it|that)|brilliant|perfect|great stuff|great|lovely|spot on|nice one|that(?:'s| is|s) (?:really |very |so |super )?(?:helpful|useful|great|brilliant|perfect|clear)|got it|very helpful|really helpful|helpful)(?:[\s,!.]+.{0,60})?$/i
/** "Great. And when it ends can we…": thanks for what came before, and then something else. */
const GOES_ON =
  /^.{0,30}?[\s,.!;–-]+(?:and|but|so|now|then|also)\s+(?:(?:what|when|if|once|how|who|where|which|can|could|do|does|is|are|may|must|should|would|will|we|i|they|after)\b.{8,})/i
const HELP =
  /^(?:help|help me|menu|what can (?:you|i|we) (?:do|ask|help with).*|how do(?:es)? (?:you|this|it|waymark) work\??|who are you(?: then)?(?:,? and what (?:can|do) (?:you|i) .*)?\??|what are you(?: (?:for|about|actually|exactly))?(?: then)?\??|what is (?:this|waymark)\??|what do you (?:do|know)\??|how do i use (?:you|this|it|waymark)\??|(?:(?:are |r )?(?:you|u|this|it) )?(?:actually |really )?(?:any (?:use|good|help)|much (?:use|good|help)|useful|helpful)(?: then| to (?:me|us)| or what)?|commands|options)[\s!.?]*$/i

/** A person is wanted: to talk to, to be put through to, to decide. */
const SPECIALIST: readonly RegExp[] = [
  /\b(?:talk|speak|chat|put me through|connect me|pass me|transfer me|hand me|refer me)\b.{0,25}\b(?:to|with|over to)\b.{0,25}\b(?:someone|somebody|a (?:real )?(?:person|human|specialist|expert|lawyer|colleague|adviser|advisor)|human|procurement (?:team|officer|lead|specialist|person)|legal|the team|an? expert)\b/i,
  /\b(?:need|want|get|give|find|like|bring in|involve|ask for|send)\b[^.,;:?!]{0,18}\b(?:a (?:real |procurement |proper )?(?:person|human|specialist|expert|adviser|advisor|lawyer)|someone|somebody|a specialist|a human being|an expert|human help|specialist help|a procurement (?:officer|lead|person|colleague))\b(?!.{0,30}\b(?:bid|tender|supplier|who (?:can )?(?:supply|deliver|provide)))/i,
  /\bwho (?:can|could|will|would|should) sign (?:this |it |that )?off\b|\bwho (?:can|could|should|do|would) (?:i|we) (?:ring|call|phone|speak to|talk to|contact|email|ask|go to)\b/i,
  /\b(?:real person|actual person|human being|bring in a specialist|book (?:me in|us in|a call|some time|a slot|a chat)|one of your (?:procurement )?(?:experts|specialists|people|team)|book (?:a|some) (?:call|time|slot|chat)|can someone (?:call|ring|help|look|sit|check|review)|is there (?:anyone|someone|a person))\b/i,
  /\b(?:tell|give) me (?:definitively|for certain|for sure|a (?:definite|straight|yes or no))|\bdefinitive (?:answer|advice|legal)|\b(?:our|my|us)\b.{0,40}\byes or no\b.{0,20}$|\b(?:sign this off|approve (?:this|our)|confirm in writing|formal (?:legal )?(?:advice|opinion)|legal (?:opinion|advice) (?:on|for|about) (?:our|my|this))\b/i,
  /\bwhich (?:of the (?:two|three)|bidder|supplier|firm|one of them) (?:should|do|shall) (?:we|i) (?:give|award|pick|choose|go with|appoint)/i,
  /^(?:\W*(?:that|this|it|you|ur|waymark|bot|well|ok|sorry|the answer|your answer)\b[^.?!]{0,24})?\b(?:not (?:very |really |at all )?helpful|useless|isn'?t helping|doesn'?t help(?: me| us)?|no help|waste of time)\b[^.?!]{0,30}[.?!]*$/i,
]

/** Something live that can go badly wrong: a challenge, a tainted evaluation, a named bidder, fraud. */
const LIVE =
  /\b(?:we think|we've (?:had|got|received|been|just)|we have (?:had|received|just)|just (?:received|had|got|found|discovered)|(?:has|have|had|'ve|'s) just\b|keeps? \w+ing|who (?:to|do i|should i) (?:tell|report)|mid[- ]?way through|i(?:'ve| have) (?:just )?(?:found|discovered|been|received|seen)|today|tomorrow|this (?:morning|week|afternoon)|currently|right now|is out|about to|my (?:colleague|manager|director|boss)|one of our|our evaluat\w+|a bidder (?:has|is)|has (?:threatened|issued|sent))\b/i
const PERIL =
  /\b(?:(?:lean(?:s|ing|ed)? on|push(?:es|ing|ed)?|pressur\w+|nobbl\w+)\b.{0,40}\b(?:panel|evaluat(?:or|ors|ion)|scorers?|scoring|assessors?)|tainted|rigged|collu\w+|cartel|brib\w+|kickback|fraud\w*|corrupt\w*|leaked|claim form|solicitors? (?:have|has|are|is|wrote|sent|say)|letter before (?:action|claim)|pre-?action|legal challenge|challeng(?:e|ed|ing) (?:us|our|the award|the decision)|court|injunction|sue us|suing us|proceedings|automatic suspension|whistleblow\w*|conflict of interest|undeclared|declared? (?:an? )?interest|evaluat\w+ (?:was|is|were) (?:wrong|flawed|unfair|tainted|biased|mistaken)|wrong(?:ly)? (?:scored|awarded|evaluated)|mis-?scored|scoring (?:error|mistake)|error in (?:the )?(?:scor|evaluat)\w+)\b/i

/** A message that sounds like one of these is one, where no pattern says so, when it is likelier than this. */
const SURE = 0.6
const HEARD = {
  hello: 'hello',
  thanks: 'thanks',
  help: 'help',
  specialist: 'specialist',
  'red-line': 'red-line',
} as const

/** "How long have I got to start a claim?" looks something up; nothing has happened yet. */
const LOOKS_UP =
  /^(?:what|when|where|which|who|whose|how|does|do|is|are|can|must)\b|[,.;]\s*(?:so )?(?:how (?:long|many|soon)|what(?:'s| is) the (?:deadline|time limit))\b/i

export function intentOf(text: string, { kind, sure }: Heard): Intent {
  const plain = text.replace(/[’`´]/g, "'").trim()
  if (HELLO.test(plain)) return 'hello'
  if (HELP.test(plain) || HELP.test(plain.replace(OPENING, ''))) return 'help'
  if (plain.length < 90 && THANKS.test(plain) && !GOES_ON.test(plain) && !/\?\s*$/.test(plain)) return 'thanks'
  if (PERIL.test(plain) && LIVE.test(plain)) return 'red-line'
  if (SPECIALIST.some((pattern) => pattern.test(plain))) return 'specialist'
  if (sure < SURE || !(kind in HEARD)) return 'ask'
  return kind === 'red-line' && LOOKS_UP.test(plain) ? 'ask' : HEARD[kind as keyof typeof HEARD]
}
