import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { gitIn, runIn, writeFiles } from '../runner/work-tree.ts'
import { useWorkingCopies, type WorkingCopy } from './working-copy.ts'

const workingCopy = useWorkingCopies()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app\njobs/*.yaml' }
const files = {
  [path]: kustomization('api:v1'),
  'jobs/nightly.yaml': deployment('api:v1'),
  'other/large.bin': 'x'.repeat(5000),
  'app/notes.txt': 'nothing\n'
}

/** The update, whatever the checkout is like: one commit on top of the rival's, with nothing else in it. */
async function expectUpdate(
  { rival, remote, run }: WorkingCopy,
  step: Parameters<typeof run>[0] = inputs
): Promise<void> {
  const theirs = await rival({ 'jobs/nightly.yaml': deployment('api:v1').replace('app', 'nightly') })
  const { exitCode, log, outputs } = await run(step)
  expect([exitCode, log]).toEqual([0, expect.not.stringContaining('::error')])
  expect(await remote('rev-parse', 'main', 'main~1')).toBe(`${outputs['commit-sha']}\n${theirs}`)
  expect(await remote('diff', '--name-only', theirs, 'main')).toBe(`${path}\njobs/nightly.yaml`)
  expect(await remote('show', `main:${path}`)).toBe(kustomization('api:v2').trimEnd())
}

describe('every kind of clone will do', () => {
  test.concurrent.each<readonly [string, readonly string[]]>([
    ['a full one', []],
    ['a shallow one', ['--depth=1']],
    ['one without blobs', ['--filter=blob:none', '--no-checkout']],
    ['one without blobs and trees', ['--filter=tree:0', '--no-checkout']],
    ['a shallow one without blobs', ['--depth=1', '--filter=blob:none', '--no-checkout']],
    ['a sparse one', ['--filter=blob:none', '--sparse']],
    ['one of another branch', ['--single-branch', '--branch=other']],
    ['a shallow one of another branch', ['--depth=1', '--branch=other']],
    ['a bare one', ['--bare']],
    ['a mirror', ['--mirror']]
  ])('%s', async (_, clone) => {
    const copy = await workingCopy(files)
    await copy.rival({ 'other.txt': 'other\n' }, 'other')
    await rm(copy.path, { recursive: true })
    await gitIn(copy.folder)('clone', '--quiet', ...clone, `file://${copy.remotePath}`, copy.path)
    await expectUpdate(copy)
  })

  test.concurrent('a linked work tree', async () => {
    const copy = await workingCopy(files)
    const linked = join(copy.folder, 'linked')
    await copy.git('worktree', 'add', '--quiet', '--detach', linked)
    await expectUpdate({ ...copy, run: runIn(linked) })
  })

  test.concurrent(
    'one with a remote of another name, by the upstream of the branch or as the only one',
    async () => {
      const copy = await workingCopy(files)
      await copy.git('remote', 'rename', 'origin', 'hub')
      await expectUpdate(copy)
      const second = await workingCopy(files)
      await second.git('remote', 'add', 'origin2', 'https://nowhere.invalid/x.git')
      await second.git('remote', 'rename', 'origin', 'hub')
      await expectUpdate(second, { ...inputs, branch: 'main' })
    }
  )

  test.concurrent('one whose remote is spelled by an abbreviation', async () => {
    const copy = await workingCopy(files)
    await copy.git('config', `url.file://${copy.folder}/.insteadOf`, 'hub:')
    await copy.git('remote', 'set-url', 'origin', 'hub:gitops.git')
    await expectUpdate(copy)
  })

  test.concurrent('one in a path of several words, named from the workspace', async () => {
    const copy = await workingCopy(files)
    await rename(copy.path, join(copy.folder, 'my checkout'))
    await expectUpdate({
      ...copy,
      run: (step) =>
        runIn('my checkout')(step, { environment: { GITHUB_WORKSPACE: copy.folder, GIT_DIR: '/nowhere' } })
    })
  })
})

test.concurrent('a partial clone fetches the manifests in one go, and no blob beside them', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`jobs/${index}.yaml`, deployment('api:v1') + `# ${index}\n`])
  )
  const copy = await workingCopy({ ...files, ...many })
  await rm(copy.path, { recursive: true })
  await gitIn(copy.folder)(
    ...['clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${copy.remotePath}`, copy.path]
  )
  const log = join(copy.folder, 'asked')
  await writeFiles(copy.folder, { 'upload-pack': `#!/bin/sh\necho x >>${log}\nexec git-upload-pack "$@"\n` })
  await copy.git('config', 'remote.origin.uploadpack', join(copy.folder, 'upload-pack'))
  expect((await copy.run(inputs)).exitCode).toBe(0)
  expect(await copy.remote('diff', '--name-only', 'main~1', 'main')).toContain('jobs/19.yaml')
  const connections = (await readFile(log, 'utf8')).trim().split('\n')
  // One for the listing of the glob, one for the reading, one for its files.
  expect(connections.length).toBeLessThanOrEqual(4)
  const missing = await copy.git('rev-list', '--objects', '--missing=print', 'origin/main')
  const large = await copy.remote('rev-parse', 'main:other/large.bin')
  expect(missing).toContain(`?${large}`)
})

test.concurrent('submodules stay where they point', async () => {
  const copy = await workingCopy(files)
  const setup = join(copy.folder, 'setup')
  await gitIn(copy.folder)('clone', '--quiet', copy.remotePath, setup)
  const head = await copy.remote('rev-parse', 'main')
  await gitIn(setup)('update-index', '--add', '--cacheinfo', `160000,${head},vendored`)
  await gitIn(setup)('commit', '--quiet', '--message', 'A submodule')
  await gitIn(setup)('push', '--quiet', 'origin', 'HEAD:main')
  await copy.git('config', 'submodule.recurse', 'true')
  await copy.git('config', 'push.recurseSubmodules', 'check')
  expect((await copy.run({ ...inputs, manifests: 'app' })).exitCode).toBe(0)
  expect(await copy.remote('ls-tree', 'main', 'vendored')).toContain(`160000 commit ${head}`)
})
