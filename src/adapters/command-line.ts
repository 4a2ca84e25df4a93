import { parseArgs } from 'node:util'
import { closest } from '../core/selection/closest.ts'
import { INPUTS } from '../inputs/described.ts'
import { INPUT_NAMES, MODES, type InputName, type RawInputs } from '../inputs/raw.ts'

/** What a command line asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly inputs: RawInputs; readonly format: OutputFormat }

/** How the outputs are printed: as lines among the log, or as one JSON object that has standard output to itself. */
export type OutputFormat = 'text' | 'json'

/** A command line that makes no sense, with the reason as a sentence. */
export class UsageError extends Error {}

/** Inputs that hold secrets: every process of the machine can read a command line, so they come by the environment. */
const SECRETS: readonly InputName[] = ['token', 'source-token', 'registry-auth'].filter(
  (name): name is InputName => (INPUT_NAMES as readonly string[]).includes(name)
)

/** Inputs that are switched on by their name alone. */
const SWITCHES: readonly string[] = ['draft', 'pin-digest', 'verify-image', 'rollback']

/** The variable of an input: `pull-request-branch` is `GITOPS_IMAGE_UPDATE_PULL_REQUEST_BRANCH`. */
export const variableOf = (input: InputName): string =>
  `GITOPS_IMAGE_UPDATE_${input.toUpperCase().replaceAll('-', '_')}`

/** Variables that hold a token for GitHub by custom, the first that is set counts. */
const TOKENS = ['GITHUB_TOKEN', 'GH_TOKEN']

/** `--draft` alone means `--draft=true`, which the parser of Node does not know for options that may have a value. */
const withValue = (words: readonly string[]): string[] =>
  words.map((word, index) => {
    const isAlone = words[index + 1]?.startsWith('-') !== false
    return isAlone && SWITCHES.some((name) => word === `--${name}`) ? `${word}=true` : word
  })

function parse(words: readonly string[]): Readonly<Record<string, readonly string[] | boolean | undefined>> {
  const option = { type: 'string', multiple: true } as const
  const options = Object.fromEntries([...INPUT_NAMES, 'output'].map((name) => [name, option]))
  try {
    const help = { type: 'boolean', short: 'h' } as const
    return parseArgs({ args: withValue(words), options: { ...options, help }, strict: true }).values
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${message}${suggestion(message)}`, { cause: error })
  }
}

/** What the parser's complaint about an unknown option may have meant. */
function suggestion(complaint: string): string {
  const option = /^Unknown option '--([^']+)'/.exec(complaint)?.[1] ?? ''
  if (MODES.some((mode) => mode === option)) return ` Write "--mode ${option}".`
  const near = closest(option, INPUT_NAMES).map((name) => `"--${name}"`)
  return option === '' || near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`
}

function fromEnvironment(input: InputName, environment: NodeJS.ProcessEnv): string | undefined {
  const own = environment[variableOf(input)]
  if (own !== undefined || input !== 'token') return own
  return TOKENS.map((name) => environment[name]).find((token) => token !== undefined && token !== '')
}

/** Expressions are for a runner to fill in. */
function defaultOf(name: InputName): string {
  const { default: otherwise } = INPUTS[name]
  return otherwise.includes('${{') ? '' : otherwise
}

function readFormat(given: unknown): OutputFormat {
  const [format = 'text', ...others] = (given ?? []) as readonly string[]
  if (others.length === 0 && (format === 'text' || format === 'json')) return format
  throw new UsageError(`"--output ${String(given)}" is neither "text" nor "json".`)
}

/**
 * Reads a command line: `--NAME VALUE` for each input, once for each item of a list. What is not there comes from the
 * environment, and else from the defaults of action.yml.
 *
 * @throws UsageError
 */
export function readCommandLine(words: readonly string[], environment: NodeJS.ProcessEnv): Command {
  const given = parse(words)
  if (given['help'] === true) return { kind: 'help' }
  if (words.length === 0 && INPUT_NAMES.every((name) => environment[variableOf(name)] === undefined))
    throw new UsageError('Nothing is asked for: name "--images" and "--manifests".')
  const secret = SECRETS.find((name) => given[name] !== undefined)
  if (secret !== undefined) {
    throw new UsageError(
      `"--${secret}" would show a secret to every process of this machine: set ${variableOf(secret)} instead.`
    )
  }
  const inputs = INPUT_NAMES.map((name): [InputName, string] => {
    const values = given[name] as readonly string[] | undefined
    return [name, values?.join('\n') ?? fromEnvironment(name, environment) ?? defaultOf(name)]
  })
  return { kind: 'run', inputs: Object.fromEntries(inputs) as RawInputs, format: readFormat(given['output']) }
}
