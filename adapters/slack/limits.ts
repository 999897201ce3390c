/**
 * What Slack takes, from its Block Kit and Web API reference; nothing we draw may pass it. Text that people must read in
 * full goes on in a next block, message or modal; only labels and the plain text beside blocks are ever shortened.
 */
export const LIMITS = {
  /** blocks in one message */
  blocks: 50,
  /** blocks in a modal or on the Home tab */
  viewBlocks: 100,
  /** characters in the text of a section, and in one element of a context block */
  sectionText: 3000,
  /** elements in a context block, and in a row of buttons */
  contextElements: 10,
  actionElements: 25,
  /** characters on a button, and of an option in a list */
  buttonText: 75,
  optionText: 75,
  options: 100,
  /** characters in a header */
  headerText: 150,
  /** characters in the title and on the buttons of a modal */
  viewTitle: 24,
  /** characters a person can type into one field; Slack's own maximum */
  inputText: 3000,
  placeholder: 150,
  /** characters of what a view carries along unseen */
  metadata: 3000,
  /** suggested prompts in the agent's empty conversation */
  prompts: 4,
  /** characters in the plain text beside the blocks; longer is cut by Slack, so we cut on a word */
  topText: 3500,
  /** all text of a message's blocks together; undocumented, messages past about 13,200 are refused as too long */
  messageText: 12_000,
  /** what of an answer stands in the message itself, on a phone two to three screens with its sources; with less, some
   * answer of the library would fold its "stop and ask if" away. The rest is one press away */
  shownText: 2000,
} as const
