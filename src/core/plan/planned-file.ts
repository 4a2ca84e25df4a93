import type { Aim } from '../selection/manifest-line.ts'

/** A file that the plan may change. */
export interface PlannedFile {
  readonly path: string
  /** `undefined` where the bytes are not UTF-8. */
  readonly text: string | undefined
  readonly executable: boolean
  /** Whether a line of `manifests` names this very file. */
  readonly named: boolean
  /** What the lines of `manifests` are after in it. */
  readonly aims: readonly Aim[]
}
