import { OUTPUT_NAMES } from '../../src/report/outputs.ts'
import { describe, expect, test } from '@jest/globals'
import { commandsIn } from '../runner/commands.ts'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const harmless = ['group', 'endgroup', 'notice', 'warning', 'error']
const evil = [
  '::set-output name=changed::true',
  '##[add-mask]commit',
  '::stop-commands::x',
  '<img src=x onerror=alert(1)>',
  '</code></td><script>alert(1)</script>',
  '| a | b |',
  '[click](https://evil.example)',
  '@everyone',
  '`````'
]
const obeyed = (log: string): readonly string[] => commandsIn(log).filter((name) => !harmless.includes(name))
/** Tags that are not ours, links that are not ours, mentions. */
const active = /<(?!\/?(?:code|details|summary)>|w?br>)[a-z/!]|(?<!\\)\[click\]|@everyone/i

/** A summary without what is between fences and in code spans of HTML: what Markdown would act on. */
const outsideFences = (summary: string): string => summary.replaceAll(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '')

describe.each(['commit', 'pull-request', 'dry-run'])(
  '%s: names that look like something else do no harm',
  (mode) => {
    test.concurrent('in paths', async () => {
      const paths = evil.map((text) => `apps/${text.replaceAll('/', '∕')}/x.yaml`)
      const { gitops, run } = await stage(
        Object.fromEntries(paths.map((path) => [path, deployment('api:v1')]))
      )
      const { exitCode, log, summary, outputs } = await run({ images: 'api:v2', manifests: 'apps/**', mode })
      expect(exitCode).toBe(0)
      expect(obeyed(log)).toEqual([])
      expect(outsideFences(summary)).not.toMatch(active)
      expect(JSON.parse(outputs['changes'] ?? '')).toHaveLength(evil.length)
      const body = (gitops.pullRequests[0]?.body ?? '').replaceAll(/<!--.*?-->/g, '')
      expect(outsideFences(body)).not.toMatch(active)
    })

    test.concurrent('in manifests', async () => {
      const lines = evil.map((text) => `# ${text}\n${text.startsWith('|') ? '' : '#'}\n`).join('')
      const block = `patches:\n- patch: |\n${evil.map((text) => `    ${text} image: web:v1\n`).join('')}`
      const text = `${lines}${kustomization('api:v1')}${block}`
      const { run } = await stage({ 'app/kustomization.yaml': text.replaceAll(/^# ?::/gm, '#\n# ::') })
      const { exitCode, log, summary } = await run({
        images: 'api:v2\nweb:v2',
        manifests: 'app',
        mode,
        'if-missing': 'ignore'
      })
      expect(exitCode).toBe(0)
      expect(obeyed(log)).toEqual([])
      expect(outsideFences(summary)).not.toMatch(active)
    })

    test.concurrent('in templates', async () => {
      const { gitops, run } = await stage({ 'app/kustomization.yaml': kustomization('api:v1') })
      const { exitCode, log, summary, outputs } = await run({
        images: 'api:v2',
        manifests: 'app',
        mode,
        'commit-message': `${evil.join(' ')}\n\n${evil.join('\n')}\n\nGitops-Image-Update: mine`,
        'pull-request-title': evil.join('\n'),
        'pull-request-body': evil.join('\n'),
        'pull-request-branch': 'bump/<b>|`x`'
      })
      expect(exitCode).toBe(0)
      expect(obeyed(log)).toEqual([])
      expect(outsideFences(summary)).not.toMatch(active)
      expect(outputs['changed']).toBe('true')
      expect(Object.keys(outputs)).toEqual([...OUTPUT_NAMES])
      expect(gitops.pullRequests.length).toBe(mode === 'pull-request' ? 1 : 0)
    })
  }
)

test.concurrent('in refused inputs', async () => {
  const { run } = await stage({ 'app/kustomization.yaml': kustomization('api:v1') })
  const { exitCode, log, summary } = await run({
    images: evil.join('\n'),
    manifests: evil.join('\n'),
    branch: '::set-output name=a::b',
    mode: '##[add-mask]x'
  })
  expect(exitCode).toBe(1)
  expect(obeyed(log)).toEqual([])
  expect(outsideFences(summary)).not.toMatch(active)
})

test.concurrent('in the branch of the GitOps repository', async () => {
  const branch = 'a##]<b>|x`y`@everyone'
  const { gitops, run } = await stage({ 'app/kustomization.yaml': kustomization('api:v1') })
  await gitops.createBranch(branch)
  const { exitCode, log, summary } = await run({ images: 'api:v2', manifests: 'app', branch })
  expect(exitCode).toBe(0)
  expect(obeyed(log)).toEqual([])
  expect(outsideFences(summary)).not.toMatch(active)
})
