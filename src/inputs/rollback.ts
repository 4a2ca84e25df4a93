import { readImageNames } from './image-names.ts'
import type { Problems } from './problems.ts'
import type { RawInputs } from './raw.ts'
import type { RollbackTarget, SourceSettings } from './settings.ts'

const MOST_VERSIONS = 100

function readTarget(text: string, problems: Problems): RollbackTarget {
  if (/^true$/i.test(text)) return { kind: 'versions', count: 1 }
  // A number of up to three digits is a count: commits are named by seven digits or more.
  if (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_VERSIONS) {
    return { kind: 'versions', count: Number(text) }
  }
  if (/^[0-9a-f]{7,40}$/i.test(text)) return { kind: 'commit', commit: text.toLowerCase() }
  problems.add(
    'rollback',
    `"${text}" is not "true", a number of versions from 1 to ${String(MOST_VERSIONS)}, or a commit of 7 to 40 digits.`
  )
  return { kind: 'versions', count: 1 }
}

/** Reads `rollback`: how far back, and which images. */
export function readRollback(raw: RawInputs, problems: Problems): SourceSettings {
  const images = readImageNames(raw, 'rollback', problems)
  if (raw.images.trim() === '') {
    problems.add('images', 'it is empty. Write the names of the images to roll back, one a line.')
  }
  return { kind: 'rollback', images, target: readTarget(raw.rollback.trim(), problems) }
}
