/** What starts a workflow, and with what. */
export interface Trigger {
  readonly event: 'push' | 'release' | 'schedule' | 'workflow_dispatch'
  /** What GitHub tells of the event. */
  readonly payload?: Readonly<Record<string, unknown>>
  /** What a person gives to `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, string>>
}

/** A job to run: the checkout of its repository, and what the runner knows. */
export interface Job {
  readonly checkout: string
  /** The path of the workflow in the checkout. */
  readonly workflow: string
  /** The actions that the workflow uses, as it names them. */
  readonly uses: readonly string[]
  readonly trigger: Trigger
  /** The file that holds the payload of the event. */
  readonly payload: string
  /** What GitHub sets for every step. */
  readonly github: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string>>
  /** The environment of the machine. */
  readonly machine: Readonly<Record<string, string>>
}

/** Who starts every workflow. */
export const ACTOR = 'mona'

const pairs = (flag: string, values: Readonly<Record<string, string>> = {}): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`])

/**
 * The words of the command line that has act run a job: as a process of this machine, in no container. Secrets are not masked, so that one
 * which a step shows is seen.
 *
 * @param folderOf - where an action is taken from, instead of GitHub
 */
export const wordsFor = (job: Job, folderOf: (action: string) => string): readonly string[] => [
  job.trigger.event,
  ...['--directory', job.checkout, '--workflows', job.workflow, '--eventpath', job.payload],
  ...['--platform', 'ubuntu-latest=-self-hosted', '--container-daemon-socket', '-'],
  ...['--no-cache-server', '--json', '--insecure-secrets', '--actor', ACTOR],
  ...job.uses.flatMap((action) => ['--local-repository', `${action}=${folderOf(action)}`]),
  ...pairs('--input', job.trigger.inputs),
  ...pairs('--env', job.github),
  ...pairs('--secret', job.secrets),
  ...pairs('--var', job.variables)
]
