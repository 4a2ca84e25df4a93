import { isTag } from '../image/grammar.ts'
import { parsePlatform, type Platform } from '../image/platform.ts'
import { parseConstraint } from '../version/constraint.ts'
import { NO_FILTER, type TagFilter } from '../version/filter.ts'
import { parseGlob } from '../version/glob.ts'
import { parsePattern } from '../version/pattern.ts'
import type { Order, PolicyRule } from '../version/rule.ts'
import type { Setting, UpdateSettings } from './argocd-settings.ts'
import type { PolicyProblems } from './policy-problems.ts'

const FORMER_NAMES: ReadonlyMap<string, string> = new Map([
  ['latest', 'newest-build'],
  ['name', 'alphabetical']
])

const STRATEGIES = '"semver", "newest-build", "alphabetical" and "digest"'

/** Where the order of an image is read from: its strategy, and what stands behind its name. */
interface OrderSource {
  readonly strategy: Setting | undefined
  readonly constraint: Setting
}

function orderOf({ strategy, constraint }: OrderSource, problems: PolicyProblems): Order | undefined {
  const spelled = strategy?.text ?? 'semver'
  const lowered = spelled.toLowerCase()
  const name = FORMER_NAMES.get(lowered) ?? lowered
  if (name === 'newest-build') return { by: name }
  if (name === 'alphabetical') return { by: name, direction: 'asc' }
  if (name === 'digest') return digestOrder(constraint, problems)
  if (name === 'semver') {
    const { text, place } = constraint
    const read = () => parseConstraint(text === '' ? '*' : text)
    const parsed = problems.attempt(place, `The constraint "${text}"`, read)
    return parsed && { by: name, constraint: parsed }
  }
  problems.add(
    strategy?.place ?? constraint.place,
    `The update strategy "${spelled}" is not one of ${STRATEGIES}.`
  )
  return undefined
}

function digestOrder({ text, place }: Setting, problems: PolicyProblems): Order | undefined {
  if (isTag(text)) return { by: 'digest', tag: text }
  const what = text === '' ? 'none stands' : `"${text}" is none that stands`
  problems.add(place, `The update strategy "digest" takes a tag, and ${what} behind the image.`)
  return undefined
}

function allowed(allowTags: Setting | undefined, problems: PolicyProblems): TagFilter['allow'] {
  if (allowTags === undefined || allowTags.text.toLowerCase() === 'any') return undefined
  const { text, place } = allowTags
  const [, pattern] = /^regexp:(.*)$/is.exec(text) ?? []
  if (pattern === undefined) {
    problems.add(place, `The allowed tags "${text}" are neither "any" nor "regexp:" and a pattern.`)
    return undefined
  }
  return problems.attempt(place, `The allowed tags "${text}"`, () => parsePattern(pattern))
}

/** How Argo CD Image Updater chooses a tag of an image; `undefined` where it cannot. */
export function argocdRule(
  { strategy, allowTags, ignoreTags = [] }: UpdateSettings,
  constraint: Setting,
  problems: PolicyProblems
): PolicyRule | undefined {
  const order = orderOf({ strategy, constraint }, problems)
  const filter: TagFilter = {
    ...NO_FILTER,
    allow: allowed(allowTags, problems),
    ignore: ignoreTags.flatMap(
      ({ text, place }) => problems.attempt(place, `The ignored tags "${text}"`, () => parseGlob(text)) ?? []
    )
  }
  return order && { filter, order, preset: 'argocd' }
}

/** The platforms that builds are looked at for; all, where none is named. */
export const argocdPlatforms = (
  { platforms = [] }: UpdateSettings,
  problems: PolicyProblems
): readonly Platform[] =>
  platforms.flatMap(({ text, place }) => {
    const platform = parsePlatform(text)
    if (platform !== undefined) return [platform]
    problems.add(place, `"${text}" is no platform. Write os/architecture[/variant], such as "linux/arm64".`)
    return []
  })
