/** An answer from the reviewed entries takes milliseconds; only what takes longer than this shows "typing". */
const AFTER = 300
/** Teams shows it for some ten seconds. */
const EVERY = 8000

/** Shows that somebody is at work for as long as the work takes. */
export async function whileTyping<T>(work: Promise<T>, type: () => Promise<unknown>): Promise<T> {
  const say = () => void type().catch(() => undefined)
  let again: NodeJS.Timeout | undefined
  const first = setTimeout(() => {
    say()
    again = setInterval(say, EVERY)
  }, AFTER)
  try {
    return await work
  } finally {
    clearTimeout(first)
    clearInterval(again)
  }
}
