import { describe, expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const files = { [path]: kustomization('ghcr.io/acme/api:v1') }
const inputs = { images: 'ghcr.io/acme/api:v2', manifests: 'app', mode: 'pull-request' }

test.concurrent('holds the change as one commit on a branch of its own; the base stays', async () => {
  const { github, gitops, run } = await stage(files)
  const before = await gitops.head()
  const { outputs } = await run(inputs)
  const [proposal] = gitops.pullRequests
  expect(proposal).toMatchObject({ base: 'main', head: outputs['branch'], state: 'OPEN', isDraft: false })
  expect(await gitops.head()).toBe(before)
  const [newest] = await gitops.log(proposal?.head)
  expect(newest).toMatchObject({ oid: outputs['commit-sha'], parents: [before], files: [path] })
  expect(newest?.headline).toBe('chore: update api:v2')
  expect(await gitops.read(proposal?.head ?? '', path)).toBe(kustomization('ghcr.io/acme/api:v2'))
  expect(outputs['pull-request-url']).toBe(`${github.serverUrl}/acme/gitops/pull/1`)
})

test.concurrent('its title names the versions, its body shows each change before and after', async () => {
  const { github, gitops, run } = await stage(files)
  await run(inputs)
  const { title, body } = gitops.pullRequests[0] ?? {}
  expect(title).toBe('Update api:v2')
  expect(body).toContain('ghcr.io/acme/api:v1')
  expect(body).toContain('ghcr.io/acme/api:v2')
  expect(body).toContain(`${path}:7`)
  expect(body).toContain(`${github.serverUrl}/acme/app/actions/runs/4242`)
})

test.concurrent('title, body and branch are templates', async () => {
  const { gitops, run } = await stage(files)
  await run({
    ...inputs,
    'pull-request-title': 'deploy({{branch}}): {{images}}',
    'pull-request-body':
      'From {{source.repository}}@{{source.commit}}\n{{#changes}}{{file}}:{{line}} {{to}}{{/changes}}',
    'pull-request-branch': 'bump/{{images}}'
  })
  const [proposal] = gitops.pullRequests
  expect(proposal).toMatchObject({ title: 'deploy(main): api:v2', head: 'bump/api' })
  expect(proposal?.body).toContain(
    `From acme/app@8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a\n${path}:7 ghcr.io/acme/api:v2`
  )
})

test.concurrent(
  'can be a draft, and is an ordinary one with a notice where drafts are not supported',
  async () => {
    const { gitops, run } = await stage(files)
    await run({ ...inputs, draft: 'true', 'pull-request-branch': 'one' })
    gitops.settings.draftsAllowed = false
    const { exitCode, log, outputs } = await run({ ...inputs, draft: 'true', 'pull-request-branch': 'two' })
    expect(gitops.pullRequests.map(({ isDraft }) => isDraft)).toEqual([true, false])
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'created'])
    expect(
      annotationsIn(log).some(({ level, message }) => level === 'notice' && /draft/i.test(message))
    ).toBe(true)
  }
)

describe('labels, people and milestone', () => {
  const wishes = {
    ...inputs,
    labels: 'gitops\nnew one',
    assignees: '@ada',
    reviewers: 'grace',
    'team-reviewers': 'acme/ops'
  }
  const options = {
    labels: ['gitops'],
    milestones: ['Q3', 'Q4'],
    collaborators: ['ada', 'grace'],
    teams: ['ops']
  }

  test.concurrent.each(['Q4', '2'])(
    'are given, missing labels are created (milestone %s)',
    async (milestone) => {
      const { gitops, run } = await stage(files, options)
      const { exitCode, log } = await run({ ...wishes, milestone })
      expect(exitCode).toBe(0)
      expect(gitops.pullRequests[0]).toMatchObject({
        labels: ['gitops', 'new one'],
        assignees: ['ada'],
        reviewers: ['grace'],
        teamReviewers: ['ops'],
        milestone: 2
      })
      expect(annotationsIn(log).filter(({ level }) => level !== 'notice')).toEqual([])
    }
  )

  describe('a label that another run creates meanwhile', () => {
    async function raced(find: 'finds' | 'does not find') {
      const { github, gitops, run } = await stage(files, options)
      github.beforeMutation('createLabel', async () => {
        await run({ ...inputs, labels: 'new one', 'pull-request-branch': 'other' })
        if (find === 'finds') return
        github.faults.add({ on: { operation: 'query' }, times: 9, effect: { kind: 'status', status: 500 } })
      })
      const { exitCode, log } = await run({ ...wishes, 'pull-request-branch': 'bump' })
      const warnings = annotationsIn(log).filter(({ level }) => level === 'warning')
      const proposal = gitops.pullRequests.find(({ head }) => head === 'bump')
      return { exitCode, warnings: warnings.map(({ message }) => message), labels: proposal?.labels }
    }

    test.concurrent('is given all the same', async () => {
      expect(await raced('finds')).toEqual({ exitCode: 0, warnings: [], labels: ['gitops', 'new one'] })
    })

    test.concurrent('and cannot be found is a warning in GitHub’s words', async () => {
      expect(await raced('does not find')).toEqual({
        exitCode: 0,
        warnings: [
          'The label "new one" does not exist and could not be created: Name has already been taken.'
        ],
        labels: ['gitops']
      })
    })
  })

  test.concurrent('that do not exist are warnings: the pull request stands', async () => {
    const { gitops, run } = await stage(files, options)
    const { exitCode, log, summary, outputs } = await run({
      ...wishes,
      assignees: 'nobody-here',
      reviewers: 'grace',
      'team-reviewers': 'no-team',
      milestone: 'never'
    })
    expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'created'])
    expect(gitops.pullRequests[0]).toMatchObject({ labels: ['gitops', 'new one'], reviewers: ['grace'] })
    const warnings = annotationsIn(log).filter(({ level }) => level === 'warning')
    for (const name of ['nobody-here', 'no-team', 'never']) {
      expect(warnings.filter(({ message }) => message.includes(`"${name}"`))).toHaveLength(1)
      expect(summary).toContain(name)
    }
  })
})

test.concurrent('the head branch must not be the base', async () => {
  const message = await refused(await stage(files), { ...inputs, 'pull-request-branch': 'main' })
  expect(message).toContain('pull-request-branch')
})

test.concurrent('a title of which nothing is left is an error', async () => {
  const message = await refused(await stage(files), {
    ...inputs,
    'pull-request-title': '{{^images}}none{{/images}}'
  })
  expect(message).toContain('"pull-request-title"')
})
