import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useWorkingCopies } from './working-copy.ts'

const workingCopy = useWorkingCopies()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app' }
const files = { [path]: kustomization('api:v1', 'web:v1') }
const updated = kustomization('api:v2', 'web:v1').trimEnd()

test.concurrent(
  'a checkout is updated with git alone: one commit, pushed, and told in the outputs',
  async () => {
    const { remote, run } = await workingCopy(files)
    const { exitCode, outputs, log, summary } = await run(inputs)
    expect([exitCode, log]).toEqual([0, expect.not.stringContaining('::error')])
    expect(await remote('show', `main:${path}`)).toBe(updated)
    expect(await remote('rev-list', '--count', 'main')).toBe('2')
    expect(await remote('diff', '--name-only', 'main~1', 'main')).toBe(path)
    expect(outputs).toMatchObject({
      changed: 'true',
      branch: 'main',
      'commit-sha': await remote('rev-parse', 'main'),
      'pull-request-operation': 'none'
    })
    expect(await remote('log', '-1', '--format=%B', 'main')).toMatch(
      /^chore: update api:v2\n\n- app\/kustomization\.yaml: api:v1 -> api:v2\n\nImage: api:v1 -> api:v2\nSource-Commit: [^]*Gitops-Image-Update: /
    )
    // There is no page to link to.
    expect(summary).toContain('<code>app/kustomization.yaml:7</code> |')
    expect(summary).not.toMatch(/\]\(/)
  }
)

test.concurrent('a second run finds nothing to do', async () => {
  const { remote, run } = await workingCopy(files)
  await run(inputs)
  const { exitCode, outputs } = await run(inputs)
  expect([exitCode, outputs['changed'], outputs['commit-sha']]).toEqual([0, 'false', ''])
  expect(await remote('rev-list', '--count', 'main')).toBe('2')
})

test.concurrent('a dry run shows the difference and writes nothing', async () => {
  const { git, remote, run } = await workingCopy(files)
  const before = await git('for-each-ref')
  const { exitCode, log } = await run({ ...inputs, mode: 'dry-run' })
  expect(exitCode).toBe(0)
  expect(log).toContain('+    newTag: v2')
  expect(await remote('rev-list', '--count', 'main')).toBe('1')
  expect(await git('for-each-ref')).toBe(before)
})

test.concurrent('what counts is the branch as the remote has it, not the checkout', async () => {
  const { rival, remote, run, git } = await workingCopy(files)
  await rival({ [path]: kustomization('api:v1', 'web:v9') })
  await git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  expect((await run(inputs)).exitCode).toBe(0)
  expect(await remote('show', `main:${path}`)).toBe(kustomization('api:v2', 'web:v9').trimEnd())
  expect(await remote('rev-list', '--count', 'main')).toBe('3')
})

describe('the work tree', () => {
  test.concurrent('follows where it is clean and on the branch', async () => {
    const { git, remote, run, path: checkout } = await workingCopy(files)
    await run(inputs)
    expect(await readFile(join(checkout, path), 'utf8')).toBe(`${updated}\n`)
    expect(await git('rev-parse', 'HEAD')).toBe(await remote('rev-parse', 'main'))
    expect(await git('status', '--porcelain', '--branch')).toBe('## main...origin/main')
  })

  test.concurrent('stays as it is, and so does the index, where something is not committed', async () => {
    const { git, remote, run, path: checkout } = await workingCopy({ ...files, 'README.md': 'one\n' })
    await writeFile(join(checkout, 'README.md'), 'two\n')
    await writeFile(join(checkout, 'new.txt'), 'new\n')
    await git('add', 'new.txt')
    await writeFile(join(checkout, path), 'broken: [')
    const head = await git('rev-parse', 'HEAD')
    const status = await git('status', '--porcelain')
    const index = await git('ls-files', '--stage')
    const { exitCode, log } = await run(inputs)
    expect(exitCode).toBe(0)
    expect(await remote('show', `main:${path}`)).toBe(updated)
    expect(await remote('diff', '--name-only', 'main~1', 'main')).toBe(path)
    expect(await git('rev-parse', 'HEAD')).toBe(head)
    expect(await git('status', '--porcelain')).toBe(status)
    expect(await git('ls-files', '--stage')).toBe(index)
    expect(log).toContain('The checkout stays as it is')
  })

  test.concurrent(
    'stays where it is, too, where what is not committed has nothing to do with it',
    async () => {
      const { git, remote, run, path: checkout } = await workingCopy({ ...files, 'README.md': 'one\n' })
      await writeFile(join(checkout, 'README.md'), 'two\n')
      const head = await git('rev-parse', 'HEAD')
      expect((await run(inputs)).exitCode).toBe(0)
      expect(await git('rev-parse', 'HEAD')).toBe(head)
      expect(await git('status', '--porcelain')).toBe(' M README.md')
      expect(await remote('show', `main:${path}`)).toBe(updated)
    }
  )

  test.concurrent('stays where it is on another branch, detached, or ahead', async () => {
    for (const move of [
      ['checkout', '--quiet', '-b', 'feature'],
      ['checkout', '--quiet', '--detach'],
      ['commit', '--quiet', '--allow-empty', '--message', 'Not pushed']
    ]) {
      const { git, remote, run } = await workingCopy(files)
      await git(...move)
      const head = await git('rev-parse', 'HEAD')
      const refs = await git('for-each-ref', 'refs/heads')
      expect((await run(inputs)).exitCode).toBe(0)
      expect(await git('rev-parse', 'HEAD')).toBe(head)
      expect(await git('for-each-ref', 'refs/heads')).toBe(refs)
      expect(await git('status', '--porcelain')).toBe('')
      expect(await remote('show', `main:${path}`)).toBe(updated)
      expect(await remote('log', '--format=%s', 'main')).not.toContain('Not pushed')
    }
  })
})

test.concurrent('another branch is updated by name', async () => {
  const { rival, remote, run } = await workingCopy(files)
  await rival({ [path]: kustomization('api:v0') }, 'staging')
  const { outputs } = await run({ ...inputs, branch: 'staging' })
  expect(outputs['branch']).toBe('staging')
  expect(await remote('show', `staging:${path}`)).toBe(kustomization('api:v2').trimEnd())
  expect(await remote('rev-list', '--count', 'main')).toBe('1')
})

test.concurrent('globs are found in the commit of the remote', async () => {
  const { remote, run } = await workingCopy({
    'apps/a/kustomization.yaml': kustomization('api:v1'),
    'apps/b/kustomization.yaml': kustomization('api:v1')
  })
  expect((await run({ images: 'api:v2', manifests: 'apps/*' })).exitCode).toBe(0)
  expect(await remote('diff', '--name-only', 'main~1', 'main')).toBe(
    'apps/a/kustomization.yaml\napps/b/kustomization.yaml'
  )
})
