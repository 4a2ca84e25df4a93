import type { Place } from '../error.ts'

/** Where places of a text are in one that has lines more, which were inserted in one go. */
export function placesAfter(before: string, after: string): (place: Place) => Place {
  const [earlier, later] = [before.split('\n'), after.split('\n')]
  const inserted = later.length - earlier.length
  const start = earlier.findIndex((line, index) => line !== later[index])
  return (place) =>
    inserted > 0 && start >= 0 && place.line > start ? { ...place, line: place.line + inserted } : place
}
