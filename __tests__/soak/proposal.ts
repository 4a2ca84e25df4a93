import { isSame, merged, pathOf, PLACES, withVersions, type Estate, type Place } from './estate.ts'
import { wished, type Wish } from './wish.ts'

/** The branch of a target, and what has become of its pull request. */
export interface Proposal {
  readonly estate: Estate
  /** What the base held where the branch was cut from it, or last merged it. */
  readonly fork: Estate
  readonly isOpen: boolean
  /** Whether people have committed on it. */
  readonly isShared: boolean
}

/** How a run goes on with an open proposal, and what becomes of it; `next` is missing where nothing changes. */
export interface Continuation {
  readonly course: 'append' | 'rebuild' | 'merge' | 'close'
  readonly next: Proposal | undefined
}

/** What a run makes of an open proposal, by the rules of docs/pull-requests.md: place by place instead of line by line. */
export function continuationOf(proposal: Proposal, base: Estate, wish: Wish): Continuation {
  const { estate, fork, isShared } = proposal
  const differs = (one: Estate, other: Estate, place: Place): boolean => one.get(place) !== other.get(place)
  const isSelected = (place: Place): boolean => wish.paths.includes(pathOf(place))
  const withWish = (ground: Estate): Estate => withVersions(ground, wished(wish))
  const planned = withWish(estate)
  const append: Continuation = {
    course: 'append',
    next: isSame(planned, estate) ? undefined : { ...proposal, estate: planned }
  }

  const ours = PLACES.filter(
    (place) => isSelected(place) && differs(planned, fork, place) && differs(planned, base, place)
  )
  const conflicts = ours.some((place) => differs(base, fork, place))
  if (ours.length > 0 && !conflicts) return append

  const reachesFurther = PLACES.some((place) => !isSelected(place) && differs(estate, fork, place))
  const mustStay = isShared || reachesFurther
  if (ours.length === 0) return mustStay ? append : { course: 'close', next: { ...proposal, isOpen: false } }
  if (mustStay) {
    const onBase = merged(fork, base, estate)
    const next = onBase && { ...proposal, estate: withWish(onBase), fork: base }
    return { course: 'merge', next: next ?? append.next }
  }
  const carried = PLACES.map(
    (place) => [place, (differs(base, fork, place) ? base : estate).get(place) ?? ''] as const
  )
  const rebuilt = withWish(new Map(carried))
  return {
    course: 'rebuild',
    next: isSame(rebuilt, base) ? undefined : { ...proposal, estate: rebuilt, fork: base }
  }
}
