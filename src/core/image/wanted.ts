import type { ImageReference } from './reference.ts'

/**
 * What is asked of one part of a reference: a value to set, the explicit `*` of `kustomize edit set image` (keep
 * what the file has), or nothing at all. The last two differ: a tag that is set removes an unmentioned digest, but
 * not a kept one.
 */
export type Wish = { readonly set: string } | 'keep' | 'unsaid'

/** How far a wish reaches that is not for all manifests: it addresses places by its name alone, and not by the new one. */
export interface Reach {
  /** The paths of the only files that it is for. */
  readonly files: ReadonlySet<string>
  /** What to do where none of them names the image: as `if-missing`, which does not count then. */
  readonly ifMissing: 'fail' | 'add' | 'ignore'
  /** Whether only values are written that the markers of the policy by that name are on, as the controller does. */
  readonly onlyMarked?: boolean
}

/** Which image, by the name that manifests use, shall have which name, tag and digest. */
export interface Wanted {
  /** The name that is looked for, as the user spelled it. */
  readonly name: string
  /** The new name for the places found, or `undefined` to leave theirs. */
  readonly newName: string | undefined
  readonly tag: Wish
  readonly digest: Wish
  /** Left out where it is for every manifest. */
  readonly reach?: Reach
}

/** Whether a wish is for a file. */
export const reaches = ({ reach }: Wanted, path: string): boolean =>
  reach === undefined || reach.files.has(path)

const settled = (wish: Wish, current: string | undefined, drop: boolean): string | undefined =>
  typeof wish === 'object' ? wish.set : wish === 'unsaid' && drop ? undefined : current

/**
 * The reference that a place shall hold, given the one that it holds. This is the only statement of the tag and digest
 * rules: a tag alone drops the digest, which would pin the old image; a new digest alone drops the tag, which
 * belongs to another image; what is kept explicitly or given together stays together.
 */
export function fulfil(current: ImageReference, wanted: Wanted): ImageReference {
  const newDigest = typeof wanted.digest === 'object' && wanted.digest.set !== current.digest
  const tag = settled(wanted.tag, current.tag, newDigest)
  const digest = settled(wanted.digest, current.digest, typeof wanted.tag === 'object')
  return {
    name: wanted.newName ?? current.name,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest })
  }
}
