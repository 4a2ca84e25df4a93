import assert from 'node:assert/strict'
import { assertChanged, assertFailed, type Expected } from './expectations.ts'
import type { Props, Scenario } from './scenario.ts'

const PATH = 'apps/api/overlays/prod/kustomization.yaml'
const IMAGE = 'ghcr.io/acme/api'
const OTHER = 'ghcr.io/acme/web'

const manifest = (api: string, web = 'v1'): string =>
  `# production\nimages:\n- name: ${IMAGE}   # the API\n  newTag: ${api}\n\n- name: ${OTHER}\n  newTag: '${web}' # not ours\n`

/** A repository whose production had three versions of each image. */
async function afterThreeVersions({ stage }: Props) {
  const set = await stage({ example: 'rollback.yml', gitops: { files: { [PATH]: manifest('1.8') } } })
  for (const text of [
    manifest('"1.10"'),
    manifest('"1.10"', 'v2'),
    manifest('v3', 'v2'),
    manifest('v3', 'v3')
  ])
    await set.gitops.commit('main', { [PATH]: text })
  return set
}

const change = (image: string, line: number, from: string, to: string): Expected => ({
  file: PATH,
  line,
  column: 11,
  format: 'kustomization',
  image,
  from: `${image}:${from}`,
  to: `${image}:${to}`
})

/** One click on "Run workflow", one on "Run". */
export const ROLLBACKS: readonly Scenario[] = [
  {
    name: 'rollback.yml, as it is offered: its image gets the version before',
    play: async (props) => {
      const { gitops, run } = await afterThreeVersions(props)
      const result = await run({ event: 'workflow_dispatch' })
      const sha = await gitops.head()
      assertChanged(result, [change(IMAGE, 4, 'v3', '1.10')], { branch: 'main', 'commit-sha': sha })
      assert.equal(await gitops.read('main', PATH), manifest('"1.10"', 'v3'))
    }
  },
  {
    name: 'rollback.yml with the inputs of a person: another image, two versions back',
    play: async (props) => {
      const { gitops, run } = await afterThreeVersions(props)
      const result = await run({ event: 'workflow_dispatch', inputs: { image: OTHER, to: '2' } })
      const sha = await gitops.head()
      assertChanged(result, [change(OTHER, 7, 'v3', 'v1')], { branch: 'main', 'commit-sha': sha })
      assert.equal(await gitops.read('main', PATH), manifest('v3', 'v1'))
    }
  },
  {
    name: 'rollback.yml with an input that makes no sense fails the step and the job, and says why',
    play: async (props) => {
      const { gitops, run } = await afterThreeVersions(props)
      const head = await gitops.head()
      const result = await run({ event: 'workflow_dispatch', inputs: { to: 'yesterday' } })
      assertFailed(
        result,
        'Input rollback: "yesterday" is not "true", a number of versions from 1 to 100, or a commit of 7 to 40 digits.'
      )
      assert.equal(await gitops.head(), head)
    }
  }
]
