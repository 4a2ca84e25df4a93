import { describe, expect, test } from '@jest/globals'
import { exampleInputs } from './example.ts'
import { refused } from './refused.ts'
import { useRegistries } from './registries.ts'
import { useStage } from './stage.ts'
import { useWorkingCopies } from './working-copy.ts'

const stage = useStage()
const registries = useRegistries()
const workingCopies = useWorkingCopies()

const POLICIES = 'clusters/prod/image-policies.yaml'
const DEPLOYMENT = 'apps/api/deployment.yaml'

const object = (kind: string, name: string, spec: string): string =>
  `---\napiVersion: image.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: flux-system\nspec:\n${spec.replaceAll(/^/gm, '  ')}\n`
const semver = (range: string, more = ''): string =>
  `imageRepositoryRef:\n  name: api\npolicy:\n  semver:\n    range: '${range}'${more}`

/** The image of a container, with a marker. */
const marked = (image: string, policy: string): string =>
  `      - image: ${image} # {"$imagepolicy": "flux-system:${policy}"}\n`
const deployment = (...containers: readonly string[]): string =>
  `# the API\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n${containers.join('')}`

/** A registry with tags of `acme/api`, and what a repository that Flux has updated so far holds. */
async function scene(
  policies: (image: string) => string,
  manifests: (image: string) => Readonly<Record<string, string>>
) {
  const registry = await registries()
  for (const tag of ['1.0.0', '1.1.0', '2.0.0', '2.1.0-rc.1']) registry.images.push('acme/api', tag)
  const image = `${registry.host}/acme/api`
  const files = {
    [POLICIES]: object('ImageRepository', 'api', `image: ${image}\ninterval: 5m`) + policies(image),
    'README.md': '"$imagepolicy"',
    ...manifests(image)
  }
  return { registry, image, files }
}

const simple = () =>
  scene(
    () => object('ImagePolicy', 'api', semver('>=1.0')),
    (image) => ({ [DEPLOYMENT]: deployment(marked(`${image}:1.0.0`, 'api')) })
  )

describe('a repository with nothing but Flux resources and markers', () => {
  test.concurrent('is updated by the scheduled workflow', async () => {
    const { files, image } = await simple()
    const { github, gitops, run } = await stage(files)
    const { exitCode, log, outputs } = await run(exampleInputs('scheduled-flux.yml'))
    expect([exitCode, log]).toEqual([0, log])
    expect(await gitops.read('main', DEPLOYMENT)).toBe(deployment(marked(`${image}:2.0.0`, 'api')))
    expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([
      { file: DEPLOYMENT, from: `${image}:1.0.0`, to: `${image}:2.0.0` }
    ])
    expect(JSON.parse(outputs['images'] ?? '')).toEqual([`${image}:2.0.0`])
    // The listing, the policies, the manifests, what they were before, the commit.
    expect(github.requests).toHaveLength(5)
    expect(log).toContain(
      'these fields of the policies mean nothing here: interval (the schedule of the workflow).'
    )
  })

  test.concurrent('is left as it is by the next one', async () => {
    const { files } = await simple()
    const { github, gitops, run } = await stage(files)
    await run({ policies: 'clusters' })
    const [head, before] = [await gitops.head(), github.requests.length]
    const { exitCode, outputs } = await run({ policies: 'clusters' })
    expect(github.requests.length - before).toBe(3)
    expect([exitCode, outputs['changed'], await gitops.head()]).toEqual([0, 'false', head])
  })

  test.concurrent('by pull request, which the next version goes into', async () => {
    const { files, image, registry } = await simple()
    const { gitops, run } = await stage(files)
    const inputs = { policies: 'clusters', mode: 'pull-request' }
    const first = await run(inputs)
    registry.images.push('acme/api', '2.2.0')
    const second = await run(inputs)
    expect([first, second].map(({ outputs }) => outputs['pull-request-operation'])).toEqual([
      'created',
      'updated'
    ])
    expect(gitops.pullRequests).toHaveLength(1)
    expect(await gitops.read('main', DEPLOYMENT)).toContain(`${image}:1.0.0 `)
    expect(await gitops.read(second.outputs['branch'] ?? '', DEPLOYMENT)).toContain(`${image}:2.2.0 `)
  })

  test.concurrent('as a dry run', async () => {
    const { files, image } = await simple()
    const { gitops, run } = await stage(files)
    const { outputs, summary } = await run({ policies: 'clusters', mode: 'dry-run' })
    expect(outputs['changed']).toBe('true')
    expect(summary).toContain(`+      - image: ${image}:2.0.0 #`)
    expect(await gitops.read('main', DEPLOYMENT)).toContain(`${image}:1.0.0 `)
  })

  test.concurrent('through a checkout', async () => {
    const { files, image } = await simple()
    const { remote, run } = await workingCopies(files, [])
    const { exitCode, log } = await run({ policies: 'clusters' })
    expect([exitCode, log]).toEqual([0, log])
    expect(await remote('show', `main:${DEPLOYMENT}`)).toContain(`${image}:2.0.0 #`)
  })

  test.concurrent('with the policies that are there when the commit is made', async () => {
    const { files, image } = await simple()
    const { github, gitops, run } = await stage(files)
    github.beforeMutation('createCommitOnBranch', async () => {
      await gitops.commit('main', { [POLICIES]: files[POLICIES].replace('>=1.0', '1.x') })
    })
    await run({ policies: 'clusters' })
    expect(await gitops.read('main', DEPLOYMENT)).toContain(`${image}:1.1.0 `)
  })
})

describe('markers', () => {
  test.concurrent(
    'of parts are set, in any file beneath the path of the automation and in no other',
    async () => {
      const kustomization = (image: string, tag: string): string =>
        `images:\n  - name: api\n    newName: ${image} # {"$imagepolicy": "flux-system:api:name"}\n    newTag: ${tag} # {"$imagepolicy": "flux-system:api:tag"}\n`
      const { files, image } = await scene(
        () =>
          object('ImagePolicy', 'api', semver('1.x')) +
          object('ImageUpdateAutomation', 'all', 'update:\n  path: ./apps\n  strategy: Setters'),
        (name) => ({
          'apps/kustomization.yaml': kustomization('old.example/api', '1.0.0'),
          'apps/values.yml': 'version: "1.0.0" # {"$imagepolicy": "flux-system:api:tag"}\n',
          'other/kustomization.yaml': kustomization(name, '1.0.0')
        })
      )
      const { gitops, run } = await stage(files)
      await run({ policies: POLICIES })
      expect(await gitops.read('main', 'apps/kustomization.yaml')).toBe(kustomization(image, '1.1.0'))
      expect(await gitops.read('main', 'apps/values.yml')).toBe(
        'version: "1.1.0" # {"$imagepolicy": "flux-system:api:tag"}\n'
      )
      expect(await gitops.read('main', 'other/kustomization.yaml')).toBe(kustomization(image, '1.0.0'))
    }
  )

  test.concurrent('of two policies for one image are set each by its own', async () => {
    const { files, image } = await scene(
      () =>
        object('ImagePolicy', 'stable', semver('1.x')) + object('ImagePolicy', 'next', semver('>=2.0.0-0')),
      (name) => ({
        [DEPLOYMENT]: deployment(marked(`${name}:1.0.0`, 'stable'), marked(`${name}:1.0.0`, 'next'))
      })
    )
    const { gitops, run } = await stage(files)
    const { exitCode, log } = await run({ policies: 'clusters' })
    expect([exitCode, log]).toEqual([0, log])
    expect(await gitops.read('main', DEPLOYMENT)).toBe(
      deployment(marked(`${image}:1.1.0`, 'stable'), marked(`${image}:2.1.0-rc.1`, 'next'))
    )
  })

  test.concurrent('get back older versions only where `if-older` lets them', async () => {
    const { files, image } = await scene(
      () => object('ImagePolicy', 'api', semver('1.x')),
      (name) => ({ [DEPLOYMENT]: deployment(marked(`${name}:2.0.0`, 'api')) })
    )
    const { gitops, run } = await stage(files)
    await run({ policies: 'clusters' })
    expect(await gitops.read('main', DEPLOYMENT)).toContain(`${image}:2.0.0 `)
    await run({ policies: 'clusters', 'if-older': 'write' })
    expect(await gitops.read('main', DEPLOYMENT)).toContain(`${image}:1.1.0 `)
  })

  test.concurrent('of other policies, and images without one, stay', async () => {
    const others = (image: string): string =>
      `      - image: ${image}:1.0.0\n${marked(`${image}:1.0.0`, 'unknown')}`
    const { files, image } = await scene(
      () => object('ImagePolicy', 'api', semver('1.x')),
      (name) => ({ [DEPLOYMENT]: deployment(others(name), marked(`${name}:1.0.0`, 'api')) })
    )
    const { gitops, run } = await stage(files)
    await run({ policies: 'clusters' })
    expect(await gitops.read('main', DEPLOYMENT)).toBe(
      deployment(others(image), marked(`${image}:1.1.0`, 'api'))
    )
  })

  test.concurrent(
    'that name no policy, and files with some that are no YAML, are told, and the others go on',
    async () => {
      const { files, image } = await scene(
        () =>
          object('ImagePolicy', 'api', semver('1.x')) +
          object('ImagePolicy', 'off', `suspend: true\n${semver('1.x')}`),
        (name) => ({
          [DEPLOYMENT]: deployment(marked(`${name}:1.0.0`, 'api')),
          'apps/broken.yaml': 'a: [ # {"$imagepolicy": "flux-system:api"}\n',
          'apps/off.yaml': deployment(marked(`${name}:1.0.0`, 'off')),
          'apps/unknown.yaml': deployment(marked(`${name}:1.0.0`, 'apii'))
        })
      )
      const { gitops, run } = await stage(files)
      const { exitCode, log } = await run({ policies: 'clusters' })
      expect([exitCode, log]).toEqual([0, log])
      expect(await gitops.read('main', DEPLOYMENT)).toContain(`${image}:1.1.0 `)
      expect(log).toContain(
        'Markers name policies that are not among "policies": flux-system:apii (apps/unknown.yaml). They are left alone.'
      )
      expect(log).toMatch(
        /file=apps\/broken\.yaml,line=2,col=1::Left alone: This is not valid YAML: Flow sequence/
      )
    }
  )

  test.concurrent('that nobody has written are told, and no registry is asked', async () => {
    const { files, registry } = await scene(
      () => object('ImagePolicy', 'api', semver('1.x')),
      (name) => ({ [DEPLOYMENT]: deployment(`      - image: ${name}:1.0.0\n`) })
    )
    const { run } = await stage(files)
    const { exitCode, log } = await run({ policies: 'clusters' })
    expect(exitCode).toBe(0)
    expect(log).toContain(
      'ImagePolicy "flux-system:api": no marker names "flux-system:api". It is left alone.'
    )
    expect(registry.requests).toEqual([])
  })
})

describe('digestReflectionPolicy', () => {
  async function reflecting(policy: string, marker: (image: string, digest: string) => string) {
    const registry = await registries()
    const old = registry.images.push('acme/api', '1.0.0')
    const image = `${registry.host}/acme/api`
    const files = {
      [POLICIES]:
        object('ImageRepository', 'api', `image: ${image}`) +
        object('ImagePolicy', 'api', semver('1.x', `\ndigestReflectionPolicy: ${policy}`)),
      [DEPLOYMENT]: deployment(marked(marker(image, old), 'api'))
    }
    const digest = registry.images.push('acme/api', '1.0.0', { created: '2024-01-01T00:00:00Z' })
    const { gitops, run } = await stage(files)
    await run({ policies: 'clusters' })
    return { image, old, digest, text: await gitops.read('main', DEPLOYMENT) }
  }

  test.concurrent('Always writes the digest that the tag has now', async () => {
    const { image, digest, text } = await reflecting('Always', (name, old) => `${name}:1.0.0@${old}`)
    expect(text).toBe(deployment(marked(`${image}:1.0.0@${digest}`, 'api')))
  })

  test.concurrent('IfNotPresent leaves the digest of a tag that stays', async () => {
    const { image, old, text } = await reflecting('IfNotPresent', (name, known) => `${name}:1.0.0@${known}`)
    expect(text).toBe(deployment(marked(`${image}:1.0.0@${old}`, 'api')))
  })

  test.concurrent('IfNotPresent writes the digest of a new tag', async () => {
    const { image, digest, text } = await reflecting('IfNotPresent', (name, old) => `${name}:0.9.0@${old}`)
    expect(text).toBe(deployment(marked(`${image}:1.0.0@${digest}`, 'api')))
  })

  test.concurrent('IfNotPresent writes the digest that a tag has not yet', async () => {
    const { image, digest, text } = await reflecting('IfNotPresent', (name) => `${name}:1.0.0`)
    expect(text).toBe(deployment(marked(`${image}:1.0.0@${digest}`, 'api')))
  })

  test.concurrent('IfNotPresent asks only places that hold a digest whether they have one', async () => {
    const registry = await registries()
    const old = registry.images.push('acme/api', '1.0.0')
    const image = `${registry.host}/acme/api`
    const files = {
      [POLICIES]:
        object('ImageRepository', 'api', `image: ${image}`) +
        object('ImagePolicy', 'api', semver('1.x', '\ndigestReflectionPolicy: IfNotPresent')),
      [DEPLOYMENT]: deployment(marked(`${image}:1.0.0@${old}`, 'api')),
      'apps/api/version.yaml': 'version: 1.0.0 # {"$imagepolicy": "flux-system:api:tag"}\n',
      'apps/kustomization.yaml':
        'images:\n- name: mirror/api\n  newTag: 1.0.0 # {"$imagepolicy": "flux-system:api:tag"}\n'
    }
    registry.images.push('acme/api', '1.0.0', { created: '2024-01-01T00:00:00Z' })
    const { run } = await stage(files)
    const { exitCode, outputs } = await run({ policies: 'clusters' })
    expect([exitCode, outputs['changed']]).toEqual([0, 'false'])
  })

  test.concurrent(
    'Always leaves a tag alone that is marked alone, and tells of the digest beside',
    async () => {
      const registry = await registries()
      const digest = registry.images.push('acme/api', '1.0.0')
      const image = `${registry.host}/acme/api`
      const entries = (tag: string): string =>
        `images:\n- name: mirror.example/api\n  newTag: ${tag} # {"$imagepolicy": "flux-system:api:tag"}\n- name: api\n  newTag: ${tag} # {"$imagepolicy": "flux-system:api:tag"}\n  digest: ${digest}\n`
      const files = {
        [POLICIES]:
          object('ImageRepository', 'api', `image: ${image}`) +
          object('ImagePolicy', 'api', semver('1.x', '\ndigestReflectionPolicy: Always')),
        'apps/kustomization.yaml': entries('0.9.0')
      }
      const { gitops, run } = await stage(files)
      const { log } = await run({ policies: 'clusters' })
      expect(await gitops.read('main', 'apps/kustomization.yaml')).toBe(entries('1.0.0'))
      expect(log).toContain('The digest beside the marked tag has no marker and stays, as in Flux')
    }
  )

  test.concurrent('Never takes a digest away', async () => {
    const { image, text } = await reflecting('Never', (name, old) => `${name}:1.0.0@${old}`)
    expect(text).toBe(deployment(marked(`${image}:1.0.0`, 'api')))
  })
})

describe('limits', () => {
  const two = () =>
    scene(
      (image) =>
        object('ImagePolicy', 'api', semver('1.x')) +
        object('ImageRepository', 'web', `image: ${image.replace('acme/api', 'acme/web')}`) +
        object('ImagePolicy', 'web', semver('1.x').replace('name: api', 'name: web')),
      (image) => ({
        'a/one.yaml': deployment(marked(`${image}:1.0.0`, 'api')),
        'b/two.yaml': deployment(marked(`${image}:1.0.0`, 'api')),
        'b/web.yaml': deployment(marked(`${image.replace('acme/api', 'acme/web')}:1.0.0`, 'web'))
      })
    )

  test.concurrent('`manifests` limits the files', async () => {
    const { files, image } = await two()
    const { gitops, run } = await stage(files)
    await run({ policies: 'clusters', manifests: 'b/two.yaml' })
    expect(await gitops.read('main', 'a/one.yaml')).toContain(`${image}:1.0.0 `)
    expect(await gitops.read('main', 'b/two.yaml')).toContain(`${image}:1.1.0 `)
  })

  test.concurrent('`images` limits the policies', async () => {
    const { files, image, registry } = await two()
    registry.images.push('acme/web', '1.9.0')
    const { gitops, run } = await stage(files)
    await run({ policies: 'clusters', images: image.replace('acme/api', 'acme/web') })
    expect(await gitops.read('main', 'a/one.yaml')).toContain(`${image}:1.0.0 `)
    expect(await gitops.read('main', 'b/web.yaml')).toContain(':1.9.0 ')
  })

  test.concurrent('a policy that chooses nothing is told, and the others go on', async () => {
    const { files, image, registry } = await two()
    registry.images.push('acme/web', 'latest')
    const { gitops, run } = await stage(files)
    const { exitCode, log } = await run({ policies: 'clusters' })
    expect(exitCode).toBe(0)
    expect(log).toMatch(
      /ImagePolicy "flux-system:web": No tag of .* can be chosen by "semver"\..* It is left alone\./
    )
    expect(await gitops.read('main', 'a/one.yaml')).toContain(`${image}:1.1.0 `)
  })
})

describe('a registry that refuses or is down', () => {
  const refusing = async (web: string) => {
    const { files, image } = await scene(
      () =>
        object('ImagePolicy', 'api', semver('1.x')) +
        object('ImageRepository', 'web', `image: ${web}`) +
        object('ImagePolicy', 'web', semver('1.x').replace('name: api', 'name: web')),
      (name) => ({ [DEPLOYMENT]: deployment(marked(`${name}:1.0.0`, 'api'), marked(`${web}:1.0.0`, 'web')) })
    )
    return { ...(await stage(files)), image }
  }

  test.concurrent(
    'does not stop the policies of others, and the step ends red behind the commit',
    async () => {
      const other = await registries({ access: { kind: 'token', users: {} } })
      const { gitops, image, run } = await refusing(`${other.host}/web`)
      const { exitCode, log, outputs, summary } = await run({ policies: 'clusters' })
      expect(exitCode).toBe(1)
      expect(await gitops.read('main', DEPLOYMENT)).toContain(`${image}:1.1.0 `)
      expect([outputs['changed'], outputs['commit-sha']]).toEqual(['true', await gitops.head()])
      expect(log).toMatch(
        /::error::Not every policy could be followed; the others were:%0A- ImagePolicy "flux-system:web": .* does not show "web" without credentials/
      )
      expect(summary).toContain('### Not every image was updated')
      const head = await gitops.head()
      expect((await run({ policies: 'clusters', 'if-unchanged': 'fail' })).log).toContain('Not every policy')
      expect(await gitops.head()).toBe(head)
    }
  )

  test.concurrent('is the error where it is all there is', async () => {
    const { run } = await refusing('127.0.0.1:1/web')
    const { exitCode, log } = await run({ policies: 'clusters', images: '127.0.0.1:1/web' })
    expect([exitCode, log]).toEqual([1, log])
    expect(log).toContain('::error::ImagePolicy "flux-system:web": 127.0.0.1:1 does not answer')
  })
})

describe('is refused, and nothing written,', () => {
  test.concurrent.each([
    ['a policy that is not valid', { policies: 'broken.yaml' }, /broken\.yaml:\d+:\d+: The range "1y"/],
    ['files without a policy', { policies: 'apps' }, /No policy is in the one file of "policies"/],
    ['a path that is not there', { policies: 'cluster' }, /no file or directory "cluster"/],
    [
      'an image that no policy is about',
      { policies: 'clusters', images: 'ghcr.io/acme/other' },
      /No policy is about the image "ghcr\.io\/acme\/other"\. They are about/
    ],
    ['a version beside', { policies: 'clusters', tag: 'v3' }, /tag: "policies" tells the versions already/],
    [
      'a strategy beside',
      { policies: 'clusters', 'update-strategy': 'semver' },
      /tells the versions already/
    ],
    [
      'a field pointed at',
      { policies: 'clusters', manifests: 'a.yaml#image' },
      /"a\.yaml#image": with "policies", a line is a path alone/
    ]
  ] satisfies [string, Readonly<Record<string, string>>, RegExp][])('%s', async (_what, inputs, message) => {
    const { files } = await simple()
    const broken = files[POLICIES].replace('>=1.0', '1y')
    expect(await refused(await stage({ ...files, 'broken.yaml': broken }), inputs)).toMatch(message)
  })
})
