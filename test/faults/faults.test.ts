import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { drill } from './drill.ts'

it('loses nothing acknowledged and delivers everything once when processes are killed', {
  timeout: 120_000,
}, async () => {
  const data = mkdtempSync(join(tmpdir(), 'waymark-faults-'))
  try {
    const { lost, undelivered, requests, events, messages } = await drill({ data }, { rounds: 3, workers: 2 })
    expect(lost).toEqual([])
    expect(undelivered).toBe(0)
    expect(requests).toBeGreaterThan(0)
    expect(events).toBeGreaterThan(0)
    expect(messages).toBeGreaterThan(requests)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})
