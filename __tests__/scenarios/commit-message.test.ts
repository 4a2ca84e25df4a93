import { expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const inputs = { images: 'ghcr.io/acme/api:v2\nweb:v2', manifests: 'app' }

async function messageOf({ gitops, run }: Stage, template = ''): Promise<readonly string[]> {
  await run({ ...inputs, 'commit-message': template })
  const [newest] = await gitops.log()
  return (newest?.message ?? '').trimEnd().split('\n')
}

const set = (): Promise<Stage> => stage({ [path]: kustomization('ghcr.io/acme/api:v1', 'web:v1') })

test.concurrent('names the new versions, then lists the changes', async () => {
  const [headline, blank, ...body] = await messageOf(await set())
  expect(headline).toBe('chore: update api:v2, web:v2')
  expect(blank).toBe('')
  expect(body.join('\n')).toContain(`${path}: ghcr.io/acme/api:v1 -> ghcr.io/acme/api:v2`)
})

test.concurrent('a commit hash as the tag is shortened in the headline', async () => {
  const { gitops, run } = await set()
  await run({ images: 'ghcr.io/acme/api:8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a', manifests: 'app' })
  const [newest] = await gitops.log()
  expect(newest?.headline).toBe('chore: update api:8a1f3c5')
})

test.concurrent('is a Mustache template: nothing of it is escaped', async () => {
  const template =
    'deploy({{branch}}): {{images}}\n\n{{#changes}}* {{image}} {{from}} => {{to}}\n{{/changes}}By {{actor}} for {{source.repository}}'
  const message = await messageOf(await set(), template)
  expect(message.slice(0, 5)).toEqual([
    'deploy(main): api:v2, web:v2',
    '',
    '* ghcr.io/acme/api ghcr.io/acme/api:v1 => ghcr.io/acme/api:v2',
    '* web web:v1 => web:v2',
    'By octocat for acme/app'
  ])
})

test.concurrent('trailers for audit end every message', async () => {
  const message = await messageOf(await set(), 'release')
  expect(message[0]).toBe('release')
  const trailers = message.slice(message.lastIndexOf('') + 1)
  expect(trailers.length).toBeGreaterThan(0)
  for (const trailer of trailers) expect(trailer).toMatch(/^[A-Za-z][A-Za-z0-9-]*: \S/)
  expect(trailers.join('\n')).toContain('acme/app@8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a')
  expect(trailers.join('\n')).toContain('/acme/app/actions/runs/4242')
})

test.concurrent('trailers of the template stay one block with them', async () => {
  const message = await messageOf(
    await set(),
    'release\n\nWhy not.\n\nSigned-off-by: Octo Cat <octo@example.test>'
  )
  const trailers = message.slice(message.lastIndexOf('') + 1)
  expect(trailers[0]).toBe('Signed-off-by: Octo Cat <octo@example.test>')
  expect(trailers.length).toBeGreaterThan(1)
})

test.concurrent('the commit is signed by GitHub and by the token’s owner', async () => {
  const { gitops, run } = await set()
  await run(inputs)
  const [newest] = await gitops.log()
  expect(newest).toMatchObject({ author: 'gitops[bot]', isVerified: true })
})

test.concurrent.each(['commit', 'pull-request'])(
  '%s: a template that leaves nothing is an error',
  async (mode) => {
    const message = await refused(await set(), {
      ...inputs,
      mode,
      'commit-message': '{{^images}}nothing{{/images}}'
    })
    expect(message).toContain('"commit-message"')
  }
)

test.concurrent('what a template names and is not there is told before anything is read', async () => {
  const staged = await set()
  const message = await refused(staged, {
    ...inputs,
    'commit-message': '{{image}}',
    'pull-request-title': '{{#changes}}{{to}} {{tag}}{{/changes}}'
  })
  expect(message).toContain('commit-message: "{{image}}" stands for nothing')
  expect(message).toContain('pull-request-title: "{{tag}}" stands for nothing')
  expect(staged.github.countApiRequests()).toBe(0)
})
