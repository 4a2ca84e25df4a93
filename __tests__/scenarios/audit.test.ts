import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { parseAudit } from '../../src/core/plan/audit.ts'
import { readProjectFile } from '../../scripts/reference-tables.ts'
import { kustomization } from './manifests.ts'
import { useStage } from './stage.ts'
import { useWorkingCopies } from './working-copy.ts'

const stage = useStage()
const workingCopy = useWorkingCopies()
const PATH = 'apps/api/overlays/prod/kustomization.yaml'
const SOURCE = 'acme/app@8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a'
const api = (tag: string): string => `ghcr.io/acme/api:${tag}`

/** The commands of docs/audit.md, in their order. */
const commands = [...readProjectFile('docs/audit.md').matchAll(/```sh\n([^]*?)\n```/g)].map(
  ([, command = '']) => command
)

describe('the commands of docs/audit.md', () => {
  test('answer their questions on commits that the action made', async () => {
    const { git, path, rival, run } = await workingCopy({ [PATH]: kustomization(api('v1'), 'web:v1') })
    const step = { manifests: 'apps/api/overlays/prod' }
    const as = (actor: string) => ({ environment: { GITHUB_ACTOR: actor } })
    await run({ ...step, images: `${api('v2')}\nweb:v2` }, as('ada'))
    await rival({ 'README.md': 'Image: of a person\n' })
    await run({ ...step, images: api('v3') }, as('bob[bot]'))
    await run({ ...step, images: 'ghcr.io/acme/api', rollback: 'true' }, as('ada'))
    await git('pull', '--quiet')

    const answers = commands.map((command) => {
      const environment = { ...process.env, GIT_PAGER: 'cat', LC_ALL: 'C' }
      const output = execFileSync('sh', ['-c', command], { cwd: path, env: environment, encoding: 'utf8' })
      return output
        .trimEnd()
        .split('\n')
        .map((line) => line.trim())
    })
    const today = await git('log', '-1', '--date=short', '--format=%ad')
    const url = 'http://127.0.0.1:1/acme/app/actions/runs/4242'
    expect(answers).toEqual([
      [
        `${today} ada ${api('v3')} -> ${api('v2')}`,
        `${today} bob[bot] ${api('v2')} -> ${api('v3')}`,
        `${today} ada ${api('v1')} -> ${api('v2')}, web:v1 -> web:v2`,
        // Somebody else's commit, from before.
        today
      ],
      [`revert: roll back to api:v2 ${url}`, `chore: update api:v2, web:v2 ${url}`],
      [SOURCE],
      ['2 ada', '1 bob[bot]'],
      [`${api('v3')} by ada`]
    ])
  })
})

describe.each(['commit', 'pull-request'])('mode %s', (mode) => {
  test.concurrent('writes trailers that git and we read alike', async () => {
    const { gitops, run } = await stage({ [PATH]: kustomization(api('v1'), 'web:v1') })
    const { outputs } = await run({
      images: `${api('v2')}\nweb=ghcr.io/acme/web:v2`,
      manifests: 'apps/api/overlays/prod',
      mode
    })
    const branch = outputs['branch'] ?? ''
    const [newest] = await gitops.log(branch)
    const format = '--format=%(trailers:only,unfold)'
    const told = execFileSync('git', ['--git-dir', gitops.gitDir, 'log', '-1', format, branch], {
      encoding: 'utf8'
    })
    expect(told.split('\n').slice(0, 3)).toEqual([
      `Image: ${api('v1')} -> ${api('v2')}`,
      'Image: web:v1 -> ghcr.io/acme/web:v2 as web',
      `Source-Commit: ${SOURCE}`
    ])
    expect(parseAudit(newest?.message ?? '')).toEqual(parseAudit(told))
    expect(parseAudit(told)).toMatchObject({
      images: [{ name: 'ghcr.io/acme/api' }, { name: 'web' }],
      actor: 'octocat'
    })
  })
})
