import { fileURLToPath } from 'node:url'
import { print } from './outcome.ts'
import { lintWorkflows } from './workflows.ts'

/* The part of the interop suite that lints workflows, alone: `npm run lint:workflows`. */

const part = await lintWorkflows(fileURLToPath(new URL('../.cache/', import.meta.url)))
print(part)
const hasFailed = part.outcomes.some(({ failure }) => failure !== undefined)
if (!hasFailed) console.log(`  ${part.outcomes.length} passed`)
process.exitCode = hasFailed ? 1 : 0
