import { execFileSync } from 'node:child_process'
import { chmod, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { gitIn } from '../runner/work-tree.ts'
import { useWorkingCopies } from './working-copy.ts'

const workingCopy = useWorkingCopies()
const path = 'app/kustomization.yaml'
const inputs = { images: 'api:v2', manifests: 'app' }
const crlf = (text: string): string => text.replaceAll('\n', '\r\n')

/** The exact bytes of a file of the remote. */
function bytes(remotePath: string, file: string): Buffer {
  return execFileSync('git', ['-C', remotePath, 'cat-file', 'blob', `main:${file}`])
}

describe('attributes and settings that convert files do not touch what is committed', () => {
  test.concurrent.each<readonly [string, string, readonly (readonly [string, string])[]]>([
    ['core.autocrlf', '', [['core.autocrlf', 'true']]],
    ['text=auto and eol', '* text=auto eol=lf\n', []],
    [
      'a filter',
      '*.yaml filter=shout\n',
      [
        ['filter.shout.clean', 'tr a-z A-Z'],
        ['filter.shout.smudge', 'tr A-Z a-z'],
        ['filter.shout.required', 'true']
      ]
    ],
    ['another encoding and $Id$', '*.yaml working-tree-encoding=UTF-16 ident\n', []]
  ])('%s', async (_, attributes, settings) => {
    const before = `\ufeff${crlf(kustomization('api:v1'))}# $Id: 1 $ ä`
    const after = `\ufeff${crlf(kustomization('api:v2'))}# $Id: 1 $ ä`
    const { git, run, path: checkout, remotePath, remote } = await workingCopy({ [path]: before })
    if (attributes !== '') await writeFile(join(checkout, '.git', 'info', 'attributes'), attributes)
    for (const [key, value] of settings) await git('config', key, value)
    expect((await run(inputs)).exitCode).toBe(0)
    expect(bytes(remotePath, path)).toEqual(Buffer.from(after))
    expect(await remote('diff', '--name-only', 'main~1', 'main')).toBe(path)
  })
})

test.concurrent('executable files, symbolic links and names that are not UTF-8 stay', async () => {
  const copy = await workingCopy({ [path]: `#!/usr/bin/env kustomize\n${kustomization('api:v1')}` })
  const setup = join(copy.folder, 'setup')
  const git = gitIn(setup)
  await gitIn(copy.folder)('clone', '--quiet', copy.remotePath, setup)
  const odd = Buffer.concat([Buffer.from(`${setup}/app/`), Buffer.from([0xff, 0xfe]), Buffer.from('.yaml')])
  await writeFile(odd, deployment('api:v1'))
  await writeFile(join(setup, 'app', 'ümläut und\ttab.yaml'), deployment('api:v1'))
  await symlink('kustomization.yaml', join(setup, 'app', 'link.yaml'))
  await chmod(join(setup, path), 0o755)
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'Odd files')
  await git('push', '--quiet', 'origin', 'HEAD:main')
  const before = await copy.remote('ls-tree', '-r', 'main')
  expect((await copy.run({ ...inputs, manifests: 'app/*.yaml' })).exitCode).toBe(0)
  const after = await copy.remote('ls-tree', '-r', 'main')
  const changed = before.split('\n').filter((line) => !after.split('\n').includes(line))
  expect(changed).toEqual([
    expect.stringMatching(/^100755 blob .*kustomization\.yaml$/),
    expect.stringContaining('und\\ttab.yaml')
  ])
  expect(after).toMatch(/^100755 blob .*\tapp\/kustomization\.yaml$/m)
  expect(after).toContain('120000 blob')
  expect(after).toContain('"app/\\377\\376.yaml"')
})

test.concurrent('a file with conflicting line ends and no end of line is written byte by byte', async () => {
  const before = kustomization('api:v1').replace('\n', '\r\n').trimEnd()
  const { run, remotePath } = await workingCopy({ [path]: before })
  await run(inputs)
  expect(bytes(remotePath, path)).toEqual(Buffer.from(before.replace('newTag: v1', 'newTag: v2')))
})

test.concurrent('what the checkout replaces or hides is not what counts', async () => {
  const { git, run, remotePath } = await workingCopy({ [path]: kustomization('api:v1', 'web:v1') })
  await writeFile(join(remotePath, '..', 'fake.yaml'), kustomization('api:v1'))
  const fake = await git('hash-object', '-w', join(remotePath, '..', 'fake.yaml'))
  await git('replace', `HEAD:${path}`, fake)
  await git('update-index', '--assume-unchanged', path)
  expect((await run(inputs)).exitCode).toBe(0)
  expect(bytes(remotePath, path)).toEqual(Buffer.from(kustomization('api:v2', 'web:v1')))
})
