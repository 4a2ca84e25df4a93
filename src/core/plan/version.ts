import { lastSegment } from '../last-segment.ts'
import type { ImageReference } from '../image/reference.ts'

const COMMIT_HASH = /^[0-9a-f]{40}$/
const SHORT_HASH = 7

/** The version of a reference as people say it: a commit hash or a digest shortened, a tag with its digest left out. */
export function shortVersion({ tag, digest }: ImageReference): string {
  if (tag !== undefined) return COMMIT_HASH.test(tag) ? tag.slice(0, SHORT_HASH) : tag
  return digest === undefined ? '' : digest.slice(0, digest.indexOf(':') + 1 + SHORT_HASH)
}

/** The last component of an image's name with its {@link shortVersion}: `api:v2`, `api@sha256:1a2b3c4`. */
export function shortReference(reference: ImageReference): string {
  const name = lastSegment(reference.name)
  const version = shortVersion(reference)
  if (version === '') return name
  return `${name}${reference.tag === undefined ? '@' : ':'}${version}`
}
