import { chooseTag } from '../src/core/version/choose.ts'
import { parseConstraint } from '../src/core/version/constraint.ts'
import { parseExtract } from '../src/core/version/extract.ts'
import { candidatesOf, NO_FILTER, type TagFilter } from '../src/core/version/filter.ts'
import { parseGlob } from '../src/core/version/glob.ts'
import { parsePattern } from '../src/core/version/pattern.ts'
import type { Direction, Order, PolicyRule } from '../src/core/version/rule.ts'
import type { Oracle } from './go-program.ts'
import { compared, countOf, outcome, type Outcome, type Part } from './outcome.ts'
import { GLOB_TAGS, GLOBS, policyCases, type FluxPolicy, type PolicyCase } from './policy-cases.ts'

/** What the program `oracles/policies` is asked: for what a policy chooses, or for what a glob matches. */
export type PolicyQuestion =
  Pick<PolicyCase, 'tags' | 'policy' | 'filter'> | { readonly tags: readonly string[]; readonly glob: string }

/** What it answers. */
export interface PolicyAnswer {
  readonly tag: string
  readonly matched?: readonly string[]
  readonly refusal?: string
}

const direction = (order = 'asc'): Direction => (order.toLowerCase() === 'desc' ? 'desc' : 'asc')

function orderOf({ semver, alphabetical, numerical }: FluxPolicy): Order {
  if (semver !== undefined) return { by: 'semver', constraint: parseConstraint(semver.range) }
  return alphabetical !== undefined
    ? { by: 'alphabetical', direction: direction(alphabetical.order) }
    : { by: 'numerical', direction: direction(numerical?.order) }
}

const filterOf = ({ filter }: PolicyCase): TagFilter =>
  filter === undefined
    ? NO_FILTER
    : {
        allow: parsePattern(filter.pattern),
        ignore: [],
        extract: filter.extract === '' ? undefined : parseExtract(filter.extract)
      }

const REFUSED = 'refused'

function ours(one: PolicyCase): string {
  try {
    const rule: PolicyRule = { filter: filterOf(one), order: orderOf(one.policy), preset: 'flux' }
    return chooseTag(candidatesOf(one.tags, rule.filter), rule)?.tag ?? REFUSED
  } catch {
    return REFUSED
  }
}

function matched(glob: string): string {
  try {
    const { matches } = parseGlob(glob)
    return JSON.stringify(GLOB_TAGS.filter(matches))
  } catch {
    return REFUSED
  }
}

function compareGlob(glob: string, answer: PolicyAnswer | undefined): Outcome {
  const [our, their] = [
    matched(glob),
    answer?.refusal === undefined ? JSON.stringify(answer?.matched ?? []) : REFUSED
  ]
  return outcome(`the glob "${glob}"`, our === their ? undefined : `ours: ${our}, theirs: ${their}`)
}

/** Compares what we choose with what Flux's image reflector controller chooses, and globs with those of Go. */
export async function comparePolicies(policies: Oracle<PolicyQuestion, PolicyAnswer>): Promise<Part> {
  const choices = await policies(
    policyCases.map(({ tags, policy, filter }) => ({ tags, policy, ...(filter && { filter }) }))
  )
  const globs = await policies(GLOBS.map((glob) => ({ tags: GLOB_TAGS, glob })))
  const outcomes = policyCases.map((one, index) => {
    const [our, answer] = [ours(one), choices[index]]
    const their = answer?.refusal === undefined ? (answer?.tag ?? 'no answer') : REFUSED
    return compared(one, our === their, our, their)
  })
  return {
    title: 'Image policies, by the image reflector controller',
    outcomes: [...outcomes, ...GLOBS.map((glob, index) => compareGlob(glob, globs[index]))],
    report: [
      countOf('policies', policyCases),
      `${GLOBS.length} globs on ${GLOB_TAGS.length} tags, as Go matches them`
    ]
  }
}
