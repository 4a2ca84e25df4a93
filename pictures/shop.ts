import type { GitHub, RepositoryHandle } from '../__tests__/servers/github/index.ts'

const SOURCE = 'acme/shop'

/** What came into the shop's sources since production was last updated. */
const COMMITS = [
  'feat(checkout): pay with Swish (#418)',
  'fix(storefront): prices follow the currency of the basket (#421)',
  'perf(storefront): product images as AVIF (#423)',
  'build: Node 24.11 (#425)'
]

const kustomization = (...images: readonly (readonly [string, string])[]): string =>
  ['resources:', '  - ../../base', 'images:']
    .concat(images.flatMap(([name, tag]) => [`  - name: ${name}`, `    newTag: ${tag}`]))
    .concat('')
    .join('\n')

const cronJob = (image: string): string =>
  [
    'apiVersion: batch/v1',
    'kind: CronJob',
    'metadata:',
    '  name: sitemap',
    'spec:',
    '  jobTemplate:',
    '    spec:',
    '      template:',
    '        spec:',
    '          containers:',
    '            - name: sitemap',
    `              image: ${image}`,
    ''
  ].join('\n')

interface Versions {
  readonly shop: string
  readonly valkey: string
}

function environment(name: string, { shop, valkey }: Versions): Readonly<Record<string, string>> {
  const [storefront, checkout] = ['ghcr.io/acme/storefront', 'ghcr.io/acme/checkout']
  return {
    [`apps/checkout/${name}/kustomization.yaml`]: kustomization([checkout, shop], ['valkey/valkey', valkey]),
    [`apps/storefront/${name}/kustomization.yaml`]: kustomization([storefront, shop]),
    [`edge/storefront/${name}/kustomization.yaml`]: kustomization([storefront, shop]),
    [`jobs/sitemap/${name}/cronjob.yaml`]: cronJob(`${storefront}:${shop}`)
  }
}

/** The repository of the shop's sources, of which the images are tagged with the commits, and the one of its manifests. */
export interface Shop {
  readonly gitops: RepositoryHandle
  /** The commits of the sources, the oldest first: the first runs in production, the third in staging. */
  readonly commits: readonly string[]
}

/** Furnishes a server with the shop. */
export async function furnishShop(github: GitHub): Promise<Shop> {
  const source = await github.createRepository(SOURCE, { files: { 'README.md': '# The shop\n' } })
  const commits = [await source.head()]
  for (const message of COMMITS) commits.push(await source.commit('main', { 'README.md': message }, message))
  const [production = '', , staging = ''] = commits
  const gitops = await github.createRepository('acme/gitops', {
    files: {
      ...environment('production', { shop: production, valkey: '8.1.4' }),
      ...environment('staging', { shop: staging, valkey: '9.0.1' })
    },
    labels: ['promotion', 'production']
  })
  return { gitops, commits }
}
