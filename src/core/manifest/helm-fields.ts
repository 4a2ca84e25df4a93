import { isMap, isScalar } from 'yaml'
import { isImageName } from '../image/grammar.ts'
import type { Field } from '../yaml/field.ts'

/** The fields of a map of Helm values that name one image, each with the key that it has or would have. */
export interface HelmFields {
  readonly name: Field
  readonly registry: Field
  readonly tag: Field
  readonly digest: Field
}

/** What a map holds, by key. */
export type Fields = ReadonlyMap<string, Field>

const IMAGE_KEY = /[iI]mage$/

/** Whether a key is for an image: `image`, `sidecarImage`; `imagePullPolicy` and `images` are not. */
export const isImageKey = (key: string): boolean => IMAGE_KEY.test(key)

/** Whether a key is for charts: `chart`, `charts`, `baseChart`. */
export const isChartKey = (key: string): boolean => /[cC]harts?$/.test(key)

const fieldAt = (fields: Fields, key: string): Field =>
  fields.get(key) ?? { key, pair: undefined, value: undefined, aliases: [], text: undefined }

const holdsText = (field: Field): boolean => field.text !== undefined && field.text !== ''
const isName = ({ text = '' }: Field): boolean => isImageName(text)

/** The fields whose keys share a beginning: `tag` and `digest`, or `imageTag` and `imageDigest`. */
function besides(fields: Fields, name: Field, prefix: string): HelmFields {
  const at = (key: string): Field =>
    fieldAt(fields, prefix === '' ? key : prefix + key.charAt(0).toUpperCase() + key.slice(1))
  return { name, registry: at('registry'), tag: at('tag'), digest: at('digest') }
}

/** Whether the version of a map with a repository is that of a chart. */
const isChart = (fields: Fields, key: string): boolean =>
  isChartKey(key) || fields.has('name') || fields.has('chart')

function byRepository(fields: Fields, key: string): HelmFields | undefined {
  const inImage = isImageKey(key)
  const name = fieldAt(fields, 'repository')
  if (!holdsText(name) || (holdsText(fieldAt(fields, 'image')) && isName(fieldAt(fields, 'image'))))
    return undefined
  const found = besides(fields, name, '')
  if (fields.has('tag')) return found
  if (fields.has('version') && (inImage || !isChart(fields, key)))
    return { ...found, tag: fieldAt(fields, 'version') }
  return inImage || fields.has('digest') ? found : undefined
}

function byName(fields: Fields, inImage: boolean): HelmFields | undefined {
  const name = fieldAt(fields, 'name')
  if (!holdsText(name) || holdsText(fieldAt(fields, 'image')) || holdsText(fieldAt(fields, 'repository')))
    return undefined
  const found = besides(fields, name, '')
  if (fields.has('tag')) return found
  return inImage && fields.has('version') ? { ...found, tag: fieldAt(fields, 'version') } : undefined
}

function byImageKey(fields: Fields, name: Field, inImage: boolean): HelmFields | undefined {
  if (!isName(name)) return undefined
  const stem = name.key.slice(0, -'image'.length)
  const prefixes = name.key === 'image' ? ['', 'image'] : [name.key, stem]
  const found = prefixes.map((prefix) => besides(fields, name, prefix)).find(({ tag }) => fields.has(tag.key))
  const plain = besides(fields, name, '')
  const isVersioned = name.key === 'image' && fields.has('version') && (inImage || fields.has('registry'))
  const chosen = found ?? (isVersioned ? { ...plain, tag: fieldAt(fields, 'version') } : undefined)
  const isBelowRepository =
    name.key === 'image' && !fields.has('registry') && isName(fieldAt(fields, 'repository'))
  return chosen && isBelowRepository ? { ...chosen, registry: fieldAt(fields, 'repository') } : chosen
}

/**
 * The images that a map names in fields of their own, by the conventions of charts: `repository`, `name` or `image`
 * with `tag` or `version` beside it.
 *
 * @param key - the key under which the map, or a list of charts that it is in, lies; empty in other lists
 */
export function helmFields(fields: Fields, key: string): readonly HelmFields[] {
  const inImage = isImageKey(key)
  const whole = [...fields.values()].filter((field) => isImageKey(field.key))
  const found = [
    byRepository(fields, key),
    byName(fields, inImage),
    ...whole.map((field) => byImageKey(fields, field, inImage))
  ]
  return found.filter((each) => each !== undefined)
}

/** Whether a value is what YAML makes of a template that is not quoted: `{{ .Values.tag }}` is a map in a map. */
export const isBareTemplate = ({ value }: Field): boolean =>
  isMap(value) && value.flow === true && isMap(value.items[0]?.key)

/** Whether the field holds a single value, or nothing yet. */
export const isSingle = ({ value }: Field): boolean => value === undefined || isScalar(value)
