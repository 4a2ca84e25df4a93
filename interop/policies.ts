import { readPolicies } from '../src/core/policy/policies.ts'
import { chooseTag } from '../src/core/version/choose.ts'
import { candidatesOf } from '../src/core/version/filter.ts'
import { parseGlob } from '../src/core/version/glob.ts'
import type { PolicyRule } from '../src/core/version/rule.ts'
import type { Oracle } from './go-program.ts'
import { compared, countOf, outcome, type Outcome, type Part } from './outcome.ts'
import { GLOB_TAGS, GLOBS, policyCases, type PolicyCase } from './policy-cases.ts'

/** What the program `oracles/policies` is asked: for what a policy chooses, or for what a glob matches. */
export type PolicyQuestion =
  Pick<PolicyCase, 'tags' | 'policy' | 'filter'> | { readonly tags: readonly string[]; readonly glob: string }

/** What it answers. */
export interface PolicyAnswer {
  readonly tag: string
  readonly matched?: readonly string[]
  readonly refusal?: string
}

const API = 'image.toolkit.fluxcd.io/v1'
const metadata = { name: 'app', namespace: 'apps' }

const REPOSITORY = {
  apiVersion: API,
  kind: 'ImageRepository',
  metadata,
  spec: { image: 'registry.example/app', exclusionList: [] }
}

/** The rule that the objects of a cluster come to: JSON is YAML. */
function ruleOf({ policy, filter }: PolicyCase): PolicyRule | undefined {
  const spec = { imageRepositoryRef: { name: 'app' }, policy, ...(filter && { filterTags: filter }) }
  const objects = [REPOSITORY, { apiVersion: API, kind: 'ImagePolicy', metadata, spec }]
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n')
  const target = { repository: 'https://github.com/acme/gitops', branch: 'main' }
  return readPolicies([{ path: 'policies.yaml', text }], target).policies[0]?.rule
}

const REFUSED = 'refused'

function ours(one: PolicyCase): string {
  try {
    const rule = ruleOf(one)
    return (rule && chooseTag(candidatesOf(one.tags, rule.filter), rule)?.tag) ?? REFUSED
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
