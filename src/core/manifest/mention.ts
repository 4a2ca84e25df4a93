import { lastSegment } from '../last-segment.ts'
import { canonicalName, isSameImage } from '../image/name.ts'
import { parseReference, splitReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'

// What may stand before and behind a name or a tag without being part of it.
const BEFORE = '(?<![A-Za-z0-9_.-])'
const BEHIND = '(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])'

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Whether a text has `word` with nothing around it that would make it part of a longer name, tag or version. */
export const mentions = (text: string, word: string): boolean =>
  text.includes(word) && new RegExp(BEFORE + escaped(word) + BEHIND).test(text)

/** The spellings of one image's name: several on Docker Hub, one elsewhere. */
function spellings(name: string): readonly string[] {
  const canonical = canonicalName(name)
  const [host, ...components] = canonical.split('/')
  if (host !== 'docker.io') return [name]
  const repository = components.join('/')
  const familiar = repository.replace(/^library\//, '')
  return [
    name,
    ...['docker.io/', 'index.docker.io/', ''].flatMap((hub) => [hub + repository, hub + familiar])
  ]
}

const hasName = (text: string, name: string): boolean =>
  text.includes(name) &&
  new RegExp(`${BEFORE.replace('.-]', '.\\/-]')}${escaped(name)}(?!\\/)${BEHIND}`).test(text)

/** Whether a text has the image's name, in any of its spellings, and not as the beginning or end of another name. */
export const namesImage = (text: string, name: string): boolean =>
  spellings(name).some((spelling) => hasName(text, spelling))

/** Whether a value that is no valid reference (`app:${TAG}`) still names the image. */
export const isAbout = (value: string, name: string): boolean =>
  isSameImage(splitReference(value).name, name) || namesImage(value, name)

const IMAGE_KEY = /(?:^|[\s"'{,-])image["']?\s*:\s*["']?([^\s"',}]+)/

/** Whether a line of text names the image: as a reference with a tag or digest, or under a key `image`. */
export function lineNamesImage(line: string, name: string): boolean {
  const value = IMAGE_KEY.exec(line)?.[1]
  if (value !== undefined && isSameImage(splitReference(value).name, name)) return true
  return line.split(/[\s"',={}[\]]+/).some((word) => {
    const reference = parseReference(word)
    const isPinned = reference?.tag !== undefined || reference?.digest !== undefined
    return reference !== undefined && isPinned && isSameImage(reference.name, name)
  })
}

/** Image names by the Flux `ImagePolicy` (`namespace:name`) that chooses their versions. */
export type Policies = ReadonlyMap<string, string>

/** Whether a text has a policy of the wanted image, by whose markers it is found. */
export const mentionsPolicy = (text: string, { name, newName }: Wanted, policies: Policies): boolean =>
  [...policies].some(
    ([policy, image]) =>
      text.includes(policy) &&
      (isSameImage(image, name) || (newName !== undefined && isSameImage(image, newName)))
  )

/**
 * Whether a text may name the wanted image at all, itself or by a policy: a quick test that saves parsing. It is wrong
 * only for names that are spelled with escapes inside double quotes.
 */
export const mayName = (text: string, wish: Wanted, policies: Policies): boolean =>
  text.includes(lastSegment(wish.name)) ||
  (wish.newName !== undefined && text.includes(lastSegment(wish.newName))) ||
  mentionsPolicy(text, wish, policies)
