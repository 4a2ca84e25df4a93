import { placesOf, type Place } from './estate.ts'

/** What a run wishes: versions by image, in some manifests. */
export interface Wish {
  readonly paths: readonly string[]
  readonly versions: ReadonlyMap<string, string>
}

/** The places that a wish is for, with the versions wished. */
export const wished = ({ paths, versions }: Wish): readonly (readonly [Place, string])[] =>
  [...versions].flatMap(([image, version]) =>
    placesOf(image, paths).map((place) => [place, version] as const)
  )
