import { realpath } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { UpdateError } from '../../core/error.ts'
import { parseConfiguration, type Configuration } from './configuration.ts'
import { gitIn, type Git } from './git.ts'
import { refusalOf, type Situation } from './refusal.ts'
import { describeRemote, parseRemoteUrl, type RemoteUrl } from './remote-url.ts'

/** A checkout of the GitOps repository, with the remote that it is updated through. */
export interface Checkout {
  readonly git: Git
  readonly configuration: Configuration
  /** The name of the remote. */
  readonly remote: string
  /** Its address as the configuration spells it, and as git resolves it (`insteadOf`). */
  readonly urls: readonly RemoteUrl[]
  /** The remote as people are shown it. */
  readonly title: string
  readonly isShallow: boolean
  readonly log: (line: string) => void
}

/** Where a checkout is to be found. */
export interface CheckoutLocation {
  /** As the input has it. */
  readonly path: string
  /** The directory that relative paths start from. */
  readonly workspace: string
  /** The branch that is updated, where it is named: its upstream tells the remote. */
  readonly branch: string | undefined
  readonly log: (line: string) => void
}

/** The first git with everything that is used here: `fetch --no-write-fetch-head`, `core.hooksPath`, `config --list -z`. */
const LEAST_VERSION = [2, 30] as const

async function rootOf({ path, workspace }: CheckoutLocation): Promise<string> {
  const directory = resolve(workspace, path)
  try {
    return await realpath(directory)
  } catch (error) {
    throw new UpdateError(
      'input',
      `The input "checkout" names "${path}", which is not there (${directory}).`,
      {
        hint: 'Write the path of a clone, from where this starts: in a workflow the one that "actions/checkout" was given, in a step before.',
        cause: error
      }
    )
  }
}

/** Where nothing is known of the remote yet. */
const here = (action: string): Situation => ({ action, remote: 'the remote', transport: 'local', branch: '' })

/** What a git command prints that must succeed, without the white space around it. */
export async function ask(git: Git, args: readonly string[], situation: Situation): Promise<string> {
  const output = await git(args)
  if (output.status !== 0) throw refusalOf(output, situation)
  return output.stdout.toString().trim()
}

async function requireVersion(git: Git): Promise<void> {
  const printed = await ask(git, ['version'], here('telling its version'))
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(printed) ?? []
  const [leastMajor, leastMinor] = LEAST_VERSION
  const isEnough = Number(major) > leastMajor || (Number(major) === leastMajor && Number(minor) >= leastMinor)
  if (isEnough) return
  throw new UpdateError('input', `The git of this machine is too old for the input "checkout": ${printed}.`, {
    hint: `Install git ${LEAST_VERSION.join('.')} or later, or leave "checkout" away: without it, no git is needed.`
  })
}

/** The remote of the branch's upstream, else `origin`, else the only one. */
async function remoteOf(
  git: Git,
  configuration: Configuration,
  { path, branch = '' }: CheckoutLocation
): Promise<string> {
  const remotes = (await ask(git, ['remote'], here('listing the remotes')))
    .split('\n')
    .filter((name) => name !== '')
  const upstream = configuration.value(`branch.${branch}.remote`)
  const remote =
    remotes.find((name) => name === upstream) ??
    remotes.find((name) => name === 'origin') ??
    (remotes.length === 1 ? remotes[0] : undefined)
  if (remote !== undefined) return remote
  const which =
    remotes.length === 0 ? 'no remote' : `several remotes (${remotes.join(', ')}), none of them "origin"`
  throw new UpdateError('input', `The checkout "${path}" has ${which}.`, {
    hint: 'Name the one to push to "origin", or give the branch an upstream.'
  })
}

/** Asks of SSH never to wait for an answer, unless somebody has chosen how it is started. */
function sshVariables(configuration: Configuration): Readonly<Record<string, string>> {
  const isChosen = ['GIT_SSH_COMMAND', 'GIT_SSH'].some((name) => (process.env[name] ?? '') !== '')
  if (isChosen || configuration.value('core.sshcommand') !== undefined) return {}
  return { GIT_SSH_COMMAND: 'ssh -oBatchMode=yes' }
}

/**
 * Opens a checkout: the root of a work tree, linked ones among them, or a bare clone.
 *
 * @throws UpdateError `input` where there is none, git is absent or too old, or no remote can be told
 */
export async function openCheckout(location: CheckoutLocation): Promise<Checkout> {
  const root = await rootOf(location)
  // A path that is no checkout itself must not turn into the checkout around it.
  const borders = { GIT_CEILING_DIRECTORIES: dirname(root) }
  const git = gitIn(root, borders)
  await requireVersion(git)
  const isShallow = await ask(git, ['rev-parse', '--is-shallow-repository'], here('opening the checkout'))
  const listing = await ask(git, ['config', '--list', '-z'], here('reading the configuration'))
  const configuration = parseConfiguration(listing)
  const remote = await remoteOf(git, configuration, location)
  const resolved = await ask(git, ['remote', 'get-url', remote], here('reading the address of the remote'))
  const written = configuration.value(`remote.${remote}.url`) ?? resolved
  return {
    git: gitIn(root, { ...borders, ...sshVariables(configuration) }),
    configuration,
    remote,
    urls: [parseRemoteUrl(written), parseRemoteUrl(resolved)],
    title: describeRemote(parseRemoteUrl(resolved)),
    isShallow: isShallow === 'true',
    log: location.log
  }
}

/** What is being done with the remote, for those who are told why it failed. */
export const situationOf = ({ title, urls }: Checkout, action: string, branch = ''): Situation => ({
  action,
  remote: title,
  transport: urls[1]?.transport ?? 'local',
  branch
})
