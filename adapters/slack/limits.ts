/** What Slack takes, from its Block Kit and chat.postMessage reference. */
export const LIMITS = {
  /** blocks in one message */
  blocks: 50,
  /** characters in the text of a section */
  sectionText: 3000,
  /** characters in the plain text beside the blocks; longer is cut by Slack, so we cut on a word */
  topText: 3500,
  /** all text of a message's blocks together; undocumented, messages past about 13,200 are refused as too long */
  messageText: 12_000,
} as const
