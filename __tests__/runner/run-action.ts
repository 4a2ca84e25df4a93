import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actionMetadata, projectRoot } from './action-metadata.ts'
import { parseCommandFile } from './command-file.ts'

/** Where the action finds GitHub. */
export interface Instance {
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly serverUrl: string
}

/** A workflow step with its surroundings. */
export interface Step {
  readonly github: Instance
  /** `with:` of the step; defaults come from action.yml. */
  readonly with: Readonly<Record<string, string>>
  /** What `${{ github.token }}` is. */
  readonly token?: string
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository?: string
  readonly environment?: Readonly<Record<string, string>>
  /** Words before the command that starts the action, so that another program starts it; it is started itself, where they are left out. */
  readonly launcher?: readonly string[]
}

/** What a step left behind. */
export interface StepResult {
  readonly exitCode: number | null
  /** The whole log: standard output and standard error as they came. */
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
}

const RUN = {
  GITHUB_SHA: '8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a',
  GITHUB_RUN_ID: '4242',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_NUMBER: '17',
  GITHUB_WORKFLOW: 'release',
  GITHUB_ACTOR: 'octocat',
  GITHUB_ACTIONS: 'true'
}

/** Fills in what the expression in the defaults of action.yml stands for. */
const expand = (value: string, step: Step): string => value.replace('${{ github.token }}', step.token ?? '')

/** The inputs as the runner passes them: hyphens kept, upper case, defaults applied. */
function inputVariables(step: Step): Record<string, string> {
  const { inputs } = actionMetadata()
  const variables: Record<string, string> = {}
  for (const [name, { default: otherwise = '' }] of Object.entries(inputs)) {
    variables[`INPUT_${name.toUpperCase()}`] = step.with[name] ?? expand(otherwise, step)
  }
  for (const name of Object.keys(step.with)) {
    if (!(name in inputs)) throw new Error(`action.yml has no input "${name}"`)
  }
  return variables
}

/** Starts the bundle as the runner starts a JavaScript action, and waits for it. */
export async function runAction(step: Step): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), 'step-'))
  const output = join(folder, 'output')
  const summary = join(folder, 'summary')
  await Promise.all([writeFile(output, ''), writeFile(summary, '')])
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    NODE_COMPILE_CACHE: fileURLToPath(new URL('.cache/compile', projectRoot)),
    ...RUN,
    GITHUB_REPOSITORY: step.repository ?? 'acme/app',
    GITHUB_API_URL: step.github.apiUrl,
    GITHUB_GRAPHQL_URL: step.github.graphqlUrl,
    GITHUB_SERVER_URL: step.github.serverUrl,
    GITHUB_WORKSPACE: folder,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    ...inputVariables(step),
    ...step.environment
  }
  const main = fileURLToPath(new URL(actionMetadata().runs.main, projectRoot))
  const [program, ...words] = [...(step.launcher ?? []), process.execPath, main]
  const child = spawn(program, words, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let log = ''
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const result = {
    exitCode,
    log,
    outputs: parseCommandFile(await readFile(output, 'utf8')),
    summary: await readFile(summary, 'utf8')
  }
  await rm(folder, { recursive: true })
  return result
}
