import type { UpdaterField } from './updater-field.ts'

/** Which part of an image a pointed-at field holds; `whole` where it is a whole reference or cannot be told. */
export type FieldPart = 'whole' | 'name' | 'tag' | 'digest'

/** A field that a line of `manifests` points at: `FILE#FIELD[:tag|:name|:digest]`. */
export interface FieldPointer {
  /** The path in kustomize's `fieldPath` syntax, as it was written. */
  readonly field: string
  readonly part: FieldPart
  /** The name of the only image that may be written there (`NAME=FILE#FIELD`); any, where it is left out. */
  readonly image?: string
  /** Where Argo CD Image Updater writes the field: then it need not be there. */
  readonly updater?: UpdaterField
  /** What its fields were found to hold, by the position of their document and in their order; it counts after they were written, too. */
  readonly held?: ReadonlyMap<number, readonly (FieldPart | undefined)[]>
}
