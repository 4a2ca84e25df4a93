import type { FormatName } from '../manifest/manifest.ts'
import type { Surroundings } from '../manifest/format.ts'
import type { PlannedFile } from './planned-file.ts'

/** What formats know when they read any of the files. */
export interface Scope {
  /** The formats that `format` allows. */
  readonly formats: readonly FormatName[]
  /** The image that each Flux `ImagePolicy` (`namespace:name`) is about, by its name. */
  readonly policies: ReadonlyMap<string, string>
}

/** What formats know when they read one file: only a field that is pointed at, where every line for the file points at one. */
export function surroundingsOf(
  { aims }: Pick<PlannedFile, 'aims'>,
  { formats, policies }: Scope
): Surroundings {
  const searching = aims.filter((aim) => aim.pointer === undefined)
  const pointers = aims.flatMap((aim) => aim.pointer ?? [])
  const images = searching.flatMap((aim) => aim.image ?? [])
  const allowed = new Set<FormatName>(searching.length > 0 ? formats : [])
  // What is pointed at is meant, whichever formats may search.
  if (pointers.length > 0) allowed.add('yaml-field')
  const isForAll = searching.length === 0 || images.length < searching.length
  return { formats: allowed, pointers, policies, ...(isForAll ? {} : { images }) }
}
