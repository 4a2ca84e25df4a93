import { isDigest, isImageName, isTag } from '../image/grammar.ts'
import { parseReference } from '../image/reference.ts'
import { lastSegment } from '../last-segment.ts'
import type { FieldPart } from './field-pointer.ts'

const IMAGE_KEY = /image$/i
const NAME_KEY = /(?:repository|name)$/i
const TAG_KEY = /(?:tag|version)$/i
const DIGEST_KEY = /digest$/i
const VERSION = /^v?\d/

/** Whether the text is a tag with a digest behind it, as charts have it for want of a field for digests. */
export function isPinnedTag(text: string): boolean {
  const at = text.indexOf('@')
  return isTag(text.slice(0, Math.max(at, 0))) && isDigest(text.slice(at + 1))
}

/**
 * Whether a value is a tag with a digest behind it, and not a name without a `/` with one, which is spelled alike: the text
 * before the `@` is no image that is known, and neither the key nor the part that it is said to hold calls for a name.
 *
 * @param names - the images that the value may name
 */
export function holdsPinnedTag(
  part: FieldPart,
  key: string,
  text: string,
  names: readonly string[]
): boolean {
  const before = text.slice(0, Math.max(text.indexOf('@'), 0))
  if (!isPinnedTag(text) || names.some((name) => lastSegment(name) === before)) return false
  if (IMAGE_KEY.test(key)) return part === 'tag' && VERSION.test(before)
  return (part !== 'name' && !NAME_KEY.test(key)) || VERSION.test(before)
}

/** Whether a value that is said to hold a part holds a whole reference, of which the part is no more than that. */
export function holdsMore(part: FieldPart, text: string): boolean {
  const reference = parseReference(text)
  if (reference === undefined || /^sha\d+:/.test(text)) return false
  return (
    reference.tag !== undefined || reference.digest !== undefined || (part !== 'name' && text.includes('/'))
  )
}

function partOfEmpty(key: string): FieldPart {
  if (IMAGE_KEY.test(key)) return 'whole'
  if (NAME_KEY.test(key)) return 'name'
  return DIGEST_KEY.test(key) ? 'digest' : 'tag'
}

/**
 * Which part of a reference a field holds, when nobody said: a digest by its own grammar; a whole reference where the value
 * is one with a tag, a digest or a `/`; else by the last key: a name alone below `repository` and `name`, a whole reference
 * below `image`, and below any other key a tag. An empty value or null goes by the key. `undefined` for a value that is
 * none of them.
 *
 * @param key - the last key of the path, whatever stands before `Image`, `Tag` and so on in it
 */
export function inferPart(key: string, text: string | undefined): FieldPart | undefined {
  if (text === undefined || text === '') return partOfEmpty(key)
  if (isDigest(text)) return 'digest'
  if (TAG_KEY.test(key) && isPinnedTag(text)) return 'tag'
  const reference = parseReference(text)
  if (reference?.tag !== undefined || reference?.digest !== undefined) return 'whole'
  if (isImageName(text)) {
    if (NAME_KEY.test(key)) return 'name'
    if (IMAGE_KEY.test(key) || text.includes('/')) return 'whole'
  }
  return isTag(text) ? 'tag' : undefined
}
