import { UpdateError } from '../core/error.ts'
import type { Platform } from '../core/image/platform.ts'
import type { Wanted } from '../core/image/wanted.ts'
import { chooseTag } from '../core/version/choose.ts'
import { reasonFor } from '../core/version/explanation.ts'
import { candidatesOf, type Candidate } from '../core/version/filter.ts'
import { timesNeeded, type CreationTimes } from '../core/version/newest.ts'
import { noVersionError } from '../core/version/refusal.ts'
import type { ImagePolicy } from '../core/version/rule.ts'
import type { Clock } from '../ports/clock.ts'
import type { Registry } from '../ports/registry.ts'
import { notInRegistry } from './lookup.ts'
import { requirePlatforms } from './platforms.ts'
import { progressOf } from './progress.ts'

/** Each of these costs a registry about three requests. */
const MOST_CANDIDATES = 1000
const BATCH = 10

/** Where tags are asked for, for which platforms, and who watches. */
export interface Asked {
  readonly registry: Registry
  readonly platforms: readonly Platform[]
  readonly clock: Pick<Clock, 'now'>
  readonly log: (line: string) => void
}

/** A version that a rule chose. */
export interface Chosen {
  readonly wanted: Wanted
  /** What was chosen among how many, and why. */
  readonly story: string
  readonly notices: readonly string[]
}

const count = (number: number, noun: string): string => `${String(number)} ${noun}${number === 1 ? '' : 's'}`

async function timesOf(
  { repository }: ImagePolicy,
  candidates: readonly Candidate[],
  { registry, platforms, clock, log }: Asked
): Promise<CreationTimes> {
  if (candidates.length > MOST_CANDIDATES) {
    throw new UpdateError(
      'no-version',
      `"newest-build" would have to look at ${count(candidates.length, 'image')} of "${repository}".`,
      { hint: `Narrow them down to at most ${String(MOST_CANDIDATES)} with "allow-tags" and "ignore-tags".` }
    )
  }
  const times = new Map<string, number | undefined>()
  const images = `images of ${repository} looked at`
  const progress = progressOf({ total: candidates.length, what: images }, clock, log)
  for (let needed; (needed = timesNeeded(candidates, times, BATCH)).length > 0;) {
    const answers = await Promise.all(
      needed.map((tag) => registry.created({ name: repository, tag }, platforms))
    )
    needed.forEach((tag, index) => times.set(tag, answers[index]))
    progress.at(times.size)
  }
  if (times.size > 0)
    log(`${String(times.size)} ${images} for when they were made, in ${progress.elapsed()}.`)
  return times
}

/** Images of reproducible builds are all made at one moment, which says nothing. */
function sameMoment({ repository }: ImagePolicy, times: CreationTimes): readonly string[] {
  if (times.size < 2 || new Set(times.values()).size > 1) return []
  return [
    `${count(times.size, 'image')} of "${repository}" say that they were made at one moment: the last by name was chosen.`
  ]
}

const filteredOut = ({ repository, rule }: ImagePolicy, tag: string): UpdateError =>
  noVersionError(repository, rule, [tag], candidatesOf([tag], rule.filter))

async function chooseDigest(image: ImagePolicy, tag: string, asked: Asked): Promise<Chosen> {
  const { repository, name, newName } = image
  if (candidatesOf([tag], image.rule.filter).length === 0) throw filteredOut(image, tag)
  const reference = { name: repository, tag }
  const resolved = await asked.registry.resolve(reference)
  if (resolved === undefined) throw notInRegistry(reference)
  await requirePlatforms(reference, asked.registry, asked.platforms)
  const { digest } = resolved
  const wanted: Wanted = { name, newName, tag: { set: tag }, digest: { set: digest } }
  return { wanted, story: `${repository}:${tag} is ${digest}.`, notices: [] }
}

async function chooseAmong(image: ImagePolicy, tags: readonly string[], asked: Asked): Promise<Chosen> {
  const { repository, name, newName, rule } = image
  const candidates = candidatesOf(tags, rule.filter)
  const times: CreationTimes =
    rule.order.by === 'newest-build' ? await timesOf(image, candidates, asked) : new Map()
  const chosen = chooseTag(candidates, rule, times)
  if (chosen === undefined) throw noVersionError(repository, rule, tags, candidates)
  const among = `${count(candidates.length, 'candidate')} of ${count(tags.length, 'tag')}`
  return {
    wanted: { name, newName, tag: { set: chosen.tag }, digest: 'unsaid' },
    story: `${repository}:${chosen.tag} is ${reasonFor(rule.order)}, among ${among}.`,
    notices: sameMoment(image, times)
  }
}

/**
 * Chooses the tag of an image by its rule, from those that its registry has.
 *
 * @throws UpdateError `no-version` where the rule chooses none, `missing-image` where the tag to look at is not there
 */
export async function choose(image: ImagePolicy, asked: Asked): Promise<Chosen> {
  const { order } = image.rule
  return order.by === 'digest'
    ? chooseDigest(image, order.tag, asked)
    : chooseAmong(image, await tagsOf(image, asked), asked)
}

async function tagsOf(
  { repository }: ImagePolicy,
  { registry, clock, log }: Asked
): Promise<readonly string[]> {
  const start = clock.now()
  const tags = await registry.tags(repository)
  log(
    `${repository} has ${count(tags.length, 'tag')}, read in ${((clock.now() - start) / 1000).toFixed(1)} s.`
  )
  return tags
}
