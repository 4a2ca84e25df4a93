import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { startGitHub, type GitHub, type RepositoryHandle } from './github/index.ts'

const run = promisify(execFile)

let github: GitHub
let repository: RepositoryHandle
let folder: string
let count = 0

beforeAll(async () => {
  github = await startGitHub()
  github.addToken({ token: 'reader', kind: 'pat-fine', login: 'reader', rights: { '*': 'read' } })
  github.addToken({ token: 'actions', kind: 'github-actions', login: 'github-actions[bot]' })
})

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'loopback-clone-'))
  repository = await github.createRepository(`acme/git-${(count += 1)}`, {
    files: { 'app.yaml': 'tag: v1\n' }
  })
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

afterAll(async () => {
  await github.close()
})

const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.test']

async function git(...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', folder, ...identity, ...args], {
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_GLOBAL: '/dev/null' }
  })
  return stdout.trim()
}

async function cloneAndCommit(token: string, file = 'app.yaml'): Promise<string> {
  await git('clone', '--quiet', repository.cloneUrl(token), '.')
  await run('mkdir', ['-p', path.dirname(path.join(folder, file))])
  await writeFile(path.join(folder, file), 'tag: v2\n')
  await git('add', '.')
  await git('commit', '--quiet', '-m', 'Push')
  return await git('rev-parse', 'HEAD')
}

test('what is pushed is what the API reads', async () => {
  const oid = await cloneAndCommit(github.token)
  await git('push', '--quiet', 'origin', 'HEAD:main')
  expect(await repository.head()).toBe(oid)
  expect(await repository.read('main', 'app.yaml')).toBe('tag: v2\n')
})

test('what the API wrote is what is fetched', async () => {
  await git('clone', '--quiet', '--depth=1', '--filter=blob:none', repository.cloneUrl(github.token), '.')
  const oid = await repository.commit('main', { 'new.yaml': 'new' })
  await git('fetch', '--quiet', 'origin', 'main')
  expect(await git('rev-parse', 'FETCH_HEAD')).toBe(oid)
})

test('a pull request follows a push', async () => {
  await repository.createBranch('bump')
  await repository.commit('bump', { 'a.yaml': 'a' })
  const pull = await repository.openPullRequest({ head: 'bump' })
  await cloneAndCommit(github.token)
  await git('push', '--quiet', '--force', 'origin', 'HEAD:bump')
  expect(pull.headOid).toBe(await repository.head('bump'))
})

test.each([
  ['reader', 'Permission to', 403],
  ['nobody', 'Authentication failed', 401]
])('%s may not push', async (token, message, status) => {
  await cloneAndCommit(github.token)
  await git('remote', 'set-url', 'origin', repository.cloneUrl(token))
  const before = await repository.head()
  await expect(git('push', '--quiet', 'origin', 'HEAD:main')).rejects.toThrow(
    status === 403 ? '403' : message
  )
  expect(await repository.head()).toBe(before)
})

test('a protected branch refuses a push, by classic protection and by ruleset', async () => {
  await cloneAndCommit(github.token)
  repository.protect('main')
  await expect(git('push', 'origin', 'HEAD:main')).rejects.toThrow(
    'Protected branch update failed for refs/heads/main'
  )
  repository.unprotect()
  repository.ruleset('main', { requirePullRequest: true })
  await expect(git('push', 'origin', 'HEAD:main')).rejects.toThrow(
    'Changes must be made through a pull request.'
  )
  await git('push', '--quiet', 'origin', 'HEAD:other')
  expect(await repository.branches()).toEqual(['main', 'other'])
})

test('a push of workflow files needs the right', async () => {
  await cloneAndCommit('actions', '.github/workflows/x.yml')
  await expect(git('push', 'origin', 'HEAD:main')).rejects.toThrow(
    'create or update workflow: .github/workflows/x.yml'
  )
})

test('requests of git are logged apart from those to the API', async () => {
  github.forget()
  await git('ls-remote', repository.cloneUrl(github.token))
  expect(github.requests.map(({ kind, status }) => [kind, status])).toEqual([
    ['git', 401],
    ['git', 200],
    ['git', 200]
  ])
  expect(github.countApiRequests()).toBe(0)
})
