import { isImageName, isTag } from '../core/image/grammar.ts'
import { canonicalName } from '../core/image/name.ts'
import { splitReference } from '../core/image/reference.ts'
import { ConstraintError, parseConstraint } from '../core/version/constraint.ts'
import type { ImagePolicy, Order } from '../core/version/rule.ts'
import type { Problems } from './problems.ts'
import { items, type Item, type RawInputs } from './raw.ts'
import type { PolicySettings } from './settings.ts'
import { readTagFilter } from './tag-filter.ts'
import { choice } from './values.ts'

const STRATEGIES = ['semver', 'newest-build', 'alphabetical', 'numerical', 'digest'] as const

type Strategy = (typeof STRATEGIES)[number]

/** What is wrong with one line, as a sentence with a remedy. */
class LineError extends Error {}

interface Line {
  readonly name: string
  readonly newName: string | undefined
  readonly repository: string
  readonly constraint: string
}

/** The text before the `=` and the text behind it; the `=` of `app:>=1.2` belongs to the constraint. */
function splitName(text: string): readonly [name: string | undefined, image: string] {
  const equals = text.indexOf('=')
  const name = text.slice(0, equals)
  return equals < 0 || splitReference(name).tag !== undefined
    ? [undefined, text]
    : [name, text.slice(equals + 1)]
}

/** Takes a line apart: `[NAME=]IMAGE[:CONSTRAINT]`. */
function splitLine(text: string): Line {
  const [name, image] = splitName(text)
  const { name: imageName, tag = '', digest } = splitReference(image)
  const keepsName = name !== undefined && (imageName === '' || imageName === '*')
  const repository = keepsName ? name : imageName
  if (digest !== undefined) {
    throw new LineError('it gives a digest, which leaves nothing to choose. Write IMAGE:CONSTRAINT.')
  }
  if (!isImageName(repository)) {
    throw new LineError(
      `"${repository}" is not an image name, and so no registry can be asked. Write [NAME=]IMAGE[:CONSTRAINT].`
    )
  }
  if (name === '' || /\s/.test(name ?? '')) throw new LineError(`"${name ?? ''}" is not a name.`)
  const newName = name === undefined || keepsName ? undefined : imageName
  return { name: name ?? imageName, newName, repository, constraint: tag.trim() }
}

function semverOrder(text: string): Order {
  try {
    return { by: 'semver', constraint: parseConstraint(text === '' ? '*' : text) }
  } catch (error) {
    if (!(error instanceof ConstraintError)) throw error
    const hint = isTag(text) && !/^v?\d/.test(text) ? ' For a tag that moves, use the strategy "digest".' : ''
    throw new LineError(`"${text}" is not a constraint of versions. ${error.message}${hint}`)
  }
}

function orderFor(strategy: Strategy, constraint: string): Order {
  if (strategy === 'semver') return semverOrder(constraint)
  if (strategy === 'newest-build') return { by: strategy }
  if (strategy !== 'digest') return { by: strategy, direction: 'asc' }
  if (constraint === '') throw new LineError('"digest" needs the tag to look at. Write IMAGE:TAG.')
  if (!isTag(constraint)) throw new LineError(`"${constraint}" is not a tag, which "digest" needs.`)
  return { by: 'digest', tag: constraint }
}

const takesConstraint = (strategy: Strategy): boolean => strategy === 'semver' || strategy === 'digest'

/** Reads the lines of `images`, each image once; what is wrong with one becomes a problem. */
function readLines<Value extends { readonly name: string }>(
  raw: RawInputs,
  read: (text: string) => Value,
  problems: Problems
): readonly Value[] {
  const seen = new Map<string, Item & { readonly value: Value }>()
  for (const item of items(raw.images)) {
    try {
      const value = read(item.text)
      const name = canonicalName(value.name)
      const earlier = seen.get(name)
      if (earlier === undefined) seen.set(name, { ...item, value })
      else if (earlier.text !== item.text) {
        throw new LineError(`line ${String(earlier.line)} asks otherwise for the same image.`)
      }
    } catch (error) {
      if (!(error instanceof LineError)) throw error
      problems.add('images', `"${item.text}": ${error.message}`, item.line)
    }
  }
  return [...seen.values()].map(({ value }) => value)
}

function rejectUselessExtract(raw: RawInputs, strategy: Strategy, problems: Problems): void {
  if (raw.extract.trim() === '' || (strategy !== 'newest-build' && strategy !== 'digest')) return
  problems.add('extract', `"${strategy}" does not compare names, so that there is nothing to extract for.`)
}

/** Reads `update-strategy` with its filters; the tags in `images` are its constraints, as in Argo CD Image Updater. */
export function readImagePolicies(raw: RawInputs, problems: Problems): PolicySettings {
  const strategy = choice(raw, 'update-strategy', STRATEGIES, problems)
  const filter = readTagFilter(raw, problems)
  rejectUselessExtract(raw, strategy, problems)
  if (items(raw.images).length === 0) {
    problems.add('images', 'it is empty. Write one image a line, such as "ghcr.io/acme/api:^1.2".')
  }
  const unused: string[] = []
  const images = readLines(
    raw,
    (text): ImagePolicy => {
      const { constraint, ...image } = splitLine(text)
      if (constraint !== '' && !takesConstraint(strategy)) unused.push(text)
      return { ...image, rule: { filter, order: orderFor(strategy, constraint), preset: 'argocd' } }
    },
    problems
  )
  const notices = unused.map(
    (text) =>
      `"${text}": "${strategy}" takes no constraint, so that this one has no effect. Filter with "allow-tags".`
  )
  return { kind: 'registry', images, notices }
}

/** The inputs that only `update-strategy` reads. */
const COMPANIONS = ['allow-tags', 'ignore-tags', 'extract'] as const

/** Notes the filters that are given although no registry is asked for its tags. */
export function rejectLoneFilters(raw: RawInputs, problems: Problems): void {
  for (const input of COMPANIONS) {
    if (raw[input].trim() !== '') problems.add(input, 'it is for "update-strategy", which is not given.')
  }
}
