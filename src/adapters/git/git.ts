import { exec } from '@actions/exec'
import { UpdateError } from '../../core/error.ts'

/** What a git command left behind. */
export interface GitOutput {
  /** `null` where a signal ended it. */
  readonly status: number | null
  readonly stdout: Buffer
  /** In English, whatever the language of the machine. */
  readonly stderr: string
}

/** What a git command is given beside its arguments. */
export interface GitOptions {
  /**
   * For commands that read all of it, and up to what a pipe takes at once (64 KiB): @actions/exec listens to no error of the pipe, so
   * that a git that ends before it has read everything would end this program, too.
   */
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** Runs a git command in one repository, whatever its exit status. Arguments never hold a secret: every process can see them. */
export type Git = (args: readonly string[], options?: GitOptions) => Promise<GitOutput>

/**
 * Settings that must not turn what is done here into something else: no hooks of the client, which would look at a work tree that
 * this does not use; no housekeeping; messages as UTF-8; and a temporary index that leaves nothing beside it.
 */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.splitIndex=false',
  'index.sparse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'i18n.commitEncoding=UTF-8'
]

/** What would point git at another repository, and our own inputs: one of them is a token, which no program started here needs. */
const KEPT_AWAY =
  /^(?:INPUT_.*|GITOPS_IMAGE_UPDATE_.*|GIT_(?:DIR|WORK_TREE|INDEX_FILE|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX))$/

function environmentOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined || KEPT_AWAY.test(name) ? [] : [[name, value] as const]
  )
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    LANGUAGE: '',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0'
  }
}

const notStarted = (cause: unknown): UpdateError =>
  new UpdateError('input', 'The input "checkout" needs git, which cannot be started on this machine.', {
    hint: 'Install it in the image of the job, or leave "checkout" away: without it, no git is needed.',
    cause
  })

/**
 * Git in a directory. It obeys the configuration of the repository there, its credentials among it.
 *
 * @param directory - the root of a checkout, without symbolic links; git is told to trust it, whomever it belongs to
 * @param extra - further variables for every command
 */
export function gitIn(directory: string, extra: Readonly<Record<string, string>> = {}): Git {
  const settings = [...SETTINGS, `safe.directory=${directory}`].flatMap((each) => ['-c', each])
  return async (args, { input, environment = {} } = {}) => {
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    try {
      const status = await exec('git', [...settings, ...args], {
        cwd: directory,
        env: { ...environmentOf(process.env), ...extra, ...environment },
        ...(input === undefined ? {} : { input: Buffer.from(input) }),
        silent: true,
        ignoreReturnCode: true,
        listeners: {
          stdout: (chunk) => stdout.push(chunk),
          stderr: (chunk) => stderr.push(chunk)
        }
      })
      return { status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }
    } catch (error) {
      throw notStarted(error)
    }
  }
}
