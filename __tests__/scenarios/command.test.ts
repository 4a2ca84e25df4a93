import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { readProjectFile } from '../../scripts/reference-tables.ts'
import { actionMetadata } from '../runner/action-metadata.ts'
import { runShell, type ShellResult } from '../runner/run-shell.ts'
import { kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'
import { useWorkingCopies } from './working-copy.ts'

const stage = useStage()
const workingCopy = useWorkingCopies()
const PATH = 'app/kustomization.yaml'
const files = { [PATH]: kustomization('api:v1') }

const surroundings = ({ github }: Stage): Readonly<Record<string, string>> => ({
  GITHUB_API_URL: github.apiUrl,
  GITHUB_SERVER_URL: github.serverUrl,
  GITHUB_TOKEN: github.token
})

const command = (
  on: Stage,
  options: string,
  more: Readonly<Record<string, string>> = {}
): Promise<ShellResult> =>
  runShell(`npx --yes gitops-image-update ${options}`, { ...surroundings(on), ...more })

const UPDATE = '--repository acme/gitops --images api:v2 --manifests app'

test.concurrent('options are the inputs; the outputs are printed as lines', async () => {
  const on = await stage(files)
  const { exitCode, stdout } = await command(on, UPDATE)
  expect(exitCode).toBe(0)
  expect(await on.gitops.read('main', PATH)).toBe(kustomization('api:v2'))
  expect(stdout).toContain(`commit-sha=${await on.gitops.head()}\n`)
  expect(stdout).not.toContain('::')
  expect(stdout).not.toContain('\u001b')
})

test.concurrent('a list takes its option several times, and may stand in the environment', async () => {
  const on = await stage({ [PATH]: kustomization('api:v1', 'web:v1') })
  await command(on, '--images api:v2 --images web:v2', {
    GITOPS_IMAGE_UPDATE_REPOSITORY: 'acme/gitops',
    GITOPS_IMAGE_UPDATE_MANIFESTS: 'app'
  })
  expect(await on.gitops.read('main', PATH)).toBe(kustomization('api:v2', 'web:v2'))
})

test.concurrent('with "--output json", standard output is the outputs and nothing else', async () => {
  const on = await stage(files)
  const { stdout, stderr } = await command(on, `${UPDATE} --output json`)
  expect(JSON.parse(stdout)).toMatchObject({ changed: 'true', 'commit-sha': await on.gitops.head() })
  expect(stderr).toContain('app/kustomization.yaml:7:13: api:v1 → api:v2')
})

test.concurrent('all of it may stand in the environment', async () => {
  const on = await stage(files)
  const { exitCode } = await command(on, '', {
    GITOPS_IMAGE_UPDATE_REPOSITORY: 'acme/gitops',
    GITOPS_IMAGE_UPDATE_IMAGES: 'api:v2',
    GITOPS_IMAGE_UPDATE_MANIFESTS: 'app',
    // A desktop's, and no input of a step.
    INPUT_METHOD: 'fcitx'
  })
  expect(exitCode).toBe(0)
  expect(await on.gitops.read('main', PATH)).toBe(kustomization('api:v2'))
})

test.concurrent('a value that is called like a switch is none', async () => {
  const on = await stage(files)
  await command(on, `${UPDATE} --mode pull-request --labels draft --draft`)
  expect(on.gitops.pullRequests).toMatchObject([{ isDraft: true, labels: ['draft'] }])
})

test.concurrent('what is missing is told in the words of a shell', async () => {
  const on = await stage(files)
  const { exitCode, stderr } = await command(on, '--images api:v2 --manifests app', { GITHUB_TOKEN: '' })
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/repository: it is empty\. Say "--repository owner\/name", or "--checkout PATH"/)
  expect(stderr).toMatch(/token: it is empty\. Set GITOPS_IMAGE_UPDATE_TOKEN or GITHUB_TOKEN/)
})

test.concurrent('a failure is told on standard error, with status 1', async () => {
  const on = await stage(files)
  const { exitCode, stderr } = await command(on, '--repository acme/gitops --images apl:v2 --manifests app')
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^error: .*names the image "apl"/m)
})

test.concurrent('the token is shown nowhere', async () => {
  const on = await stage(files)
  const { stdout, stderr } = await command(
    on,
    `${UPDATE} --commit-message "with ${on.github.token}" --mode dry-run`
  )
  expect(stdout + stderr).not.toContain(on.github.token)
})

test.concurrent('what could steer a terminal or turn the order of its text does neither', async () => {
  const on = await stage({
    [PATH]: kustomization('api:v1').replace(
      'newTag: v1',
      String.raw`newTag: "v1\u009b31m\e[1m\u202eb\u2066c\x7f"`
    )
  })
  const { stdout } = await command(on, UPDATE)
  expect(stdout).toContain('api:v1�31m�[1m�b�c� → api:v2')
  expect(stdout).not.toMatch(/(?![\t\n])[\p{Cc}\p{Bidi_Control}]/u)
})

test.concurrent('no build is claimed where there is none', async () => {
  const on = await stage(files)
  await command(on, UPDATE)
  const [newest] = await on.gitops.log()
  expect(newest?.message).not.toMatch(/Source-Commit|Workflow-Run/)
  expect(newest?.message).toMatch(/^Gitops-Image-Update: [0-9a-f]{12}$/m)
})

test.concurrent('help names every option, in the words of action.yml', async () => {
  const on = await stage(files)
  const { exitCode, stdout } = await command(on, '--help')
  expect(exitCode).toBe(0)
  const words = stdout.replaceAll(/\s+/g, ' ')
  for (const [name, { description }] of Object.entries(actionMetadata().inputs)) {
    const variable = `GITOPS_IMAGE_UPDATE_${name.toUpperCase().replaceAll('-', '_')}=`
    expect([name, words.includes(`--${name} `) || words.includes(variable)]).toEqual([name, true])
    expect(words).toContain(description.trim().replaceAll(/\s+/g, ' '))
  }
})

describe('what makes no sense ends with status 2:', () => {
  test.concurrent.each([
    ['', /Nothing is asked for/],
    ['--image api:v2', /Unknown option '--image'.*Did you mean "--images"/],
    ['--dry-run', /Write "--mode dry-run"/],
    [`${UPDATE} --mode pr`, /"pr" is not one of "commit"/],
    [`${UPDATE} --retries many`, /"many" is not a whole number/],
    ['api:v2', /Unexpected argument 'api:v2'/],
    ['--token ghp_secret', /"--token" would show a secret .*set GITOPS_IMAGE_UPDATE_TOKEN instead/],
    [`${UPDATE} --output xml`, /neither "text" nor "json"/]
  ])('%s', async (options, message) => {
    const { exitCode, stderr } = await command(await stage(files), options)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(message)
  })
})

describe('the examples', () => {
  const steps = [...readProjectFile('examples/Jenkinsfile').matchAll(/sh '''([^]*?)'''/g)].map(
    ([, script = '']) => script
  )
  const values = (tag: string): string => `image:\n  repository: ghcr.io/acme/api\n  tag: ${tag}\n`

  test('a Jenkins build bumps values-dev.yaml, and proposes the same for production', async () => {
    const on = await stage({
      'charts/api/values-dev.yaml': values('build-6'),
      'charts/api/values-prod.yaml': values('build-4')
    })
    const jenkins = {
      ...surroundings(on),
      IMAGE: 'ghcr.io/acme/api',
      BUILD_NUMBER: '7',
      BUILD_URL: 'https://jenkins.example/job/api/7/',
      GIT_URL: 'https://git.example/acme/api.git',
      GIT_COMMIT: '8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a'
    }
    for (const step of steps) expect(await runShell(step, jenkins)).toMatchObject({ exitCode: 0 })
    expect(await on.gitops.read('main', 'charts/api/values-dev.yaml')).toBe(values('build-7'))
    const [newest] = await on.gitops.log()
    expect(newest?.message).toContain('Source-Commit: acme/api@8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a')
    expect(newest?.message).toContain('Workflow-Run: https://jenkins.example/job/api/7/')
    const [proposal] = on.gitops.pullRequests
    expect(await on.gitops.read(proposal?.head ?? '', 'charts/api/values-prod.yaml')).toBe(values('build-7'))
  })

  test('a GitLab job commits through a clone, in the name of who started it, in a folder where the last job left its own', async () => {
    const { folder, remote, remotePath } = await workingCopy({
      'apps/api/overlays/dev/kustomization.yaml': kustomization('registry.example.com/acme/api:old')
    })
    const job = parse(readProjectFile('examples/gitlab-ci.yml')) as {
      'deploy-to-dev': { script: readonly string[] }
    }
    const gitlab = (commit: string): Readonly<Record<string, string>> => ({
      GITOPS_REMOTE: `file://${remotePath}`,
      GITLAB_USER_NAME: 'Mona Lisa',
      GITLAB_USER_EMAIL: 'mona@example.com',
      CI_COMMIT_SHORT_SHA: commit.slice(0, 8),
      CI_COMMIT_SHA: commit,
      CI_PROJECT_PATH: 'acme/api',
      CI_JOB_URL: 'https://gitlab.example.com/acme/api/-/jobs/1'
    })
    const commits = ['8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a', '4d1e7aa09c3b5f2d8e6a1c4b7f9d0e3a5b8c2f61']
    for (const commit of commits) {
      const result = await runShell(job['deploy-to-dev'].script.join('\n'), gitlab(commit), folder)
      expect(result).toMatchObject({ exitCode: 0 })
      expect(await remote('show', 'main:apps/api/overlays/dev/kustomization.yaml')).toContain(
        `newTag: ${commit.slice(0, 8)}`
      )
      expect(await remote('log', '-1', '--format=%an <%ae>%n%cn <%ce>%n%B', 'main')).toMatch(
        /^Mona Lisa <mona@example\.com>\nMona Lisa <mona@example\.com>\n[^]*^Workflow-Run: https:\/\/gitlab\.example\.com\/acme\/api\/-\/jobs\/1$/m
      )
    }
  })
})
