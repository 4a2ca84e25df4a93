import { UpdateError } from '../core/error.ts'
import type { Wanted } from '../core/image/wanted.ts'
import { countInFigures } from '../core/count.ts'
import { chooseTag } from '../core/version/choose.ts'
import { reasonFor } from '../core/version/explanation.ts'
import { candidatesOf, type Candidate } from '../core/version/filter.ts'
import type { CreationTimes } from '../core/version/newest.ts'
import { noVersionError } from '../core/version/refusal.ts'
import type { ImagePolicy } from '../core/version/rule.ts'
import { creationTimes, type Asked } from './creation-times.ts'
import { notInRegistry } from './lookup.ts'
import { requirePlatforms } from './platforms.ts'

/** A version that a rule chose. */
export interface Chosen {
  readonly wanted: Wanted
  /** What was chosen among how many, and why. */
  readonly story: string
  readonly notices: readonly string[]
}

/** Images of reproducible builds are all made at one moment, which says nothing. */
function sameMoment({ repository }: ImagePolicy, times: CreationTimes): readonly string[] {
  if (times.size < 2 || new Set(times.values()).size > 1) return []
  return [
    `${countInFigures(times.size, 'image')} of "${repository}" say that they were made at one moment: the last by name was chosen.`
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

/** The candidate that the rule of an image chooses; a refusal names the image. */
function chosenBy(
  { repository, rule }: ImagePolicy,
  candidates: readonly Candidate[],
  times: CreationTimes
): Candidate | undefined {
  try {
    return chooseTag(candidates, rule, times)
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error
    const { code, message, hint } = error
    throw new UpdateError(code, `${repository}: ${message}`, {
      ...(hint === undefined ? {} : { hint }),
      cause: error
    })
  }
}

async function chooseAmong(image: ImagePolicy, tags: readonly string[], asked: Asked): Promise<Chosen> {
  const { repository, name, newName, rule } = image
  const candidates = candidatesOf(tags, rule.filter)
  const times: CreationTimes =
    rule.order.by === 'newest-build' ? await creationTimes(image, candidates, asked) : new Map()
  const chosen = chosenBy(image, candidates, times)
  if (chosen === undefined) {
    const isUnserved = times.size > 0 && [...times.values()].every((time) => time === undefined)
    throw noVersionError(repository, rule, tags, candidates, isUnserved ? asked.platforms : [])
  }
  const among = `${countInFigures(candidates.length, 'candidate')} of ${countInFigures(tags.length, 'tag')}`
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
    `${repository} has ${countInFigures(tags.length, 'tag')}, read in ${((clock.now() - start) / 1000).toFixed(1)} s.`
  )
  return tags
}
