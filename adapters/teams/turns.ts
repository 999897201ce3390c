/** Lets those who want the same thing have it one after the other, in the order they came. */
export function createTurns() {
  const last = new Map<string, Promise<void>>()

  /** Comes for a turn at once; `mine` resolves when it has come. `over` must be called, whatever happened. */
  return (name: string): { mine: Promise<void>; over(): void } => {
    const mine = last.get(name) ?? Promise.resolve()
    let over = () => {}
    const ended = new Promise<void>((resolve) => {
      over = resolve
    })
    last.set(name, ended)
    return {
      mine,
      over() {
        // Who gives up early does not let others past those still before it.
        void mine.then(over)
        void ended.then(() => last.get(name) === ended && last.delete(name))
      },
    }
  }
}
