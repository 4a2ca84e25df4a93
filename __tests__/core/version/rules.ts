import { parseConstraint } from '../../../src/core/version/constraint.ts'
import { parseExtract } from '../../../src/core/version/extract.ts'
import { NO_FILTER, type TagFilter } from '../../../src/core/version/filter.ts'
import { parseGlob } from '../../../src/core/version/glob.ts'
import { parsePattern } from '../../../src/core/version/pattern.ts'
import type { Order, PolicyRule, Preset } from '../../../src/core/version/rule.ts'

/** A filter as people write it. */
export const filterOf = (allow?: string, extract?: string, ignore: readonly string[] = []): TagFilter => ({
  allow: allow === undefined ? undefined : parsePattern(allow),
  extract: extract === undefined ? undefined : parseExtract(extract),
  ignore: ignore.map(parseGlob)
})

export const rule = (order: Order, filter = NO_FILTER, preset: Preset = 'argocd'): PolicyRule => ({
  filter,
  order,
  preset
})

export const semver = (constraint: string): Order => ({
  by: 'semver',
  constraint: parseConstraint(constraint)
})
