import { isDigest, isImageName, isTag } from './grammar.ts'

/** `name[:tag][@digest]`, each part as it is spelled. */
export interface ImageReference {
  readonly name: string
  readonly tag?: string
  readonly digest?: string
}

/**
 * Splits a reference as kustomize does, without validation: the first `:` and the first `@` behind the first `/`
 * end the name, so that the port of a registry is no tag. A part that is absent is `undefined`; one that is there
 * but empty (`app:`) is `''`.
 */
export function splitReference(text: string): ImageReference {
  const from = Math.max(text.indexOf('/'), 0)
  const at = text.indexOf('@', from)
  const colon = text.indexOf(':', from)
  const hasTag = colon >= 0 && (at < 0 || colon < at)
  const nameEnd = hasTag ? colon : at >= 0 ? at : text.length
  return {
    name: text.slice(0, nameEnd),
    ...(hasTag ? { tag: text.slice(colon + 1, at >= 0 ? at : text.length) } : {}),
    ...(at >= 0 ? { digest: text.slice(at + 1) } : {})
  }
}

/** The reference that `text` is, or `undefined` where the grammar says that it is none (a template, a sentence, a path). */
export function parseReference(text: string): ImageReference | undefined {
  const reference = splitReference(text)
  const valid =
    isImageName(reference.name) &&
    (reference.tag === undefined || isTag(reference.tag)) &&
    (reference.digest === undefined || isDigest(reference.digest))
  return valid ? reference : undefined
}

/** The reference as it is written in a manifest. */
export function formatReference({ name, tag, digest }: ImageReference): string {
  return `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}

/** Whether two references are spelled the same, part by part. */
export const equalReferences = (one: ImageReference, other: ImageReference): boolean =>
  one.name === other.name && one.tag === other.tag && one.digest === other.digest
