import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { councilCommand } from '../../adapters/cli/council.ts'
import { projectRoot } from '../../src/open-library.ts'

const EXAMPLE = readFileSync(join(projectRoot(), 'docs/council-example.yml'), 'utf8')

async function run(argv: string[], text = EXAMPLE) {
  const said: string[] = []
  const code = await councilCommand(
    argv,
    { read: () => text, take: async () => ({ taken: [{ tenant: 'local', specialists: 2 }], problems: [] }) },
    (line) => said.push(line),
  )
  return { code, said: said.join('\n') }
}

it('finds nothing to mend in the example people begin with', async () => {
  expect(await run(['check', 'local.yml'])).toEqual({
    code: 0,
    said: 'Exampleshire Council: 2 specialists, desk "Procurement desk". Nothing to mend.',
  })
})

it('names file, field and cure of every problem at once', async () => {
  const broken = EXAMPLE.replace('most: 8', 'most: 0').replace('cover: tom-reid', 'cover: nobody')
  const { code, said } = await run(['check', 'local.yml'], broken)
  expect(code).toBe(1)
  expect(said).toContain('local.yml, specialists 1.most: must be at least 1')
  expect(said).toContain('local.yml, specialists 1.away 1.cover: no specialist has the id "nobody"')
})

it('says how it is used when it is used otherwise', async () => {
  expect((await run(['check'])).code).toBe(2)
  expect((await run(['mend', 'local.yml'])).code).toBe(2)
})

it('takes a sound file over, and no other', async () => {
  expect((await run(['import', 'local.yml'])).said).toBe('Taken over: local, 2 specialists.')
  expect((await run(['import', 'local.yml'], 'name: [')).code).toBe(1)
})
