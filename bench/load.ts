import { slackLoad } from './slack-load.ts'
import { teamsLoad } from './teams-load.ts'

/** `npm run load -- slack`: how a platform's adapter stands a flood. */
const RUNS: Readonly<Record<string, () => Promise<void>>> = { slack: slackLoad, teams: teamsLoad }

const run = RUNS[process.argv[2] ?? '']
if (run) await run()
else console.error(`Usage: npm run load -- ${Object.keys(RUNS).join('|')}`)
process.exitCode = run ? 0 : 2
