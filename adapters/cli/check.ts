import type { Problem } from '../../src/errors.ts'

/**
 * Prints every problem in the library at once, errors first, grouped by file. `only` keeps files whose path contains it.
 * Gives the exit code: 0 clean or warnings only, 1 errors.
 */
export function printProblems(problems: readonly Problem[], entries: number, only = ''): number {
  const shown = problems.filter(({ file }) => file.includes(only))
  const errors = shown.filter(({ severity }) => severity === 'error')
  const warnings = shown.filter(({ severity }) => severity === 'warning')
  for (const [heading, list] of [
    ['Errors (these entries are left out until mended)', errors],
    ['Worth a look', warnings],
  ] as const) {
    if (!list.length) continue
    console.log(`\n${heading}`)
    for (const file of new Set(list.map((problem) => problem.file))) {
      console.log(`  ${file}`)
      for (const { field, message } of list.filter((problem) => problem.file === file))
        console.log(`    ${field}: ${message}`)
    }
  }
  console.log(`\n${entries} entries serve. ${errors.length} errors, ${warnings.length} warnings.`)
  return errors.length ? 1 : 0
}
