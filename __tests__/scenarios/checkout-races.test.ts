import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { gitIn, runIn } from '../runner/work-tree.ts'
import { useWorkingCopies, type WorkingCopy } from './working-copy.ts'

const workingCopy = useWorkingCopies()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app' }
const files = { [path]: kustomization('api:v1', 'web:v1') }

async function script(file: string, ...lines: readonly string[]): Promise<void> {
  await writeFile(file, ['#!/bin/sh', ...lines, ''].join('\n'))
  await chmod(file, 0o755)
}

/**
 * Lets something happen at the remote whenever it is asked to take a push, right before it looks at its refs (`early`) or
 * after it has told them and compared (`late`).
 */
async function duringPush(
  { folder, git, remotePath }: WorkingCopy,
  when: 'early' | 'late',
  ...lines: readonly string[]
) {
  const action = [`cd ${remotePath}`, 'unset $(git rev-parse --local-env-vars) GIT_QUARANTINE_PATH', ...lines]
  if (when === 'late') return script(join(remotePath, 'hooks', 'pre-receive'), ...action)
  await script(join(folder, 'receive-pack'), `(${action.join('\n')}) >&2`, 'exec git-receive-pack "$@"')
  await git('config', 'remote.origin.receivepack', join(folder, 'receive-pack'))
}

/** Moves `main` to one of the commits prepared, one further at each push, until there is none. */
const nextCommit = (commits: readonly string[]): readonly string[] => [
  `next=$(cat next 2>/dev/null || echo 1)`,
  `set -- ${commits.join(' ')}`,
  `[ $next -le $# ] || exit 0`,
  `echo $((next + 1)) >next`,
  `shift $((next - 1))`,
  `git update-ref refs/heads/main $1`
]

/** Commits of a rival, each on top of the last, that no branch holds yet. */
async function prepared(
  { rival, remote }: WorkingCopy,
  versions: readonly string[]
): Promise<readonly string[]> {
  const before = await remote('rev-parse', 'main')
  const commits: string[] = []
  for (const each of versions) commits.push(await rival({ [path]: each }))
  await remote('update-ref', 'refs/heads/main', before)
  return commits
}

describe.each(['early', 'late'] as const)('when somebody else pushes (%s)', (when) => {
  test.concurrent('to the same file, all is read and planned again: both changes stay', async () => {
    const copy = await workingCopy(files)
    const commits = await prepared(copy, [
      kustomization('api:v1', 'web:v8'),
      kustomization('api:v1', 'web:v9')
    ])
    await duringPush(copy, when, ...nextCommit(commits))
    const { exitCode, log, outputs } = await copy.run(inputs)
    expect(exitCode).toBe(0)
    expect(log).toContain('The branch moved during attempt 2')
    expect(await copy.remote('show', `main:${path}`)).toBe(kustomization('api:v2', 'web:v9').trimEnd())
    expect(await copy.remote('rev-parse', 'main', 'main~1')).toBe(`${outputs['commit-sha']}\n${commits[1]}`)
  })

  test.concurrent('the same update, there is nothing left to do', async () => {
    const copy = await workingCopy(files)
    const commits = await prepared(copy, [kustomization('api:v2', 'web:v1')])
    await duringPush(copy, when, ...nextCommit(commits))
    const { exitCode, outputs } = await copy.run(inputs)
    expect([exitCode, outputs['changed'], outputs['commit-sha']]).toEqual([0, 'false', ''])
    expect(await copy.remote('rev-parse', 'main')).toBe(commits[0])
  })

  test.concurrent('by force, what they took away is not brought back', async () => {
    const copy = await workingCopy(files)
    const first = await copy.remote('rev-parse', 'main')
    await copy.rival({ 'secret.txt': 'oops' })
    await duringPush(copy, when, ...nextCommit([first]))
    expect((await copy.run(inputs)).exitCode).toBe(0)
    expect(await copy.remote('rev-parse', 'main~1')).toBe(first)
    expect(await copy.remote('ls-tree', '-r', '--name-only', 'main')).toBe(path)
  })
})

test.concurrent('without retries, a lost race is an error that says what to do', async () => {
  const copy = await workingCopy(files)
  const commits = await prepared(copy, [kustomization('api:v1', 'web:v9')])
  await duringPush(copy, 'late', ...nextCommit(commits))
  const { exitCode, log } = await copy.run({ ...inputs, retries: '0' })
  expect([exitCode, log]).toEqual([
    1,
    expect.stringMatching(/::error::The branch moved .*tried once.*"retries"/)
  ])
  expect(await copy.remote('rev-parse', 'main')).toBe(commits[0])
})

test.concurrent('a push whose answer is lost is looked up, not made twice', async () => {
  const copy = await workingCopy(files)
  // The remote takes the push, and is killed before it can say so.
  await script(
    join(copy.remotePath, 'hooks', 'post-update'),
    'mkdir once 2>/dev/null || exit 0',
    'kill -9 $PPID'
  )
  const { exitCode, outputs } = await copy.run(inputs)
  expect(exitCode).toBe(0)
  expect(outputs).toMatchObject({ changed: 'true', 'commit-sha': await copy.remote('rev-parse', 'main') })
  expect(JSON.parse(outputs['changes'] ?? '')).toHaveLength(1)
  expect(await copy.remote('rev-list', '--count', 'main')).toBe('2')
})

test.concurrent('so is one that did not land: it is made again', async () => {
  const copy = await workingCopy(files)
  await script(
    join(copy.remotePath, 'hooks', 'pre-receive'),
    'mkdir once 2>/dev/null || exit 0',
    'kill -9 $PPID'
  )
  const { exitCode, outputs } = await copy.run(inputs)
  expect(exitCode).toBe(0)
  expect(outputs['commit-sha']).toBe(await copy.remote('rev-parse', 'main'))
  expect(await copy.remote('rev-list', '--count', 'main')).toBe('2')
})

test('ten runs at once, each in a checkout of its own: ten commits in a row, none lost, none failed', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `service-${index}`)
  const all = (tag: string): string => kustomization(...names.map((name) => `${name}:${tag}`))
  const { folder, remotePath, remote } = await workingCopy({ [path]: all('v1') })
  const results = await Promise.all(
    names.map(async (name) => {
      const checkout = join(folder, name)
      await gitIn(folder)('clone', '--quiet', '--depth=1', `file://${remotePath}`, checkout)
      return runIn(checkout)({ images: `${name}:v2`, manifests: 'app' })
    })
  )
  expect(results.map(({ exitCode }) => exitCode)).toEqual(Array(10).fill(0))
  expect(await remote('show', `main:${path}`)).toBe(all('v2').trimEnd())
  const log = (await remote('log', '--format=%H %P', 'main')).split('\n').map((line) => line.split(' '))
  expect(log).toHaveLength(11)
  for (const [index, [, ...parents]] of log.slice(0, 10).entries())
    expect(parents).toEqual([log[index + 1]?.[0]])
  expect(new Set(results.map(({ outputs }) => outputs['commit-sha']))).toEqual(
    new Set(log.slice(0, 10).map(([commit]) => commit))
  )
}, 120_000)
