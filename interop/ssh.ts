import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { kustomization } from '../__tests__/scenarios/manifests.ts'
import { commitTo, gitIn, runIn } from '../__tests__/runner/work-tree.ts'
import { outcome, type Outcome, type Part } from './outcome.ts'
import { startSshServer, type SshServer } from './ssh-server.ts'

const path = 'app/kustomization.yaml'
const names = Array.from({ length: 10 }, (_, index) => `service-${index}`)
const manifest = (tag: string): string => kustomization(...names.map((name) => `${name}:${tag}`))

/** A bare repository behind the server, and a way to check it out with one of the keys. */
class Remote {
  readonly #folder: string
  readonly #server: SshServer
  readonly path: string

  constructor(folder: string, server: SshServer) {
    this.#folder = folder
    this.#server = server
    this.path = join(folder, 'gitops.git')
  }

  get git() {
    return gitIn(this.path)
  }

  /** A shallow checkout that uses a key, as `ssh-key` of actions/checkout leaves it. */
  async checkOut(name: string, key: string, knownHosts?: string): Promise<string> {
    const checkout = join(this.#folder, name)
    await gitIn(this.#folder)('clone', '--quiet', '--depth=1', `file://${this.path}`, checkout)
    const git = gitIn(checkout)
    const address = `ssh://${userInfo().username}@127.0.0.1:${this.#server.port}${this.path}`
    await git('remote', 'set-url', 'origin', address)
    await git('config', 'core.sshCommand', this.#server.commandFor(key, knownHosts))
    return checkout
  }
}

const update = (checkout: string, image: string) =>
  runIn(checkout)({ images: `${image}:v2`, manifests: 'app' })

async function checkRefusals(remote: Remote): Promise<readonly Outcome[]> {
  const refusals = [
    ['reader', undefined, /may not .*marked as read only.*Allow the deploy key write access/],
    [
      'stranger',
      undefined,
      /does not accept the credentials of the checkout .*Permission denied.*deploy key/
    ],
    ['writer', 'unknown', /SSH does not know the host .*ssh-known-hosts/]
  ] as const
  const before = await remote.git('rev-parse', 'main')
  const outcomes: Outcome[] = []
  for (const [key, knownHosts, expected] of refusals) {
    const checkout = await remote.checkOut(`refused-${key}`, key, knownHosts)
    const { exitCode, log } = await update(checkout, 'service-0')
    const isRight = exitCode === 1 && expected.test(log) && (await remote.git('rev-parse', 'main')) === before
    outcomes.push(
      outcome(
        `the key "${key}" is refused${knownHosts === undefined ? '' : ' by an unknown host'}`,
        isRight ? undefined : log
      )
    )
  }
  return outcomes
}

/** Ten jobs at once, in checkouts that are behind by a commit: protocol and authentication are those of a server of one's own. */
async function checkRace(remote: Remote): Promise<Outcome> {
  const checkouts = await Promise.all(names.map((name) => remote.checkOut(name, 'writer')))
  await commitTo(remote.path, { 'README.md': 'Somebody else was here.\n' })
  const results = await Promise.all(checkouts.map((checkout, index) => update(checkout, names[index] ?? '')))
  const isUpdated = (await remote.git('show', `main:${path}`)) === manifest('v2').trimEnd()
  const isLinear = (await remote.git('rev-list', '--merges', '--count', 'main')) === '0'
  const hasAll = (await remote.git('rev-list', '--count', 'main')) === '12'
  const failed = results.filter(({ exitCode }) => exitCode !== 0)
  const isRight = isUpdated && isLinear && hasAll && failed.length === 0
  return outcome(
    'ten jobs at once with a deploy key make ten commits in a row',
    isRight ? undefined : failed.map(({ log }) => log).join('\n') || 'the branch is not as it should be'
  )
}

/** Runs the bundle against OpenSSH itself. */
export async function checkSsh(): Promise<Part> {
  const title = 'A checkout with a deploy key, against the server of OpenSSH'
  const folder = await mkdtemp(join(tmpdir(), 'interop-ssh-'))
  try {
    const server = await startSshServer(folder)
    try {
      const remote = new Remote(folder, server)
      await gitIn(folder)('init', '--quiet', '--bare', '--initial-branch=main', remote.path)
      await commitTo(remote.path, { [path]: manifest('v1') })
      return { title, outcomes: [...(await checkRefusals(remote)), await checkRace(remote)], report: [] }
    } finally {
      server.stop()
    }
  } catch (error) {
    return {
      title,
      outcomes: [outcome('the server', error instanceof Error ? error.message : String(error))],
      report: []
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
