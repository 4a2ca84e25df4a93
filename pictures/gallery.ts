import type { Act } from '../demo/scene.ts'
import { Stage } from '../demo/stage.ts'
import { jobSummarySight, pullRequestSight, type Sight } from './sight.ts'
import { steady } from './steady.ts'

/** What is worth a look when texts change, though no document shows it. */
interface Exhibit {
  readonly name: string
  /** The versions that images have in production before the first act. */
  readonly versions: Readonly<Record<string, string>>
  /** `with:` of each step; the last one is shown. */
  readonly steps: readonly Act['with'][]
}

const NAMES = [
  'accounts',
  'billing',
  'catalogue',
  'delivery',
  'email',
  'fraud',
  'gateway',
  'history',
  'identity',
  'ledger'
]
const PARTS = ['api', 'cron', 'jobs', 'web', 'worker']
const many = NAMES.flatMap((name) => PARTS.map((part) => `${name}-${part}`)).concat(NAMES)

const production = (name: string): string => `apps/${name}/overlays/production`
const api = production('api')
const update = (version: string): Act['with'] => ({ images: `ghcr.io/acme/api:${version}`, manifests: api })
const proposing = { mode: 'pull-request', labels: 'deployment' }

const exhibits: readonly Exhibit[] = [
  { name: 'one-change', versions: { api: '1.4.2' }, steps: [{ ...update('1.5.0'), ...proposing }] },
  {
    name: 'sixty-changes',
    versions: Object.fromEntries(many.map((name) => [name, name === 'ledger-web' ? '1.9.0' : '2.11.1'])),
    steps: [
      {
        images: many.map((name) => `ghcr.io/acme/${name}:2.12.0`).join('\n'),
        manifests: production('*'),
        ...proposing
      }
    ]
  },
  { name: 'dry-run', versions: { api: '1.4.2' }, steps: [{ ...update('1.5.0'), mode: 'dry-run' }] },
  {
    name: 'rollback',
    versions: { api: '1.4.2' },
    steps: [
      update('1.5.0'),
      update('1.6.0'),
      { images: 'ghcr.io/acme/api', manifests: api, rollback: '2', ...proposing }
    ]
  },
  { name: 'newer-stays', versions: { api: '1.6.0' }, steps: [update('1.5.0')] },
  {
    name: 'failure',
    versions: { api: '1.4.2' },
    steps: [{ images: 'ghcr.io/acme/app:1.5.0', manifests: api }]
  }
]

async function played({ versions, steps }: Exhibit): Promise<readonly Sight[]> {
  const files = Object.entries(versions).map(([name, version]) => [
    `${production(name)}/kustomization.yaml`,
    `images:\n  - name: ghcr.io/acme/${name}\n    newTag: ${version}\n`
  ])
  const stage = await Stage.set((github) =>
    github.createRepository('acme/gitops', { files: Object.fromEntries(files) as Record<string, string> })
  )
  try {
    let sights: readonly Sight[] = []
    for (const step of steps) {
      const performance = await stage.play({
        source: 'acme/shop',
        with: { repository: 'acme/gitops', ...step }
      })
      const summary = jobSummarySight(performance, {
        repository: 'acme/shop',
        workflow: 'release',
        job: 'deploy'
      })
      const isProposed = performance.pullRequest !== undefined
      sights = isProposed ? [summary, pullRequestSight(performance, 'acme/gitops')] : [summary]
    }
    return steady(sights, stage.address)
  } finally {
    await stage.strike()
  }
}

/** Plays them all; gives what they show by the names of the pictures. */
export async function playGallery(): Promise<readonly (readonly [string, Sight])[]> {
  const all: (readonly [string, Sight])[] = []
  for (const exhibit of exhibits)
    for (const sight of await played(exhibit)) all.push([`${exhibit.name}-${sight.kind}`, sight])
  return all
}
