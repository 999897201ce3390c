import type { EntryType } from '../domain/entry.ts'
import { leanOf } from '../domain/stance.ts'
import { isEmergency } from './emergency.ts'
import { isReported } from './framing.ts'

/** What kind of answer would serve: a ruling on a belief, a fact, an example, a way to do it, a route, a place to go, a word. */
export type Wants = 'ruling' | 'fact' | 'case' | 'how-to' | 'route' | 'programme' | 'term'

/** Asking for a word or what it means, rather than for the rule behind it. */
const NAMING =
  /\b(?:meaning|definition|define[sd]?|stands? for|the same (?:thing )?as|difference between|what(?:'s| is| are| do (?:we|you)| does the act)?(?: it| that| the| we| you| this)? ?(?:legal |proper |usual |new |old )?(?:call(?:ed)?|name|term|word)|(?:name|word|term|phrase) (?:for|in law|of the)|(?:its|old|new|legal|proper|short) (?:name|word|term)|called (?:now|in)|versus|vs)\b|(?:, |\b)(?:what (?:is|was|does) (?:that|it|this|each)(?: mean)?)\s*\??$|\b(?:its name|the word|the term|what's (?:it|that) called)\s*\??$/i

const PATTERNS: readonly [Wants, RegExp][] = [
  [
    'fact',
    /^(?:so |and )?what(?:'s|s| is| are| was| were)\s+the\s+(?:[\w-]+ ){0,2}(?:thresholds?|limits?|deadlines?|minimum|maximum|periods?|time limits?|percentage|cap|fees?)\s+(?:for|on|of|in|to|if|when|before|after)\b/i,
  ],
  ['term', NAMING],
  [
    'term',
    /^(?:so |and |please )?(?:what(?:'s| is| are|s| does| do)|define|explain|meaning of|whats)\s+(?:an?\s+|the\s+(?:word|term|acronym)\s+)?["'“]?[\w£ ./-]{2,40}["'”]?\s*(?:mean|stand for|meaning)?\s*(?:\?|in (?:plain )?english|$)/i,
  ],
  [
    'case',
    /\b(?:any(?:one|body|where)|some(?:one|body|where)) (?:else )?(?:(?:has|have|ever|already|actually|really) )*(?:cracked|solved|sorted|managed|pulled (?:it|this|that) off|got round|made (?:it|this|that) work|done (?:it|this|that))\b|\bis there (?:a|an|any|one) (?:real |actual |single )?(?:place|council|borough|city|town|county|authority|example)\b.{0,60}\b(?:that|who|which|where|built|did|bought|has|have|used|made|tried)\b|\b(?:who(?:'s| has| have| else)?(?: else)?(?: has| have)? (?:done|tried|used|managed)|examples?|case stud(?:y|ies)|which (?:councils?|boroughs?|cit(?:y|ies)|places?|authorit\w+)|any (?:councils?|other councils?|body|one|where) (?:done|tried|doing|used|that)|has (?:any(?:one|body)|a council|another council)|have other councils|elsewhere|what (?:did|has|have) (?!the (?:act|law|government|court))[\w' ]{2,40} (?:do|done|learn\w*|achieve\w*|find|found|say|save\w*)|^(?:so |and )?any (?:other )?(?:council|authorit(?:y|ies)|borough|count(?:y|ies)|cit(?:y|ies)|places?|towns?|regions?)s?\b|\b(?:didn'?t|did|has|have|is there|was there) (?:some(?:one|body|where)|any(?:one|body|where)|any council|another \w+)\b|^(?:some(?:one|body|where)|any(?:one|body|where))\b.{0,60}\b(?:that|who|which|got|did|done|used|tried|built)\b|success stor\w+|results? (?:of|from)|outcome(?: numbers| figures|s) (?:of|from)|how (?:many|much|long) of (?:those|the))\b/i,
  ],
  [
    'programme',
    /\b(?:where (?:can|could|do|should|would) (?:we|i|you) (?:get|find|go|turn|look)|who (?:can|could|would|offers?|runs?|funds?|made|wrote|helps?)(?: (?:us|me))? ?(?:help|support|advise|fund|train)?|funding for|money (?:for|from)|grants? available|training (?:on|for|about|in)|toolkits?|resources? (?:for|on)|is there (?:a|any) (?:programme|program|scheme|network|community|toolkit|training|help|support)|(?:aimed at|what'?s it for|join) ?\??$)\b/i,
  ],
  [
    'route',
    /\b(?:(?:which|what) (?:route|procedure|process|option|way|pathway)|what(?:'s| is| are)?(?: the| our| my)? (?:best |right |lawful |legal |quickest )?(?:route|procedure|options?)|how (?:do|should|can|could|would) (?:we|i) (?:buy|procure|purchase|get|source|commission|contract|tender|go about|take)|route\s*\??$|where do (?:we|i) start|how\?\s*$|no idea what to buy|spin (?:it |us |them |the service )?out|(?:pick|choose|select|keep) (?:one|the (?:best|better|winner)) to (?:deploy|buy|scale|roll|use|take))\b/i,
  ],
  [
    'how-to',
    /\b(?:what works\b|what(?:'?s| is) (?:the|a) (?:going|usual|normal|typical|fair|sensible) (?:rate|fee|amount|approach)|how (?:do|can|should|could|would|to|might|long should|best)|tips|advice(?! (?:centre|service|line|bureau|contract|agency|hub|worker))|best way|ways (?:to|of)|steps?|checklist|guide|good practice|best practice|what should (?:we|i)|what (?:do|would) (?:we|i) (?:need to )?(?:ask|do|put|include|write|check)|should (?:we|i) (?:invest|start|do|use)|help (?:me|us)|first (?:three |few |two )?(?:things?|steps?)|make sure|(?:how|ways?|best|want|need|try(?:ing)?) (?:to |do we |can we |should we )?avoid)\b/i,
  ],
  [
    'fact',
    /^(?:so |and |please |ok )*(?:what|whats|when|where|which|who|whose|how (?:many|much|long|often|soon|late|big|far)|value|date|length|number|name|list|year|minimum|maximum|deadline)\b|\b(?:what (?:size|value|date|year|notice|section|schedule)|how (?:many|much|long|often|soon) )/i,
  ],
]

/** "Legal wants it done by email", "that's the plan": somebody's view of how to go about it. */
const OPINION =
  /\b(?:legal|finance|audit|solicitors?|lawyers?|boss|director|manager|leader|cabinet|members|cllrs?|councillors?|colleagues?|team|lead|officers?) (?:wants?|would like|'?d like|prefers?|plans?|proposes?|suggests?)\b|\b(?:that'?s|thats) (?:the|our|their|my) (?:plan|idea|thinking|view)\b|\b(?:boss|director|manager|leader|colleague)'?s (?:idea|plan|view)\b/i

/** "£95k organisational review by end of month": a purchase, described without a question in it. */
function describesPurchase(text: string): boolean {
  return (
    /(?:£\s?\d|\b\d+\s?(?:k|m|million)\b)/i.test(text) &&
    leanOf(text) === undefined &&
    !OPINION.test(text) &&
    !/^(?:what|when|which|who|how|why|is|are|does|do|did)\b/i.test(text)
  )
}

export function wantsOf(text: string): Wants {
  const plain = text.replace(/[’`´]/g, "'").trim()
  if (isReported(plain)) return 'ruling'
  if (isEmergency(plain)) return 'route'
  return PATTERNS.find(([, pattern]) => pattern.test(plain))?.[0] ?? (describesPurchase(plain) ? 'route' : 'ruling')
}

/** Boosts, never filters. Measured on the question sets: more than a quarter pulls good entries under. */
export const PREFER: Readonly<Record<Wants, Partial<Record<EntryType, number>>>> = {
  ruling: { claim: 1.16, rule: 1.05, 'case-study': 0.85, programme: 0.85, term: 0.85 },
  fact: { rule: 1.15, term: 0.95 },
  case: { 'case-study': 1.3, programme: 1.05, rule: 0.85, claim: 0.85 },
  'how-to': { practice: 1.2, pathway: 1.05, 'case-study': 0.92 },
  route: { pathway: 1.3, claim: 1, rule: 1, practice: 0.9, 'case-study': 0.85 },
  programme: { programme: 1.3, claim: 0.85 },
  term: { term: 1.25, rule: 1.05, programme: 1.05 },
}
