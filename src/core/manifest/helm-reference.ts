import { isDigest, isImageName, isRegistryHost, isTag } from '../image/grammar.ts'
import type { ImageReference } from '../image/reference.ts'
import type { Field } from '../yaml/field.ts'
import { isTemplate } from './format.ts'
import { isBareTemplate, isSingle, type HelmFields } from './helm-fields.ts'

/** What the fields of Helm values stand for. */
export interface HelmReference {
  readonly reference: ImageReference
  /** The name as its field spells it. */
  readonly repository: string
  /** What is put before it. */
  readonly registry: string | undefined
  /** Whether the name brings its registry itself, so that none is put before it. */
  readonly hasOwnRegistry: boolean
  readonly digestInTag: boolean
}

/** A value of the fields that no reference can be made of. */
export interface NoReference {
  readonly field: Field
  readonly text: string
}

// An empty string means the same as a missing key, in the values of charts.
const textIn = ({ text }: Field): string | undefined => (text === '' ? undefined : text)

const shown = (field: Field): string => (isBareTemplate(field) ? '{{ }}' : (field.text ?? ''))

function templateIn({ name, registry, tag, digest }: HelmFields): NoReference | undefined {
  const fields = [registry, name, tag, digest]
  const field = fields.find((each) => isTemplate(each.text ?? '') || isBareTemplate(each))
  return field && { field, text: `${shown(name)}:${shown(tag)}` }
}

const areSingle = ({ name, registry, tag, digest }: HelmFields): boolean =>
  [registry, name, tag, digest].every(isSingle)

interface Version {
  readonly tag: string | undefined
  readonly digest: string | undefined
}

function splitVersion(text: string | undefined): Version {
  const at = text?.indexOf('@') ?? -1
  return text === undefined || at < 0
    ? { tag: text, digest: undefined }
    : { tag: text.slice(0, at), digest: text.slice(at + 1) }
}

const isVersion = ({ tag, digest }: Version): boolean =>
  (tag === undefined || isTag(tag)) && (digest === undefined || isDigest(digest))

interface HelmName {
  readonly name: string
  readonly registry: string | undefined
  readonly hasOwnRegistry: boolean
}

function nameOf(fields: HelmFields, repository: string, globalRegistry: string | undefined): HelmName {
  const [host = ''] = repository.split('/')
  if (repository.includes('/') && isRegistryHost(host)) {
    return { name: repository, registry: undefined, hasOwnRegistry: true }
  }
  const registry = textIn(fields.registry) ?? globalRegistry
  const name = registry === undefined ? repository : `${registry}/${repository}`
  return { name, registry, hasOwnRegistry: false }
}

/**
 * Reads what the fields of Helm values stand for; `undefined` where they are not about an image.
 *
 * @param globalRegistry - the registry of all images that name none
 */
export function readHelmReference(
  fields: HelmFields,
  globalRegistry: string | undefined
): HelmReference | NoReference | undefined {
  const template = templateIn(fields)
  if (template !== undefined) return template
  const repository = textIn(fields.name) ?? ''
  const { name, ...rest } = nameOf(fields, repository, globalRegistry)
  if (!isImageName(repository) || !isImageName(name) || !areSingle(fields)) return undefined
  const inTag = splitVersion(textIn(fields.tag))
  const apart = textIn(fields.digest)
  const digestInTag = inTag.digest !== undefined
  const version = { tag: inTag.tag, digest: inTag.digest ?? apart }
  if (!isVersion(version) || (digestInTag && apart !== undefined)) {
    return { field: fields.tag, text: `${repository}:${fields.tag.text ?? ''}` }
  }
  const { tag, digest } = version
  return {
    reference: { name, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) },
    repository,
    digestInTag,
    ...rest
  }
}
