import { join } from 'node:path'
import { gitEnvironment } from '../../__tests__/servers/git/command.ts'
import type { Kustomize } from '../../interop/kustomize.ts'
import { runProcess } from '../process-run.ts'
import { updatedImage, updatedOverlay } from './generated-repository.ts'
import type { Way } from './way.ts'

const identity = {
  GIT_AUTHOR_NAME: 'ci',
  GIT_AUTHOR_EMAIL: 'ci@example.test',
  GIT_COMMITTER_NAME: 'ci',
  GIT_COMMITTER_EMAIL: 'ci@example.test'
}

/** The credential as actions/checkout passes it: with every request, so that none is refused first. */
const credential = (token: string): string =>
  `http.extraHeader=Authorization: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`

/** How a clone is made. */
export interface CloneOptions {
  /** Whether only the overlay is fetched and checked out. */
  readonly isSparse: boolean
}

async function setImage(kustomize: Kustomize, folder: string, version: string): Promise<void> {
  const answer = await kustomize.setImage(folder, [`${updatedImage}:${version}`])
  if ('refusal' in answer) throw new Error(answer.refusal)
}

/** What workflows do by hand: a shallow clone, `kustomize edit set image`, a commit and a push. */
export const cloneAndPush = (name: string, kustomize: Kustomize, options: CloneOptions): Way => ({
  name,
  write: async ({ github, repository }, version, folder) => {
    const clone = join(folder, 'clone')
    const git = async (cwd: string, ...args: readonly string[]): Promise<void> => {
      await runProcess({ program: 'git', args, cwd, environment: gitEnvironment(identity) })
    }
    const url = `${github.serverUrl}/${repository.nameWithOwner}.git`
    const flags = ['--quiet', '--depth=1', '-c', credential(github.token)]
    if (options.isSparse) flags.push('--filter=blob:none', '--sparse')
    await git(folder, 'clone', ...flags, url, 'clone')
    if (options.isSparse) await git(clone, 'sparse-checkout', 'set', updatedOverlay)
    await setImage(kustomize, join(clone, updatedOverlay), version)
    await git(clone, 'commit', '--quiet', '--all', '--message', `chore: update service-0001:${version}`)
    await git(clone, 'push', '--quiet', 'origin', 'HEAD')
  }
})
