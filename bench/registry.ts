import { systemClock } from '../src/adapters/clock.ts'
import { connectRegistry } from '../src/adapters/registry/connect.ts'
import { parseConstraint } from '../src/core/version/constraint.ts'
import type { Order } from '../src/core/version/rule.ts'
import { choose } from '../src/sources/choice.ts'
import { startRegistry, type LoopbackRegistry } from '../__tests__/servers/registry/index.ts'
import { markdownTable } from './markdown-table.ts'
import { duration } from './quantity.ts'
import type { Section } from './section.ts'

const TAGS = 5009
const BUILDS = 200
const RUNS = 3
/** Milliseconds that an answer of a registry on the internet may take. */
const LATENCY = 50

const up = (number: number): readonly number[] => Array.from({ length: number }, (_, index) => index)
const dayOf = (index: number): string => new Date(Date.UTC(2024, 0, 1 + index)).toISOString()

interface Choice {
  readonly name: string
  readonly order: Order
  readonly pushTo: (registry: LoopbackRegistry) => void
}

const choices: readonly Choice[] = [
  {
    name: `\`semver\` of ${TAGS} tags`,
    order: { by: 'semver', constraint: parseConstraint('^1') },
    pushTo: ({ images }) => {
      up(TAGS).forEach((index) => images.push('app', `1.${index}.0`))
    }
  },
  {
    name: `\`newest-build\` of ${BUILDS} images`,
    order: { by: 'newest-build' },
    pushTo: ({ images }) => {
      up(BUILDS).forEach((index) => images.push('app', `b${index}`, { created: dayOf(index) }))
    }
  },
  {
    name: `\`newest-build\` of ${BUILDS} indexes of two platforms`,
    order: { by: 'newest-build' },
    pushTo: ({ images }) => {
      up(BUILDS).forEach((index) =>
        images.pushIndex(
          'app',
          `b${index}`,
          ['linux/amd64', 'linux/arm64'].map((platform) => ({ platform, created: dayOf(index) }))
        )
      )
    }
  }
]

/** Chooses once, with a client that remembers nothing. */
async function timed(registry: LoopbackRegistry, order: Order): Promise<number> {
  const client = connectRegistry({}, [], systemClock, { log: () => undefined, conceal: () => undefined })
  const repository = `${registry.host}/app`
  const filter = { allow: undefined, ignore: [], extract: undefined }
  const policy = {
    name: repository,
    newName: undefined,
    repository,
    rule: { filter, order, preset: 'argocd' }
  } as const
  const started = performance.now()
  await choose(policy, { registry: client, platforms: [], clock: systemClock, log: () => undefined })
  return performance.now() - started
}

async function fastest(registry: LoopbackRegistry, order: Order): Promise<number> {
  let least = Infinity
  for (let run = 0; run < RUNS; run += 1) least = Math.min(least, await timed(registry, order))
  return least
}

async function measured({ name, order, pushTo }: Choice): Promise<readonly string[]> {
  const registry = await startRegistry()
  pushTo(registry)
  await timed(registry, order)
  const requests = registry.requests.length
  const near = await fastest(registry, order)
  registry.intercept = async () => {
    await systemClock.sleep(LATENCY)
    return undefined
  }
  const far = await fastest(registry, order)
  await registry.close()
  return [name, String(requests), duration(near), duration(far)]
}

/** What it takes to choose a tag from a registry. */
export const registrySection: Section = {
  name: 'registry',
  takesTools: false,
  measure: async ({ isSmallest }) => {
    const rows = []
    for (const choice of isSmallest ? choices.slice(0, 1) : choices) rows.push(await measured(choice))
    const header = ['choice', 'requests', 'on loopback', `with ${LATENCY} ms for each answer`]
    return `## Registry\n\nThe fastest of ${RUNS} runs.\n\n${markdownTable(header, rows)}`
  }
}
