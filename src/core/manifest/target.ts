import type { ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { Slot } from './format.ts'

/** A slot that a wish addresses, and what it shall hold. */
export interface Target {
  readonly slot: Slot
  readonly wanted: Wanted
  /** The wish's position in the list of wanted images. */
  readonly index: number
  readonly to: ImageReference
}
