import { isDigest, isImageName, isTag } from './grammar.ts'
import { splitReference } from './reference.ts'
import type { Wanted, Wish } from './wanted.ts'

/** What is wrong with one line, as a sentence with a remedy. */
export class ImagesLineError extends Error {}

const KEEP = '*'

function wishFor(text: string | undefined, isValid: (text: string) => boolean, complaint: string): Wish {
  if (text === undefined) return 'unsaid'
  if (text === KEEP) return 'keep'
  if (!isValid(text)) throw new ImagesLineError(complaint)
  return { set: text }
}

const ONE_A_LINE = 'Write one image a line: commas do not separate.'

const tagComplaint = (tag: string): string =>
  tag === ''
    ? 'the tag is empty. Write NAME:TAG, or leave the ":" away.'
    : tag.includes(',')
      ? `"${tag}" is not a tag. ${ONE_A_LINE}`
      : `"${tag}" is not a tag. A tag is up to 128 letters, digits, "_", "." and "-", and starts with none of the last two.`

const digestComplaint = (digest: string): string =>
  digest === ''
    ? 'the digest is empty. Is the output of the build step that should fill it in empty?'
    : `"${digest}" is not a digest. A digest is "sha256:" and 64 lower-case hexadecimal digits.`

function nameComplaint(name: string): string {
  const complaint = `${JSON.stringify(name)} is not an image name`
  if (/^["'-]/.test(name)) return `${complaint}. Write the image alone, without quotes or a dash before it.`
  if (name.includes(',')) return `${complaint}. ${ONE_A_LINE}`
  return /[A-Z]/.test(name)
    ? `${complaint}: repositories are lower case. For a placeholder in capitals write "${name}=*:TAG".`
    : `${complaint}. Write [REGISTRY/]REPOSITORY in lower case, without a scheme such as "https://".`
}

/** A number with dots or a "v" before it, as versions are written and repositories hardly ever. */
const VERSION = /^(?:v\d|\d+\.)[\w.-]*$/

function newNameFor(name: string): string | undefined {
  if (name === KEEP || name === '') return undefined
  if (!isImageName(name)) throw new ImagesLineError(nameComplaint(name))
  return name
}

function nameFor(key: string | undefined, image: string): string {
  const name = key ?? image
  if (name === '') throw new ImagesLineError('it names no image. Write [NAME=]IMAGE[:TAG][@DIGEST].')
  if (key === undefined && !isImageName(image)) throw new ImagesLineError(nameComplaint(image))
  if (/\s/.test(name)) throw new ImagesLineError(`the name "${name}" holds a blank. Write one image a line.`)
  return name
}

/**
 * Reads one line of `images`, in the syntax of `kustomize edit set image`: `[NAME=]IMAGE[:TAG][@DIGEST]`, with `*` to
 * keep a part. Unlike kustomize, every part is checked against the grammar of references, and what is not said stays
 * (kustomize drops the `newName` of an entry when a line names none).
 *
 * @param line - the line, trimmed, neither blank nor a comment
 * @param defaultTag - the `tag` input, for lines that give neither tag nor digest
 * @throws ImagesLineError that says what is wrong with which part
 */
export function parseImagesLine(line: string, defaultTag: string | undefined): Wanted {
  const equals = line.indexOf('=')
  const key = equals < 0 ? undefined : line.slice(0, equals)
  const image = splitReference(line.slice(equals + 1))
  const name = nameFor(key, image.name)
  const newName = key === undefined ? undefined : newNameFor(image.name)
  const tagText = image.tag ?? (image.digest === undefined ? defaultTag : undefined)
  const tag = wishFor(tagText, isTag, tagComplaint(tagText ?? ''))
  const digest = wishFor(image.digest, isDigest, digestComplaint(image.digest ?? ''))
  if (newName === undefined && image.name !== KEEP && tag === 'unsaid' && digest === 'unsaid') {
    throw new ImagesLineError(
      `"${name}" gives neither a tag nor a digest. Write NAME:TAG or NAME@DIGEST, or set the input "tag".`
    )
  }
  if (newName !== undefined && VERSION.test(newName) && tag === 'unsaid' && digest === 'unsaid') {
    throw new ImagesLineError(
      `"${newName}" would be the new name of "${name}". For a version write "${name}:${newName}"; for a repository that is called so, "docker.io/library/${newName}".`
    )
  }
  return { name, newName, tag, digest }
}
