import { isScalar } from 'yaml'
import { isImageName } from '../image/grammar.ts'
import type { YamlDocument } from '../yaml/document.ts'
import { readField, type Field } from '../yaml/field.ts'
import { scalarText } from '../yaml/scalar.ts'
import { allFindings, findingsOf } from './findings.ts'
import { isTemplate, type Findings, type Slot, type Unreadable } from './format.ts'
import { readImageFields, readWholeImage, type ImagePlace } from './image-fields.ts'
import type { FormatName } from './manifest.ts'
import { further, mapUnder, type MapAt } from './way.ts'

const IMAGE_KEY = /^(.*)(image|repository)$/i

interface ImageKey {
  /** What stands before `image` or `repository`, such as `api_`. */
  readonly before: string
  readonly isRepository: boolean
}

function parseKey(key: string): ImageKey | undefined {
  const [, before, word] = IMAGE_KEY.exec(key) ?? []
  if (before === undefined || word === undefined) return undefined
  return { before, isRepository: word.toLowerCase() === 'repository' }
}

/** The keys that may hold a part of the image under a key: for `apiImage` `apiImageTag`, `apiImage_tag` and `apiTag`. */
function companions(
  key: string,
  { before, isRepository }: ImageKey,
  part: 'Tag' | 'Digest'
): readonly string[] {
  const small = part.toLowerCase()
  const short = before === '' ? [small] : before.endsWith('_') ? [before + small] : [before + part]
  return isRepository ? short : [key + part, `${key}_${small}`, ...short]
}

function readKey(place: ImagePlace, key: string): Slot | Unreadable | undefined {
  const { document, map } = place
  const parsed = parseKey(key)
  if (parsed === undefined) return undefined
  const beside = (part: 'Tag' | 'Digest'): Field | undefined =>
    companions(key, parsed, part)
      .map((name) => readField(document, map, name))
      .find(({ value }) => isScalar(value))
  const name = readField(document, map, key)
  const tag = beside('Tag')
  const isName = isImageName(name.text ?? '') || isTemplate(name.text ?? '')
  if (tag !== undefined && isName) {
    return readImageFields(place, { registry: undefined, name, tag, digest: beside('Digest') })
  }
  return parsed.isRepository ? undefined : readWholeImage(place, name)
}

/**
 * The images in the values that a generator gives to an ApplicationSet's template, at any depth of maps: whole references
 * under keys that end in `image`, and names with a tag beside them (`image` and `imageTag`, `repository` and `tag`).
 */
export function generatorImages(format: FormatName, document: YamlDocument, at: MapAt): Findings {
  const { map, way } = at
  const keys = map.items.flatMap(({ key }) => (isScalar(key) ? [scalarText(key)] : []))
  const found = keys.flatMap((key) => {
    const { path } = further(way, key)
    return readKey({ format, document, map, aliases: way.aliases, path }, key) ?? []
  })
  // Aliases in aliases could lead to more places than anybody could read.
  const nested = keys
    .flatMap((key) => mapUnder(document, at, key) ?? [])
    .filter((each) => each.way.aliases.length === way.aliases.length)
  return allFindings([findingsOf(found), ...nested.map((each) => generatorImages(format, document, each))])
}
