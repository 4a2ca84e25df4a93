import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import { kustomization } from './manifests.ts'
import { gitIn, runIn, writeFiles } from '../runner/work-tree.ts'
import { useWorkingCopies, type WorkingCopy } from './working-copy.ts'

const workingCopy = useWorkingCopies()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app' }
const files = { [path]: kustomization('api:v1') }

/** Runs a step that must fail: one error, no stack trace, nothing written. Gives the error. */
async function refused(
  { remote }: Pick<WorkingCopy, 'remote'>,
  run: WorkingCopy['run'],
  ...[step, more]: Partial<Parameters<WorkingCopy['run']>>
): Promise<string> {
  const before = await remote('for-each-ref')
  const { exitCode, log, outputs } = await run({ ...inputs, ...step }, more)
  expect(exitCode).toBe(1)
  expect(log).not.toMatch(/^ {4}at /m)
  expect(outputs['commit-sha'] ?? '').toBe('')
  expect(await remote('for-each-ref')).toBe(before)
  const errors = annotationsIn(log).filter(({ level }) => level === 'error')
  expect(errors).toHaveLength(1)
  return errors[0]?.message ?? ''
}

describe('the checkout', () => {
  test.concurrent('must be there', async () => {
    const copy = await workingCopy(files)
    expect(await refused(copy, runIn(join(copy.folder, 'nowhere')))).toMatch(
      /which is not there.*actions\/checkout/
    )
  })

  test.concurrent('must be one itself: a directory within another is not taken for it', async () => {
    const copy = await workingCopy(files)
    await mkdir(join(copy.path, 'gitops'))
    for (const inner of ['gitops', 'app'])
      expect(await refused(copy, runIn(join(copy.path, inner)))).toContain('not the root of a checkout')
  })

  test.concurrent('must have a remote that can be told', async () => {
    const copy = await workingCopy(files)
    await copy.git('remote', 'rename', 'origin', 'one')
    await copy.git('remote', 'add', 'two', 'https://nowhere.invalid/x.git')
    expect(await refused(copy, copy.run)).toMatch(/several remotes \(one, two\).*"origin"/)
    await copy.git('remote', 'remove', 'one')
    await copy.git('remote', 'remove', 'two')
    expect(await refused(copy, copy.run)).toContain('has no remote')
  })
})

test.concurrent('what asks GitHub after the commit needs a token, and a remote there', async () => {
  const copy = await workingCopy(files)
  for (const more of [{ 'wait-for': 'argocd' }, { environment: 'production' }]) {
    expect(await refused(copy, copy.run, { ...more, token: '' })).toMatch(/token: it is empty/)
    const message = await refused(copy, copy.run, { ...more, token: 'ghs_any' })
    expect(message).toContain(`What "${Object.keys(more).join('')}" is about is kept at`)
    expect(message).toContain('is not known to be there')
  }
  const { exitCode } = await copy.run({ ...inputs, 'wait-for': 'argocd', mode: 'dry-run' })
  expect(exitCode).toBe(0)
})

describe('git', () => {
  test.concurrent('must be installed', async () => {
    const copy = await workingCopy(files)
    const environment = { PATH: join(copy.folder, 'empty') }
    expect(await refused(copy, copy.run, {}, { environment })).toMatch(
      /needs git, which cannot be started.*Install it/
    )
  })

  test.concurrent('must not be too old', async () => {
    const copy = await workingCopy(files)
    await writeFiles(copy.folder, { 'bin/git': '#!/bin/sh\necho git version 2.25.1\n' })
    const environment = { PATH: join(copy.folder, 'bin') }
    expect(await refused(copy, copy.run, {}, { environment })).toMatch(
      /too old.*2\.25\.1.*git 2\.30 or later/
    )
  })
})

describe('the remote', () => {
  test.concurrent('must have the branch', async () => {
    const copy = await workingCopy(files)
    expect(await refused(copy, copy.run, { branch: 'prod' })).toMatch(
      /gitops\.git has no branch "prod".*default branch is "main"/
    )
  })

  test.concurrent('must not be empty', async () => {
    const copy = await workingCopy()
    expect(await refused(copy, copy.run)).toContain('is empty')
    expect(await refused(copy, copy.run, { branch: 'main' })).toContain('is empty')
  })

  test.concurrent('must tell its default branch where none is named', async () => {
    const copy = await workingCopy(files)
    await copy.remote('symbolic-ref', 'HEAD', 'refs/heads/gone')
    expect(await refused(copy, copy.run)).toMatch(/does not tell its default branch.*"branch"/)
    expect((await copy.run({ ...inputs, branch: 'main' })).exitCode).toBe(0)
  })

  test.concurrent('must be there', async () => {
    const copy = await workingCopy(files)
    await copy.git('remote', 'set-url', 'origin', join(copy.folder, 'nowhere.git'))
    expect(await refused(copy, copy.run)).toMatch(/nowhere\.git was not found with the credentials/)
    await copy.git('remote', 'set-url', 'origin', 'http://u:secret@127.0.0.1:1/x.git')
    const message = await refused(copy, copy.run)
    expect(message).toMatch(/127\.0\.0\.1:1\/x cannot be reached/)
    expect(message).not.toContain('secret')
  })

  test.concurrent.each([
    [
      'GH006: Protected branch update failed for refs/heads/main.',
      /forbids it \(.*GH006.*mode: pull-request/
    ],
    ['Commits must name a ticket.', /a rule or a hook .*Commits must name a ticket/]
  ])('may refuse the push: %s', async (reason, expected) => {
    const copy = await workingCopy(files)
    const hook = join(copy.remotePath, 'hooks', 'pre-receive')
    await writeFile(hook, `#!/bin/sh\necho '${reason}' >&2\nexit 1\n`)
    await chmod(hook, 0o755)
    expect(await refused(copy, copy.run)).toMatch(expected)
    expect(await copy.git('rev-parse', 'HEAD')).toBe(await copy.remote('rev-parse', 'main'))
  })

  test.concurrent('may have a work tree on the branch', async () => {
    const copy = await workingCopy(files)
    const other = join(copy.folder, 'other')
    await gitIn(copy.folder)('clone', '--quiet', copy.remotePath, other)
    await copy.git('remote', 'set-url', 'origin', other)
    expect(await refused({ remote: gitIn(other) }, copy.run)).toMatch(/work tree of its own.*bare repository/)
  })
})

/** An SSH client that answers as OpenSSH would, or runs the command of the other side here. */
const ssh = (...answer: readonly string[]): string =>
  ['#!/bin/sh', 'echo "$@" >>"$0.log"', ...answer, ''].join('\n')
const HERE = 'eval "for last; do :; done"; exec sh -c "$last"'

describe('SSH', () => {
  test.concurrent.each([
    [
      'git@gitlab.example: Permission denied (publickey).',
      /gitlab\.example\/platform\/gitops does not accept the credentials.*deploy key with write access/
    ],
    ['Host key verification failed.', /SSH does not know the host of gitlab\.example.*ssh-known-hosts/],
    ['ERROR: Repository not found.', /was not found with the credentials/],
    ['ssh: Could not resolve hostname gitlab.example: Name or service not known', /cannot be reached/],
    ['ssh: connect to host gitlab.example port 22: Connection timed out', /cannot be reached/]
  ])('may be refused: %s', async (answer, expected) => {
    const copy = await workingCopy(files)
    await writeFiles(copy.folder, { ssh: ssh(`echo '${answer}' >&2`, 'exit 255') })
    await copy.git('config', 'core.sshCommand', join(copy.folder, 'ssh'))
    await copy.git('remote', 'set-url', 'origin', 'git@gitlab.example:platform/gitops.git')
    expect(await refused(copy, copy.run)).toMatch(expected)
  })

  test.concurrent('may be by a key that can only read', async () => {
    const copy = await workingCopy(files)
    const answer = 'ERROR: The key you are authenticating with has been marked as read only.'
    await writeFiles(copy.folder, {
      ssh: ssh('case "$*" in', `  *receive-pack*) echo '${answer}' >&2; exit 1 ;;`, 'esac', HERE)
    })
    await copy.git('config', 'core.sshCommand', join(copy.folder, 'ssh'))
    await copy.git('remote', 'set-url', 'origin', `git@gitlab.example:${copy.remotePath}`)
    expect(await refused(copy, copy.run)).toMatch(/may not \(.*read only.*Allow the deploy key write access/)
  })

  test.concurrent(
    'is asked never to wait for an answer, unless the checkout says how it is started',
    async () => {
      const copy = await workingCopy(files)
      await writeFiles(copy.folder, { 'bin/ssh': ssh(HERE), 'own/ssh': ssh(HERE) })
      await copy.git('remote', 'set-url', 'origin', `git@gitlab.example:${copy.remotePath}`)
      const environment = { PATH: `${copy.folder}/bin:${process.env['PATH'] ?? ''}` }
      const { exitCode } = await copy.run(inputs, { environment })
      expect(exitCode).toBe(0)
      const calls = await readFile(join(copy.folder, 'bin/ssh.log'), 'utf8')
      for (const call of calls.trimEnd().split('\n')) expect(call).toMatch(/^-oBatchMode=yes /)
      await copy.git('config', 'core.sshCommand', join(copy.folder, 'own/ssh'))
      expect((await copy.run({ ...inputs, images: 'api:v3' }, { environment })).exitCode).toBe(0)
      expect(await readFile(join(copy.folder, 'own/ssh.log'), 'utf8')).not.toContain('BatchMode')
      expect(await readFile(join(copy.folder, 'bin/ssh.log'), 'utf8')).toBe(calls)
    }
  )
})
