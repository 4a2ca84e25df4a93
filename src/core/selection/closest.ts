import { lastSegment } from '../last-segment.ts'
import { distance } from 'fastest-levenshtein'

const MOST = 3

/**
 * The candidates that someone who wrote `text` may have meant, best first, at most three: those with the same last segment
 * (`api` for `registry/api`), and those few keystrokes away. Upper and lower case are as good as one.
 */
export function closest(text: string, candidates: readonly string[]): readonly string[] {
  const tolerance = Math.max(2, Math.floor(text.length / 4))
  const sought = text.toLowerCase()
  const rated = [...new Set(candidates)].map((candidate) => {
    const keystrokes = distance(sought, candidate.toLowerCase())
    const sameEnd = lastSegment(candidate) === lastSegment(text)
    return { candidate, rating: sameEnd ? Math.min(keystrokes, 1) : keystrokes }
  })
  return rated
    .filter(({ rating }) => rating <= tolerance)
    .sort((one, other) => one.rating - other.rating)
    .slice(0, MOST)
    .map(({ candidate }) => candidate)
}
