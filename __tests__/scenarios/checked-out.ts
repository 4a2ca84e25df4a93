import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import type { RepositoryOptions } from '../servers/github/index.ts'
import { useStage, type Stage } from './stage.ts'
import { gitIn, type GitCommand } from '../runner/work-tree.ts'

/** A stage whose step works in a checkout. */
export interface CheckedOut extends Stage {
  readonly git: GitCommand
}

/**
 * Checks repositories of a loopback GitHub out as actions/checkout does: shallow, and with the token in a header that the
 * configuration sets.
 */
export function useCheckouts(): (
  files: Readonly<Record<string, string>>,
  options?: RepositoryOptions
) => Promise<CheckedOut> {
  const stage = useStage()
  const folders: string[] = []
  afterAll(async () => {
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
  })
  return async (files, options = {}) => {
    const { github, gitops, run } = await stage(files, options)
    const folder = await mkdtemp(join(tmpdir(), 'checked-out-'))
    folders.push(folder)
    const git = gitIn(folder)
    await git('init', '--quiet')
    await git('remote', 'add', 'origin', `${github.serverUrl}/acme/gitops.git`)
    await useToken({ github, git }, github.token)
    await git(
      'fetch',
      '--quiet',
      '--depth=1',
      '--no-tags',
      'origin',
      '+refs/heads/main:refs/remotes/origin/main'
    )
    await git('checkout', '--quiet', '--force', '-B', 'main', 'refs/remotes/origin/main')
    github.forget()
    const inCheckout: Stage['run'] = (inputs, step = {}) =>
      run(
        { checkout: folder, repository: '', ...inputs },
        { ...step, environment: { GIT_CONFIG_NOSYSTEM: '1', ...step.environment } }
      )
    return { github, gitops, git, run: inCheckout }
  }
}

/** Lets a checkout use another token. */
export async function useToken(
  { github, git }: { readonly github: { readonly serverUrl: string }; readonly git: GitCommand },
  token: string
): Promise<void> {
  const credential = Buffer.from(`x-access-token:${token}`).toString('base64')
  await git('config', `http.${github.serverUrl}/.extraheader`, `AUTHORIZATION: basic ${credential}`)
}
