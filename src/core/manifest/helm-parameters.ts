import { isAlias } from 'yaml'
import { parseReference, splitReference, type ImageReference } from '../image/reference.ts'
import type { YamlDocument } from '../yaml/document.ts'
import { readField, type Field } from '../yaml/field.ts'
import { nodeStart } from '../yaml/scalar.ts'
import { findingsOf } from './findings.ts'
import { isTemplate, type Findings, type Slot, type Unreadable } from './format.ts'
import type { FormatName } from './manifest.ts'
import { mapsUnder, type MapAt } from './way.ts'

/** The value of a parameter, in the list item that sets it. */
interface Parameter extends MapAt {
  readonly value: Field
  readonly text: string
}

/** The parameters of one source by their names; of equal ones the last, which is the one that Helm takes. */
type Parameters = ReadonlyMap<string, Parameter>

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
  return {
    map,
    way,
    value: { ...value, aliases: [...way.aliases, ...value.aliases] },
    text: value.text ?? ''
  }
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

const offsetOf = ({ map, value }: Parameter): number => nodeStart(value.value ?? map)

/** The parameters that are one image. */
interface Group {
  readonly name: Parameter
  readonly tag: Parameter
  readonly registry: Parameter | undefined
  readonly digest: Parameter | undefined
}

const isName = ({ text }: Parameter): boolean => {
  const { tag, digest } = splitReference(text)
  return text !== '' && tag === undefined && digest === undefined
}

function groupOf(parameters: Parameters, key: string, tag: Parameter): Group | undefined {
  const [, before = '', last = ''] = /^(.*(?<!\\)\.)?([^.]*)$/.exec(key) ?? []
  const companions = COMPANIONS.get(last)
  const beside = (name: string): Parameter | undefined => parameters.get(before + name)
  const name = companions?.names.map(beside).find((each) => each !== undefined && isName(each))
  if (companions === undefined || name === undefined) return undefined
  return { name, tag, registry: beside(companions.registry), digest: beside(companions.digest) }
}

const present = (text: string | undefined): string | undefined => (text === '' ? undefined : text)

function referenceOf({ name, tag, registry, digest }: Group): ImageReference {
  const at = digest === undefined ? tag.text.indexOf('@') : -1
  const tagText = present(at < 0 ? tag.text : tag.text.slice(0, at))
  const digestText = at < 0 ? present(digest?.text) : tag.text.slice(at + 1)
  const host = present(registry?.text)
  return {
    name: host === undefined ? name.text : `${host}/${name.text}`,
    ...(tagText === undefined ? {} : { tag: tagText }),
    ...(digestText === undefined ? {} : { digest: digestText })
  }
}

function readGroup(format: FormatName, document: YamlDocument, group: Group): Slot | Unreadable | undefined {
  const { name, tag, registry, digest } = group
  const reference = referenceOf(group)
  const template = [name, tag, registry, digest].find((each) => isTemplate(each?.text ?? ''))
  if (template !== undefined) {
    return { offset: offsetOf(template), text: `${reference.name}:${reference.tag ?? ''}` }
  }
  if (parseReference(reference.name) === undefined) return undefined
  return {
    format,
    document,
    name: reference.name,
    alsoNamed: [name.text],
    otherName: undefined,
    reference,
    path: `${tag.way.path}.value`,
    offset: offsetOf(name),
    map: name.map,
    aliases: [],
    fields: {
      kind: 'separate',
      address: name.value,
      ...(registry === undefined ? {} : { registry: registry.value }),
      name: name.value,
      tag: tag.value,
      digest: digest?.value,
      tagHoldsDigest: digest === undefined,
      apart: true
    }
  }
}

/** Reads a parameter that holds a whole reference; only a version in it shows that it does. */
function readWhole(
  format: FormatName,
  document: YamlDocument,
  key: string,
  { map, way, value, text }: Parameter
): Slot | Unreadable | undefined {
  if (!/image$/i.test(key)) return undefined
  const offset = nodeStart(value.value ?? map)
  if (isTemplate(text)) return { offset, text }
  const reference = parseReference(text)
  if (reference?.tag === undefined && reference?.digest === undefined) return undefined
  return {
    format,
    document,
    name: reference.name,
    otherName: undefined,
    reference,
    path: `${way.path}.value`,
    offset,
    map,
    aliases: [],
    fields: { kind: 'whole', value }
  }
}

/**
 * The images in the `parameters` of a `helm` map, a list of `{name, value}`: `X.tag` with `X.repository` (and the like)
 * beside it, and whole references. A tag of which no parameter says the image is none.
 */
export function helmParameters(format: FormatName, document: YamlDocument, helm: MapAt): Findings {
  const parameters = readParameters(document, helm)
  const found = [...parameters].flatMap(([key, parameter]) => {
    const group = groupOf(parameters, key, parameter)
    const image =
      group === undefined ? readWhole(format, document, key, parameter) : readGroup(format, document, group)
    return image ?? []
  })
  return findingsOf(found)
}
