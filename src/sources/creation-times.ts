import pLimit from 'p-limit'
import { UpdateError } from '../core/error.ts'
import type { Platform } from '../core/image/platform.ts'
import { countInFigures } from '../core/count.ts'
import type { Candidate } from '../core/version/filter.ts'
import { timesNeeded, type CreationTimes } from '../core/version/newest.ts'
import type { ImagePolicy } from '../core/version/rule.ts'
import type { Clock } from '../ports/clock.ts'
import type { Registry } from '../ports/registry.ts'
import { progressOf } from './progress.ts'

/** Each costs a registry two requests; an index costs one, and two for each platform. */
const MOST_CANDIDATES = 1000

/** Images looked at at once. */
const AT_ONCE = 8

/** Where tags are asked for, for which platforms, and who watches. */
export interface Asked {
  readonly registry: Registry
  readonly platforms: readonly Platform[]
  readonly clock: Pick<Clock, 'now'>
  readonly log: (line: string) => void
}

/**
 * When the images of all candidates were made, where there is something to choose between, or a platform to look for. After the first failure no further
 * image is looked at: without its time the run has no answer.
 */
export async function creationTimes(
  { repository }: ImagePolicy,
  candidates: readonly Candidate[],
  { registry, platforms, clock, log }: Asked
): Promise<CreationTimes> {
  if (candidates.length > MOST_CANDIDATES) {
    throw new UpdateError(
      'no-version',
      `"newest-build" would have to look at ${countInFigures(candidates.length, 'image')} of "${repository}".`,
      { hint: `Narrow them down to at most ${String(MOST_CANDIDATES)} with "allow-tags" and "ignore-tags".` }
    )
  }
  const needed = timesNeeded(candidates, platforms.length === 0)
  const looked = `of ${repository} looked at`
  const progress = progressOf({ total: needed.length, what: `images ${looked}` }, clock, log)
  const limit = pLimit(AT_ONCE)
  let done = 0
  const look = async (tag: string): Promise<readonly [string, string | undefined]> => {
    try {
      const time = await registry.created({ name: repository, tag }, platforms)
      progress.at((done += 1))
      return [tag, time]
    } catch (error) {
      limit.clearQueue()
      throw error
    }
  }
  const times = new Map(await Promise.all(needed.map((tag) => limit(look, tag))))
  if (times.size > 0)
    log(`${countInFigures(times.size, 'image')} ${looked} for when they were made, in ${progress.elapsed()}.`)
  return times
}
