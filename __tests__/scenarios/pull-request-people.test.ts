import { describe, expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import type { StepResult } from '../runner/run-action.ts'
import { kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const files = { 'app/kustomization.yaml': kustomization('api:v1') }
const inputs = {
  images: 'api:v2',
  manifests: 'app',
  mode: 'pull-request',
  'pull-request-branch': 'bump'
}
const told = ({ log }: StepResult, level: 'warning' | 'notice'): readonly string[] =>
  annotationsIn(log)
    .filter((each) => each.level === level)
    .map(({ message }) => message)

describe('reviewers and assignees', () => {
  test.concurrent('one without access does not keep the others from being asked', async () => {
    const { github, gitops, run } = await stage(files, { collaborators: ['grace'], teams: ['ops'] })
    github.addToken({ token: 'stranger', kind: 'pat-fine', login: 'stranger' })
    await run({ ...inputs, 'pull-request-branch': 'first' }, { token: 'stranger' })
    const result = await run({ ...inputs, reviewers: 'stranger\ngrace', 'team-reviewers': 'ops' })
    expect([result.exitCode, result.outputs['pull-request-operation']]).toEqual([0, 'created'])
    const proposal = gitops.pullRequests.find(({ head }) => head === 'bump')
    expect(proposal).toMatchObject({ reviewers: ['grace'], teamReviewers: ['ops'] })
    expect(told(result, 'warning')).toEqual([
      expect.stringMatching(
        /^Could not ask the user "stranger" for a review: .*only be requested from collaborators/
      )
    ])
  })

  test.concurrent('the author is not asked, on a new pull request and on an open one', async () => {
    const { github, gitops, run } = await stage(files, { collaborators: ['ada', 'grace'] })
    github.addToken({ token: 'pat', kind: 'pat-fine', login: 'Ada' })
    const people = { ...inputs, reviewers: 'ada\ngrace' }
    for (const images of ['api:v2', 'api:v3']) {
      const result = await run({ ...people, images }, { token: images === 'api:v2' ? 'pat' : github.token })
      expect(told(result, 'warning')).toEqual([])
      expect(told(result, 'notice')).toContainEqual(expect.stringMatching(/^"ada" opened the pull request/))
      expect(gitops.pullRequests[0]?.reviewers).toEqual(['grace'])
    }
  })

  test.concurrent('whom GitHub leaves out without a word is a warning', async () => {
    const { github, gitops, run } = await stage(files, { collaborators: ['grace'] })
    github.addToken({ token: 'stranger', kind: 'pat-fine', login: 'stranger' })
    await run({ ...inputs, 'pull-request-branch': 'first' }, { token: 'stranger' })
    const result = await run({ ...inputs, assignees: 'grace\nstranger' })
    expect(gitops.pullRequests.find(({ head }) => head === 'bump')?.assignees).toEqual(['grace'])
    expect(told(result, 'warning')).toEqual([expect.stringMatching(/^"stranger" was not assigned/)])
  })
})

describe('the token decides whether checks start', () => {
  test.concurrent(
    'what the job’s own token opens says so, in its body and in a notice, and so does a later version',
    async () => {
      const { github, gitops, run } = await stage(files)
      github.addToken({ token: 'ghs_job', kind: 'github-actions', login: 'github-actions[bot]' })
      for (const images of ['api:v2', 'api:v3']) {
        const result = await run(
          { ...inputs, images, 'pull-request-body': 'Mine: {{images}}' },
          { token: 'ghs_job' }
        )
        expect(gitops.pullRequests[0]?.body).toMatch(
          /Mine: api:v\d[^]*own token: its checks do not start[^]*GitHub App token/
        )
        expect(told(result, 'notice')).toContainEqual(
          expect.stringMatching(
            /^The checks of pull request #1 do not start.*GitHub App token or a personal access token/
          )
        )
      }
    }
  )

  test.concurrent('what an App’s token opens does not', async () => {
    const { gitops, run } = await stage(files)
    const result = await run(inputs)
    expect(gitops.pullRequests[0]?.body).not.toContain('checks')
    expect(told(result, 'notice').filter((message) => message.includes('checks'))).toEqual([])
  })
})
