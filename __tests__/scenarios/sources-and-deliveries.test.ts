import { describe, expect, test } from '@jest/globals'
import type { Step, StepResult } from '../runner/run-action.ts'
import { application } from './argocd-applications.ts'
import { useRegistries } from './registries.ts'
import { headsOf, useStage } from './stage.ts'
import { useWorkingCopies } from './working-copy.ts'

const stage = useStage()
const registries = useRegistries()
const workingCopies = useWorkingCopies()

const PATH = 'apps/shop/kustomization.yaml'
const MARKER = '# {"$imagepolicy": "flux-system:api:tag"}'

type Files = Readonly<Record<string, string>>

/** What the GitOps repository holds, apart from other files. */
const shop = (image: string, tag: string): string =>
  `# shop\nimages:\n  - name: ${image}\n    newTag: ${tag} ${MARKER}\n`

const running = (image: string, tag: string): Files => ({ [PATH]: shop(image, tag) })

const fluxObject = (kind: string, spec: string): string =>
  `---\napiVersion: image.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata:\n  name: api\n  namespace: flux-system\nspec:\n${spec}`

/** Where a version comes from: every one of these replaces `from` by 1.1.0. */
interface Source {
  readonly from: string
  /** What was committed, one after the other. */
  readonly history: (image: string, url: string) => readonly Files[]
  readonly inputs: (image: string) => Step['with']
}

const running1 = (image: string): readonly Files[] => [running(image, '1.0.0')]

const sources: Readonly<Record<string, Source>> = {
  images: {
    from: '1.0.0',
    history: running1,
    inputs: (image) => ({ images: `${image}:1.1.0`, manifests: 'apps' })
  },
  'update-strategy': {
    from: '1.0.0',
    history: running1,
    inputs: (image) => ({ images: `${image}:^1`, manifests: 'apps', 'update-strategy': 'semver' })
  },
  'policies of Flux': {
    from: '1.0.0',
    history: (image) => [
      running(image, '1.0.0'),
      {
        'clusters/policies.yaml':
          fluxObject('ImageRepository', `  image: ${image}\n`) +
          fluxObject(
            'ImagePolicy',
            '  imageRepositoryRef:\n    name: api\n  policy:\n    semver:\n      range: 1.x\n'
          )
      }
    ],
    inputs: () => ({ policies: 'clusters' })
  },
  'policies of Argo CD Image Updater': {
    from: '1.0.0',
    history: (image, url) => [
      running(image, '1.0.0'),
      {
        'clusters/shop.yaml': application('X', [
          `image-list: ${image}:1.x`,
          'write-back-method: git',
          'write-back-target: kustomization'
        ]).replace('X/acme/gitops.git', url)
      }
    ],
    inputs: () => ({ policies: 'clusters' })
  },
  'promote-from': {
    from: '1.0.0',
    history: (image) => [running(image, '1.0.0'), { 'staging/kustomization.yaml': shop(image, '1.1.0') }],
    inputs: () => ({ 'promote-from': 'staging', manifests: 'apps' })
  },
  rollback: {
    from: '2.0.0',
    history: (image) => ['1.0.0', '1.1.0', '2.0.0'].map((tag) => running(image, tag)),
    inputs: (image) => ({ images: image, rollback: 'true', manifests: 'apps' })
  }
}

/** A repository to deliver to. */
interface Ground {
  /** Where it is cloned from. */
  readonly url: string
  readonly commit: (files: Files) => Promise<unknown>
  readonly run: (inputs: Step['with']) => Promise<StepResult>
  readonly read: (branch: string) => Promise<string | undefined>
  readonly heads: () => Promise<unknown>
}

async function onGitHub(): Promise<Ground> {
  const { github, gitops, run } = await stage({ 'README.md': '# GitOps\n' })
  return {
    url: `${github.serverUrl}/acme/gitops.git`,
    commit: (files) => gitops.commit('main', files),
    run,
    read: (branch) => gitops.read(branch, PATH),
    heads: () => headsOf(gitops)
  }
}

async function inCheckout(): Promise<Ground> {
  const { git, remote, rival, run } = await workingCopies({ 'README.md': '# GitOps\n' })
  return {
    url: await git('remote', 'get-url', 'origin'),
    commit: rival,
    run,
    read: async (branch) => `${await remote('show', `${branch}:${PATH}`)}\n`,
    heads: () => remote('show-ref')
  }
}

/** How a version is delivered. */
interface Delivery {
  readonly ground: () => Promise<Ground>
  readonly inputs: Step['with']
  /** Where it is found afterwards; `undefined` where nothing may have moved. */
  readonly branch: (outputs: StepResult['outputs']) => string | undefined
}

const deliveries: Readonly<Record<string, Delivery>> = {
  'a commit': { ground: onGitHub, inputs: {}, branch: () => 'main' },
  'a pull request': {
    ground: onGitHub,
    inputs: { mode: 'pull-request' },
    branch: (outputs) => outputs['branch']
  },
  'a checkout': { ground: inCheckout, inputs: {}, branch: () => 'main' },
  'a dry run': { ground: onGitHub, inputs: { mode: 'dry-run' }, branch: () => undefined },
  'a dry run in a checkout': {
    ground: inCheckout,
    inputs: { mode: 'dry-run' },
    branch: () => undefined
  }
}

/** A repository that is as `source` needs it, below a checkout or at GitHub. */
async function scene({ history, inputs }: Source, delivery: Delivery) {
  const registry = await registries()
  for (const tag of ['1.0.0', '1.1.0', '2.0.0']) registry.images.push('acme/api', tag)
  const image = `${registry.host}/acme/api`
  const ground = await delivery.ground()
  for (const files of history(image, ground.url)) await ground.commit(files)
  const [before, manifest] = [await ground.heads(), await ground.read('main')]
  const result = await ground.run({ ...inputs(image), ...delivery.inputs })
  return { ...ground, ...result, image, before, manifest }
}

describe.each(Object.entries(sources))('a version from %s', (_source, source) => {
  test.concurrent.each(Object.entries(deliveries))('by %s', async (_delivery, delivery) => {
    const { before, exitCode, heads, image, log, manifest, outputs, read, summary } = await scene(
      source,
      delivery
    )
    expect([exitCode, log]).toEqual([0, expect.not.stringContaining('::error')])
    expect(manifest).toBe(shop(image, source.from))
    expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([
      { file: PATH, from: `${image}:${source.from}`, to: `${image}:1.1.0` }
    ])
    const versions = [source.from, '1.1.0'].map((tag) => `<code>${tag}</code>`)
    const branch = delivery.branch(outputs)
    expect(summary).toContain(
      branch === undefined ? `+    newTag: 1.1.0 ${MARKER}` : `| ${versions.join(' | ')}`
    )
    if (branch === undefined) expect(await heads()).toEqual(before)
    else expect(await read(branch)).toBe(shop(image, '1.1.0'))
    if (branch !== 'main') expect(await read('main')).toBe(manifest)
  })
})
