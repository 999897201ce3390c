import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** One message somebody was shown. */
export interface ShownMessage {
  /** The words of it, as they are read. */
  words: string
  /** The platform's own shape of it. */
  raw: unknown
  /** The thread or reply chain it stands in, where the platform has them. */
  thread?: string
}

/** What a chat platform must let the suite do. People are named by ids of the platform. */
export interface ChatHarness {
  /** Somebody of the council, and a specialist of it. */
  people: { asker: string; other: string; specialist: string }
  /** Writes to Waymark directly; in `thread`, goes on there. Gives the thread. With `twice` the platform sends it twice. */
  says(person: string, text: string, how?: { thread?: string; twice?: boolean }): Promise<string>
  /** Everything acknowledged has been dealt with. */
  settled(): Promise<void>
  /** What Waymark showed a person so far, oldest first. */
  shown(person: string): ShownMessage[]
  /** Presses a button by its label on a message. */
  press(person: string, message: ShownMessage, label: string): Promise<void>
  /** The words of the form that is open for a person. */
  form(person: string): string | undefined
  /** Fills the open form in and sends it; what is not named stays as it was filled in. */
  fillIn(person: string, fields: Record<string, string>): Promise<void>
  /** Sends what waits for people. */
  deliver(): Promise<void>
  /** Mentions, broadcasts and links in what was shown that are not links to a cited source. */
  marksOfItsOwn(message: ShownMessage): string[]
  /** From now on the assistant fails, or works again. */
  breakDown(broken: boolean): void
  /** All that was logged. */
  log(): string
  close(): Promise<void>
}

const CLAIM = 'no contact with suppliers until the tender is live, right?'
const HOSTILE = [
  '<!channel> <@U1> <https://evil.example|click me> can we talk to suppliers before a tender?',
  '<at>everyone</at> [click](https://evil.example) can we talk to suppliers before a tender?',
  '**bold** `code` <script>alert(1)</script> &lt;!here&gt; can we talk to suppliers before a tender?',
  '@channel @here [1] [99] https://evil.example can we talk to suppliers before a tender?',
]

/** What every chat adapter must do, whatever platform it speaks to. */
export function chatAdapterContract(name: string, open: () => Promise<ChatHarness>): void {
  describe(`${name} as a chat adapter`, () => {
    let chat: ChatHarness
    beforeAll(async () => {
      chat = await open()
    })
    afterAll(() => chat.close())

    const since = async (person: string, doing: () => Promise<unknown>): Promise<ShownMessage[]> => {
      const before = chat.shown(person).length
      await doing()
      await chat.settled()
      return chat.shown(person).slice(before)
    }
    const asks = (person: string, text: string, how = {}) => since(person, () => chat.says(person, text, how))

    it('answers a question with one message: verdict, conditions, steps, sources, and a way to a person', async () => {
      const [answer, ...more] = await asks(chat.people.asker, CLAIM)
      expect(more).toEqual([])
      for (const part of ['You can.', 'Myth', 'As long as', 'Do next', 'Bring in a specialist'])
        expect(JSON.stringify(answer!.raw)).toContain(part)
      expect(JSON.stringify(answer!.raw)).toContain('legislation.gov.uk/ukpga/2023/54/section/16')
      expect(answer!.words).toContain('You can.')
    })

    it('remembers the conversation for a follow-up', async () => {
      const { asker } = chat.people
      const thread = await chat.says(asker, 'how many days must we wait before we sign')
      await chat.settled()
      const [again] = await asks(asker, 'why is that?', { thread })
      expect(JSON.stringify(again!.raw)).toContain('eight working days')
    })

    it('answers once what the platform sends twice', async () => {
      expect(await asks(chat.people.asker, 'hello', { twice: true })).toHaveLength(1)
    })

    it('answers in the order it was asked', async () => {
      const { asker } = chat.people
      const thread = await chat.says(asker, 'hello')
      await chat.settled()
      // The second is sent as soon as the first is acknowledged, long before it is answered.
      const answers = await since(asker, async () => {
        await chat.says(asker, CLAIM, { thread })
        await chat.says(asker, 'thanks', { thread })
      })
      expect(answers.map(({ words }) => words.slice(0, 7))).toEqual(['You can', 'You are'])
    })

    it.each(HOSTILE)('makes no mention, broadcast or link of %j', async (text) => {
      for (const message of await asks(chat.people.asker, text)) expect(chat.marksOfItsOwn(message)).toEqual([])
    })

    it('keeps two people apart', async () => {
      expect(await since(chat.people.other, () => chat.says(chat.people.asker, 'hello'))).toEqual([])
    })

    it('says so when it cannot answer, and answers again afterwards', async () => {
      chat.breakDown(true)
      const [sorry] = await asks(chat.people.asker, CLAIM)
      expect(sorry!.words).toContain('Something went wrong')
      chat.breakDown(false)
      const [answer] = await asks(chat.people.asker, CLAIM)
      expect(answer!.words).toContain('You can.')
    })

    it('brings in a specialist: form, card, take, answer, close', async () => {
      const { asker, specialist } = chat.people
      const [answer] = await asks(asker, 'can we talk to suppliers about home care before we tender?')
      await chat.press(asker, answer!, 'Bring in a specialist')
      expect(chat.form(asker)).toContain('can we talk to suppliers about home care')
      const [card] = await since(specialist, async () => {
        await chat.fillIn(asker, { words: 'Help with <!channel> home care, please' })
        await chat.deliver()
      })
      expect(card!.words).toContain('home care, please')
      expect(chat.marksOfItsOwn(card!)).toEqual([])
      const taken = await since(asker, async () => {
        await chat.press(specialist, card!, 'Take it')
        await chat.deliver()
      })
      expect(taken.some(({ words }) => words.includes('took it'))).toBe(true)
      const latest = () => chat.shown(specialist).find(({ words }) => words.includes('home care, please'))!
      const replied = await since(asker, async () => {
        await chat.press(specialist, latest(), 'Answer')
        await chat.fillIn(specialist, { words: 'Yes, with <@U1> a notice first.' })
        await chat.deliver()
      })
      const reply = replied.find(({ words }) => words.includes('a notice first'))!
      expect(chat.marksOfItsOwn(reply)).toEqual([])
    })

    it('logs nothing that was said', () => {
      expect(chat.log()).not.toMatch(/home care|suppliers|Myth/)
    })
  })
}
