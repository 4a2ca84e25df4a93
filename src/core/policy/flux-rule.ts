import { parseConstraint } from '../version/constraint.ts'
import { parseExtract } from '../version/extract.ts'
import { NO_FILTER, type TagFilter } from '../version/filter.ts'
import { parsePattern } from '../version/pattern.ts'
import type { Direction, Order, PolicyRule } from '../version/rule.ts'
import type { Value } from '../yaml/value.ts'
import type { PolicyProblems } from './policy-problems.ts'
import type { Resource } from './resource.ts'

const SIGNATURES = '^.*\\.sig$'

/** Where a problem of a Flux object is told. */
interface Reader {
  readonly resource: Resource
  readonly problems: PolicyProblems
}

function directionOf({ resource, problems }: Reader, order: Value, what: string): Direction {
  const direction = (order.text ?? 'asc').toLowerCase()
  if (direction === 'asc' || direction === 'desc') return direction
  problems.add(resource.placeOf(order), `"${what}.order" is "${direction}", not "asc" or "desc".`)
  return 'asc'
}

function semverOrder({ resource, problems }: Reader, range: Value): Order | undefined {
  const text = range.text ?? ''
  const read = () => parseConstraint(text)
  const constraint = problems.attempt(resource.placeOf(range), `The range "${text}"`, read)
  return constraint && { by: 'semver', constraint }
}

/** The first of the policies that Flux looks for, in its order. */
function orderOf(reader: Reader): Order | undefined {
  const { resource, problems } = reader
  const policy = resource.spec.at('policy')
  if (policy.at('semver').isThere) return semverOrder(reader, policy.at('semver', 'range'))
  for (const by of ['alphabetical', 'numerical'] as const) {
    if (policy.at(by).isThere) return { by, direction: directionOf(reader, policy.at(by, 'order'), by) }
  }
  problems.add(resource.placeOf(policy), '"policy" has none of "semver", "alphabetical" and "numerical".')
  return undefined
}

function allowed({ resource, problems }: Reader): Pick<TagFilter, 'allow' | 'extract'> {
  const pattern = resource.spec.at('filterTags', 'pattern')
  const extract = resource.spec.at('filterTags', 'extract').text ?? ''
  if (!resource.spec.at('filterTags').isThere) return { allow: undefined, extract: undefined }
  const text = pattern.text ?? ''
  const read = () => parsePattern(text)
  const allow = problems.attempt(resource.placeOf(pattern), `"filterTags.pattern" ("${text}")`, read)
  return { allow, extract: extract === '' ? undefined : parseExtract(extract) }
}

function excluded({ resource, problems }: Reader): TagFilter['ignore'] {
  const list = resource.spec.at('exclusionList')
  const patterns = list.isThere
    ? list.items.map((item) => ({ text: item.text ?? '', place: resource.placeOf(item) }))
    : [{ text: SIGNATURES, place: resource.placeOf(resource.spec) }]
  return patterns.flatMap(
    ({ text, place }) =>
      problems.attempt(place, `"exclusionList" ("${text}")`, () => parsePattern(text)) ?? []
  )
}

/** How a Flux `ImagePolicy` chooses among the tags that its `ImageRepository` lets through; `undefined` where it cannot. */
export function fluxRule(
  policy: Resource,
  repository: Resource,
  problems: PolicyProblems
): PolicyRule | undefined {
  const order = orderOf({ resource: policy, problems })
  const filter: TagFilter = {
    ...NO_FILTER,
    ...allowed({ resource: policy, problems }),
    ignore: excluded({ resource: repository, problems })
  }
  return order && { filter, order, preset: 'flux' }
}
