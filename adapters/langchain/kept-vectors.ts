import type { Cache } from '../../src/ports.ts'

type Named = [name: string, vector: number[]]

/**
 * Vectors by the name of their text. Each batch is kept as it comes, in a part of its own, so that a crash loses no more
 * than the batch under way; when all are there the parts become one.
 */
export function openKeptVectors(cache: Cache | undefined, key: string) {
  const vectors = new Map(read(key))
  let parts = 0
  for (let part = read(partKey(parts)); part.length; part = read(partKey(++parts)))
    for (const [name, vector] of part) vectors.set(name, vector)

  return {
    get: (name: string) => vectors.get(name),
    has: (name: string) => vectors.has(name),

    add(batch: Named[]): void {
      for (const [name, vector] of batch) vectors.set(name, vector)
      cache?.write(partKey(parts), batch)
      parts += 1
    },

    /** Makes the parts one, without what is no longer used. */
    settle(used: ReadonlyMap<string, unknown>): void {
      if (!parts) return
      cache?.write(
        key,
        [...vectors].filter(([name]) => used.has(name)),
      )
      emptyParts()
    },

    /** They are another model's. */
    clear(): void {
      vectors.clear()
      cache?.write(key, [])
      emptyParts()
    },
  }

  function partKey(part: number): string {
    return `${key}-part-${part}`
  }

  function read(name: string): Named[] {
    const data = cache?.read(name)
    return Array.isArray(data) ? (data as Named[]) : []
  }

  /** Last first: a reader stops at the first empty part, so a crash in between leaves nothing unread but what is empty. */
  function emptyParts(): void {
    for (; parts > 0; parts -= 1) cache?.write(partKey(parts - 1), [])
  }
}
