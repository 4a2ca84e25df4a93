import { afterAll, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { readProjectFile } from '../../scripts/reference-tables.ts'
import { projectRoot } from '../runner/action-metadata.ts'
import { runShell, type ShellResult } from '../runner/run-shell.ts'
import { gitIn, writeFiles } from '../runner/work-tree.ts'

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly name?: string; readonly run?: string }[] }>
  >
}

/** The script of a step of one of this repository's workflows. */
function scriptOf(workflow: string, name: string): string {
  const { jobs } = parse(readProjectFile(`.github/workflows/${workflow}`)) as Workflow
  const step = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find((each) => each.name === name)
  if (step?.run === undefined) throw new Error(`${workflow} has no script named "${name}".`)
  return step.run
}

const folders: string[] = []
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steps-'))
  folders.push(folder)
})

afterAll(async () => {
  await Promise.all(folders.map((each) => rm(each, { recursive: true })))
})

describe('commit-dist commits', () => {
  const content = 'console.log("Grüße")\n'
  const files = { 'dist/index.js': content, 'dist/licenses.txt': 'MIT\n', 'dist/package.json': '{}\n' }

  const commit = async (): Promise<ShellResult> => {
    await writeFiles(folder, { 'bin/gh': '#!/bin/sh\necho "$@" > called\n' })
    const environment = {
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
      GITHUB_REPOSITORY: 'acme/api',
      BRANCH: 'dependabot/npm/yaml',
      HEAD_OID: '8a1f3c5'
    }
    return runShell(
      scriptOf('commit-dist.yml', 'Commit through the API, which signs it'),
      environment,
      folder
    )
  }

  test('the three files, with words that let Dependabot go on rebasing its branch', async () => {
    await writeFiles(folder, files)
    expect(await commit()).toMatchObject({ exitCode: 0 })
    expect(await readFile(join(folder, 'called'), 'utf8')).toBe('api graphql --input request.json\n')
    const { variables } = JSON.parse(await readFile(join(folder, 'request.json'), 'utf8')) as {
      variables: { input: Record<string, unknown> }
    }
    expect(variables.input).toEqual({
      branch: { repositoryNameWithOwner: 'acme/api', branchName: 'dependabot/npm/yaml' },
      expectedHeadOid: '8a1f3c5',
      message: { headline: 'build: dist', body: '[dependabot skip]' },
      fileChanges: {
        additions: Object.entries(files).map(([path, text]) => ({
          path,
          contents: Buffer.from(text).toString('base64')
        }))
      }
    })
  })

  test.each([
    ['a link', () => symlink('index.js', join(folder, 'dist/licenses.txt'))],
    ['a folder', () => writeFiles(folder, { 'dist/licenses.txt/more': '' })],
    ['nothing', () => Promise.resolve()]
  ])('nothing at all where one of them is %s', async (_, lay) => {
    await writeFiles(folder, { ...files, 'dist/licenses.txt': '' })
    await rm(join(folder, 'dist/licenses.txt'))
    await lay()
    const { exitCode, stdout } = await commit()
    expect([exitCode, existsSync(join(folder, 'called'))]).toEqual([1, false])
    expect(stdout).toContain('dist/licenses.txt is not a file')
  })
})

describe('the release', () => {
  const environment = {
    GITHUB_REF_NAME: 'v1.2.3',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/gitops-image-update',
    // Nothing is asked and nothing is published.
    npm_config_offline: 'true',
    npm_config_dry_run: 'true'
  }

  beforeEach(async () => {
    await gitIn(folder)('clone', '--quiet', '--depth=1', `file://${fileURLToPath(projectRoot)}`, '.')
    const pack = scriptOf('release.yml', 'What runners download, and what npm gets')
    // `npm pack` would only try, too.
    const packed = await runShell(
      `npm pkg set version=1.2.3\n${pack}`,
      { ...environment, npm_config_dry_run: 'false' },
      folder
    )
    expect(packed).toMatchObject({ exitCode: 0 })
  })

  test('packs a package that needs no other, and says which repository it is from', () => {
    const archive = join(folder, 'assets/gitops-image-update-1.2.3.tgz')
    const options = { encoding: 'utf8' } as const
    const manifest = execFileSync('tar', ['-xzOf', archive, 'package/package.json'], options)
    const described = JSON.parse(manifest) as Record<string, unknown>
    expect(described).toMatchObject({
      bin: { 'gitops-image-update': 'dist/index.js' },
      repository: { type: 'git', url: 'git+https://github.com/acme/gitops-image-update.git' }
    })
    expect(described).not.toHaveProperty('dependencies')
  })

  test('gives npm that package, and not a repository of such a name', async () => {
    const published = await runShell(scriptOf('release.yml', 'Publish'), environment, folder)
    expect(published).toMatchObject({ exitCode: 0, stdout: '+ gitops-image-update@1.2.3\n' })
  })
})
