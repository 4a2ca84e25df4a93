import { isAlias } from 'yaml'
import { splitReference } from '../image/reference.ts'
import type { YamlDocument } from '../yaml/document.ts'
import { readField, type Field } from '../yaml/field.ts'
import { findingsOf } from './findings.ts'
import type { Findings } from './format.ts'
import { readImageFields, readWholeImage, type ImageFields } from './image-fields.ts'
import type { FormatName } from './manifest.ts'
import { mapsUnder, type MapAt } from './way.ts'

/** The value of a parameter, in the list item that sets it. */
interface Parameter extends MapAt {
  readonly value: Field
}

/** The parameters of one source by their names; of equal ones the last, which is the one that Helm takes. */
type Parameters = ReadonlyMap<string, Parameter>

const IMAGE_KEY = /image$/i

/** The keys that stand beside the key of a tag, and hold the other parts of its image. */
interface Companions {
  readonly names: readonly string[]
  readonly registry: string
  readonly digest: string
}

const COMPANIONS: ReadonlyMap<string, Companions> = new Map([
  ['tag', { names: ['repository', 'name', 'image', 'imageName'], registry: 'registry', digest: 'digest' }],
  [
    'imageTag',
    {
      names: ['image', 'imageName', 'imageRepository'],
      registry: 'imageRegistry',
      digest: 'imageDigest'
    }
  ]
])

/** Reads a parameter; one without a value of its own, or in an item shared by an anchor with an alias in it, cannot be written. */
function readParameter(document: YamlDocument, { map, way }: MapAt): Parameter | undefined {
  const value = readField(document, map, 'value')
  const { pair } = value
  if (value.value === undefined || pair === undefined) return undefined
  if (isAlias(pair.value) && document.aliases.users(map).length > 0) return undefined
  return { map, way, value: { ...value, aliases: [...way.aliases, ...value.aliases] } }
}

function readParameters(document: YamlDocument, helm: MapAt): Parameters {
  const parameters = new Map<string, Parameter>()
  for (const item of mapsUnder(document, helm, 'parameters')) {
    const name = readField(document, item.map, 'name').text
    const parameter = readParameter(document, item)
    if (name !== undefined && parameter !== undefined) parameters.set(name, parameter)
  }
  return parameters
}

/** Whether the value is a name alone; a version in it makes it a whole reference. */
const isName = ({ text = '' }: Field): boolean => {
  const { tag, digest } = splitReference(text)
  return text !== '' && tag === undefined && digest === undefined
}

/** The values that are the image whose tag is under a key. */
function fieldsBeside(parameters: Parameters, key: string, tag: Field): ImageFields | undefined {
  const [, before = '', last = ''] = /^(.*(?<!\\)\.)?([^.]*)$/.exec(key) ?? []
  const companions = COMPANIONS.get(last)
  const beside = (name: string): Field | undefined => parameters.get(before + name)?.value
  const name = companions?.names.map(beside).find((each) => each !== undefined && isName(each))
  if (companions === undefined || name === undefined) return undefined
  return { registry: beside(companions.registry), name, tag, digest: beside(companions.digest) }
}

/**
 * The images in the `parameters` of a `helm` map, a list of `{name, value}`: `X.tag` with `X.repository` (and the like)
 * beside it, and whole references. A tag of which no parameter says the image is none.
 */
export function helmParameters(format: FormatName, document: YamlDocument, helm: MapAt): Findings {
  const parameters = readParameters(document, helm)
  const found = [...parameters].flatMap(([key, { map, way, value }]) => {
    // The fields are in maps of their own, so that each brings the aliases that lead to it.
    const place = { format, document, map, aliases: [], path: `${way.path}.value` }
    const fields = fieldsBeside(parameters, key, value)
    if (fields !== undefined) return readImageFields(place, fields) ?? []
    return IMAGE_KEY.test(key) ? (readWholeImage(place, value) ?? []) : []
  })
  return findingsOf(found)
}
