import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'
import { commitTo, gitIn, runIn, type GitCommand, type RunInCheckout } from '../runner/work-tree.ts'

/** A remote that nothing but git serves, with a checkout of it, and the step that works in that. */
export interface WorkingCopy {
  /** The folder that holds all. */
  readonly folder: string
  readonly path: string
  readonly remotePath: string
  readonly git: GitCommand
  readonly remote: GitCommand
  /** Commits files to a branch of the remote as somebody else would. */
  readonly rival: (files: Readonly<Record<string, string>>, branch?: string) => Promise<string>
  readonly run: RunInCheckout
}

/** Makes working copies, each with a remote of its own; all are removed in the end. */
export function useWorkingCopies(): (
  files?: Readonly<Record<string, string | Buffer>>,
  clone?: readonly string[]
) => Promise<WorkingCopy> {
  const folders: string[] = []
  afterAll(async () => {
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
  })
  return async (files, clone = []) => {
    const folder = await mkdtemp(join(tmpdir(), 'working-copy-'))
    folders.push(folder)
    const [path, remotePath] = [join(folder, 'checkout'), join(folder, 'gitops.git')]
    const git = gitIn(path)
    await gitIn(folder)('init', '--quiet', '--bare', '--initial-branch=main', remotePath)
    const remote = gitIn(remotePath)
    await remote('config', 'uploadpack.allowFilter', 'true')
    if (files !== undefined) await commitTo(remotePath, files)
    // With an address in full, so that depth and filters count on the same machine, too.
    await gitIn(folder)('clone', '--quiet', ...clone, `file://${remotePath}`, path)
    const rival: WorkingCopy['rival'] = (changed, branch) => commitTo(remotePath, changed, branch)
    return { folder, path, remotePath, git, remote, rival, run: runIn(path) }
  }
}
