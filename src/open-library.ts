import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClassifierData } from './answering/classifier.ts'
import { HEARING_FORMAT, type Hear, openHearing, trainHearing } from './answering/message-kind.ts'
import { openWording, trainWording, WORDING_FORMAT, type Wording } from './answering/wording.ts'
import type { Config } from './config.ts'
import { PortError, type Problem } from './errors.ts'
import type { Library } from './knowledge/library.ts'
import { buildLibrary, LIBRARY_FORMAT, type Progress, versionOf } from './knowledge/load-library.ts'
import { readFolder } from './knowledge/read-folder.ts'
import type { Cache } from './ports.ts'
import { createConcepts } from './retrieval/concepts.ts'

/** The project's folder, from the source tree and from dist alike: the nearest one above that holds the knowledge. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'knowledge', 'sources.yml')) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

export const knowledgeFolder = ({ knowledge }: { knowledge?: string | undefined }) =>
  knowledge ?? join(projectRoot(), 'knowledge')

/**
 * Loads the knowledge a config points at; from the cache where the same text was checked before. Throws PortError
 * `knowledge-broken` when a table everything rests on cannot be used; `tolerant` is for the check that says why.
 */
export function openLibrary(
  { knowledge }: Pick<Config, 'knowledge'>,
  { onProgress, cache, tolerant = false }: { onProgress?: Progress; cache?: Cache; tolerant?: boolean } = {},
): Library {
  const text = readFolder(knowledgeFolder({ knowledge }))
  const key = `library-${versionOf(text)}-${LIBRARY_FORMAT}`
  const kept = cache?.read(key) as Library | undefined
  if (kept) return kept
  const library = buildLibrary(text, { onProgress })
  const broken = brokenTable(library)
  if (broken && !tolerant) {
    const message = `${broken.file} cannot be used (${broken.field}: ${broken.message}). Run "npm run check" and mend it.`
    throw new PortError('knowledge-broken', message)
  }
  cache?.write(key, library)
  return library
}

/** A table without which answers would be wrong rather than fewer: nation, what is ours, sources, figures. */
function brokenTable({ problems, regimes, messages, sources, thresholds }: Library): Problem | undefined {
  const empty = [
    ['regimes.yml', regimes.nations.length],
    ['messages.yml', messages.elsewhere.length],
    ['sources.yml', sources.size],
    ['thresholds.yml', thresholds.size],
  ].filter(([, size]) => size === 0)
  const file = empty[0]?.[0] as string | undefined
  return file
    ? (problems.find((problem) => problem.file === file) ?? {
        file,
        field: 'file',
        message: 'is empty',
        severity: 'error',
      })
    : undefined
}

/** What is learnt from the library's own texts: how claims are worded, and what a message is for. */
export function openLearnt(library: Library, cache: Cache | undefined): { wording: Wording; hear: Hear } {
  const concepts = createConcepts(library.thesaurus)
  const learnt = (name: string, train: () => ClassifierData): ClassifierData => {
    const key = `${name}-${library.version}`
    const kept = cache?.read(key) as ClassifierData | undefined
    const data = kept ?? train()
    if (!kept) cache?.write(key, data)
    return data
  }
  const claims = library.entries.flatMap((entry) => entry.claims)
  return {
    wording: openWording(learnt(`wording-${WORDING_FORMAT}`, () => trainWording(claims))),
    hear: openHearing(
      learnt(`hearing-${HEARING_FORMAT}`, () => trainHearing(library, concepts)),
      concepts,
    ),
  }
}
