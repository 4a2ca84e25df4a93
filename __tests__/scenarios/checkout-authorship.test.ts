import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { writeFiles } from '../runner/work-tree.ts'
import { useWorkingCopies } from './working-copy.ts'

const workingCopy = useWorkingCopies()
const inputs = { images: 'api:v2', manifests: 'app' }
const files = { 'app/kustomization.yaml': kustomization('api:v1') }
const BOT = 'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>'
const PEOPLE = '--format=%an <%ae>%n%cn <%ce>'

test.concurrent('where the checkout names nobody, the commit is by the account of workflows', async () => {
  const { remote, run } = await workingCopy(files)
  await run(inputs, { environment: { EMAIL: '' } })
  expect(await remote('log', '-1', PEOPLE, 'main')).toBe(`${BOT}\n${BOT}`)
})

test.concurrent('where it names somebody, the commit is by them', async () => {
  const { git, remote, run } = await workingCopy(files)
  await git('config', 'user.name', 'Ada Lovelace')
  await git('config', 'user.email', 'ada@example.test')
  await run(inputs)
  expect(await remote('log', '-1', PEOPLE, 'main')).toBe(
    'Ada Lovelace <ada@example.test>\nAda Lovelace <ada@example.test>'
  )
})

test.concurrent('author and committer can be two, by configuration and by environment', async () => {
  const { git, remote, run } = await workingCopy(files)
  await git('config', 'author.name', 'Ada')
  await git('config', 'author.email', 'ada@example.test')
  const environment = { GIT_COMMITTER_NAME: 'Deploy', GIT_COMMITTER_EMAIL: 'deploy@example.test' }
  await run(inputs, { environment })
  expect(await remote('log', '-1', PEOPLE, 'main')).toBe(
    'Ada <ada@example.test>\nDeploy <deploy@example.test>'
  )
})

test.concurrent('commits are signed off where the checkout asks for it, among the trailers', async () => {
  const { git, remote, run } = await workingCopy(files)
  await git('config', 'format.signOff', 'true')
  await git('config', 'user.name', 'Ada')
  await git('config', 'user.email', 'ada@example.test')
  await run(inputs)
  expect(await remote('log', '-1', '--format=%(trailers:only,keyonly)', 'main')).toBe(
    'Image\nSource-Commit\nWorkflow-Run\nWorkflow-Actor\nGitops-Image-Update\nSigned-off-by\n'
  )
  expect(await remote('log', '-1', '--format=%(trailers:key=Signed-off-by,valueonly)', 'main')).toBe(
    'Ada <ada@example.test>\n'
  )
})

test.concurrent('commits are signed with an SSH key where the checkout asks for it', async () => {
  const { folder, git, remote, run } = await workingCopy(files)
  const key = join(folder, 'key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key])
  await writeFile(join(folder, 'signers'), `ada@example.test ${await readFile(`${key}.pub`, 'utf8')}`)
  for (const [name, value] of [
    ['user.name', 'Ada'],
    ['user.email', 'ada@example.test'],
    ['user.signingKey', key],
    ['gpg.format', 'ssh'],
    ['commit.gpgSign', 'true']
  ] as const) {
    await git('config', name, value)
  }
  expect((await run(inputs)).exitCode).toBe(0)
  await remote('-c', `gpg.ssh.allowedSignersFile=${folder}/signers`, 'verify-commit', 'main')
  await writeFile(join(folder, 'signers'), '')
  await expect(
    remote('-c', `gpg.ssh.allowedSignersFile=${folder}/signers`, 'verify-commit', 'main')
  ).rejects.toThrow()
})

test.concurrent(
  'a key that is not there is an error that says what to do, and nothing is written',
  async () => {
    const { git, remote, run } = await workingCopy(files)
    await git('config', 'gpg.format', 'ssh')
    await git('config', 'user.signingKey', '/nowhere/key')
    await git('config', 'commit.gpgSign', 'yes')
    const { exitCode, log } = await run(inputs)
    expect([exitCode, log]).toEqual([
      1,
      expect.stringMatching(/::error::The commit could not be signed.*user\.signingkey/)
    ])
    expect(await remote('rev-list', '--count', 'main')).toBe('1')
  }
)

test.concurrent('no hook of the checkout is run', async () => {
  const { folder, git, remote, run } = await workingCopy(files)
  const names = [
    'pre-commit',
    'commit-msg',
    'prepare-commit-msg',
    'post-commit',
    'pre-push',
    'post-merge',
    'reference-transaction'
  ]
  const hooks = Object.fromEntries(
    names.map((name) => [`hooks/${name}`, `#!/bin/sh\necho ${name} >>${folder}/ran\nexit 1\n`])
  )
  await writeFiles(folder, hooks)
  await git('config', 'core.hooksPath', join(folder, 'hooks'))
  expect((await run(inputs)).exitCode).toBe(0)
  expect(await remote('rev-list', '--count', 'main')).toBe('2')
  await expect(readFile(join(folder, 'ran'))).rejects.toThrow('ENOENT')
})

test.concurrent(
  'a message in any script stays as it is, whatever encoding the checkout is set to',
  async () => {
    const { git, remote, run } = await workingCopy(files)
    await git('config', 'i18n.commitEncoding', 'ISO-8859-1')
    await run({ ...inputs, 'commit-message': 'déploie {{images}} 🚀\n\n# not a comment' })
    expect(await remote('log', '-1', '--format=%B', 'main')).toMatch(
      /^déploie api:v2 🚀\n\n# not a comment\n\nImage: api:v1 -> api:v2\nSource-Commit/
    )
    expect(await remote('cat-file', 'commit', 'main')).not.toContain('\nencoding ')
  }
)
