import { describe, expect, test } from '@jest/globals'
import type { Change } from '../../../src/core/manifest/manifest.ts'
import { splitReference } from '../../../src/core/image/reference.ts'
import { commitMessage, isOurs, summarizeImages, updateTrailer } from '../../../src/core/plan/message.ts'
import { parseTemplate } from '../../../src/core/plan/template.ts'

const HASH = '0123456789abcdef0123456789abcdef01234567'

const change = (to: string): Change => ({
  place: { file: 'apps/api.yaml', line: 7, column: 3 },
  format: 'workload',
  image: splitReference(to).name,
  from: splitReference('ghcr.io/acme/api:v1'),
  to: splitReference(to)
})

const provenance = {
  branch: 'main',
  head: 'fedcba9',
  repository: 'acme/app',
  repositoryUrl: '',
  commit: HASH,
  run: 'https://github.example/acme/app/actions/runs/1',
  actor: 'octocat',
  stories: [],
  chosenBy: '',
  id: '1-1-abc'
}

const TRAILERS = [
  'Image: ghcr.io/acme/api:v1 -> acme/api:v2',
  `Source-Commit: acme/app@${HASH}`,
  'Workflow-Run: https://github.example/acme/app/actions/runs/1',
  'Workflow-Actor: octocat',
  'Gitops-Image-Update: 1-1-abc'
].join('\n')

const message = (template: string, ...to: readonly string[]) =>
  commitMessage(parseTemplate(template), { changes: to.map(change), files: [] }, provenance)

describe('the summary of images', () => {
  test.each([
    [['ghcr.io/acme/api:v2'], 'api:v2'],
    [[`ghcr.io/acme/api:${HASH}`], 'api:0123456'],
    [[`ghcr.io/acme/api@sha256:${'ab'.repeat(32)}`], 'api@sha256:abababa'],
    [['a/api:v2', 'b/web:v3'], 'api:v2, web:v3'],
    [['a/api:v2', 'a/api:v2'], 'api:v2']
  ])('%s is %s', (to, expected) => {
    expect(summarizeImages(to.map(change))).toBe(expected)
  })

  test('counts what does not fit in a headline', () => {
    const many = Array.from({ length: 20 }, (_, index) => change(`acme/service-${String(index)}:v2`))
    expect(summarizeImages(many)).toBe('service-0:v2, service-1:v2, service-2:v2, service-3:v2 and 16 more')
  })
})

describe('a commit message', () => {
  test('is the template with trailers', () => {
    expect(
      message(
        'deploy {{images}}\n\n{{#changes}}\n{{file}}:{{line}} {{from}} to {{to}}\n{{/changes}}',
        'acme/api:v2'
      )
    ).toEqual({
      headline: 'deploy api:v2',
      body: `apps/api.yaml:7 ghcr.io/acme/api:v1 to acme/api:v2\n\n${TRAILERS}`
    })
  })

  test('of one line has the trailers for its body', () => {
    expect(message('deploy', 'acme/api:v2')).toEqual({ headline: 'deploy', body: TRAILERS })
  })

  test('joins its own trailers to those that the template ends with', () => {
    const { body } = message('deploy\n\nWhy: because\n\nSigned-off-by: Ada <ada@example.test>', 'acme/api:v2')
    expect(body).toBe(`Why: because\n\nSigned-off-by: Ada <ada@example.test>\n${TRAILERS}`)
  })

  test('lists thousands of changes as far as sixty thousand characters go, and loses no trailer over it', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `acme/service-${index}:v2`)
    const { body } = message(
      'deploy\n\n{{#changes}}\n- {{to}}\n{{/changes}}\n\nSigned-off-by: Ada <ada@example.test>',
      ...many
    )
    const [list = '', more, trailers = ''] = body.split('\n\n')
    const lines = list.split('\n')
    expect(list.length).toBeLessThanOrEqual(60_000)
    expect(list.length).toBeGreaterThan(59_900)
    expect(lines).toEqual(many.slice(0, lines.length).map((each) => `- ${each}`))
    expect(more).toBe('… and more.')
    expect(trailers).toMatch(/^Signed-off-by: Ada <ada@example\.test>\nImage: /)
    expect(trailers).toContain('\nImages-Omitted: 4950\n')
    expect(trailers).toMatch(/\nGitops-Image-Update: 1-1-abc$/)
  })

  test('escapes nothing: a message is no HTML', () => {
    expect(message("it's <{{actor}}> & {{branch}}", 'acme/api:v2').headline).toBe("it's <octocat> & main")
  })
})

test('our commits are known by their trailer', () => {
  expect(isOurs(`chore: x\n\n${updateTrailer('7')}`)).toBe(true)
  expect(isOurs('chore: x\n\nGitops-Image-Update is nice')).toBe(false)
})
