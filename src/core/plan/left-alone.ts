import { UpdateError } from '../error.ts'
import type { Wanted } from '../image/wanted.ts'
import type { Notice } from '../manifest/manifest.ts'
import type { PlannedFile } from './planned-file.ts'

/** What a person should know of a file that is no manifest, and was only matched. */
export const leftAlone = (path: string, why: string): Notice => ({
  place: { file: path, line: 1, column: 1 },
  message: `Left alone: ${why}`
})

/** Why a file that cannot be read is left alone: nobody has named it, or the policies that it has markers of do not stop at it either. */
export function leftUnread(error: unknown, file: PlannedFile, wanted: readonly Wanted[]): Notice {
  if (!(error instanceof UpdateError)) throw error
  const { code, message, place } = error
  const isMarked = wanted.every(({ reach }) => reach?.onlyMarked === true)
  if (code === 'not-parsed' && isMarked) return { ...leftAlone(file.path, message), ...(place && { place }) }
  if (code !== 'templated' || file.named) throw error
  return leftAlone(file.path, 'it is the source of a template, not YAML.')
}
