#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { printProblems } from '../adapters/cli/check.ts'
import { progressBar } from '../adapters/cli/progress.ts'
import { loadLibrary } from './knowledge/load-library.ts'

const { positionals } = parseArgs({ allowPositionals: true, strict: false })
const bar = progressBar('Checking')
const library = loadLibrary('knowledge', { onProgress: bar.update })
bar.stop()
process.exitCode = printProblems(library.problems, library.entries.length, positionals[1])
