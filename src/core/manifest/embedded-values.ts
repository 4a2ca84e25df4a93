import { isScalar } from 'yaml'
import { rootMap, type YamlDocument, type YamlFile } from '../yaml/document.ts'
import { parseEmbedded } from '../yaml/embedded.ts'
import { readField } from '../yaml/field.ts'
import { NOTHING, type Findings } from './format.ts'
import { helmImages } from './helm-images.ts'
import type { FormatName } from './manifest.ts'
import { further, type MapAt } from './way.ts'

/**
 * The images in Helm values that are the text of a literal block scalar (`values: |`) under a key of a map. What no
 * block scalar is, what others read through an anchor and what is not YAML names none.
 */
export function embeddedHelmImages(
  format: FormatName,
  file: YamlFile,
  document: YamlDocument,
  { map, way }: MapAt,
  key: string
): Findings {
  const { pair, value, aliases } = readField(document, map, key)
  const isHere = pair !== undefined && aliases.length === 0 && way.aliases.length === 0
  if (!isHere || !isScalar(value)) return NOTHING
  const embedded = parseEmbedded(file, document, value)
  const root = rootMap(embedded)
  if (embedded === undefined || root === undefined) return NOTHING
  return { ...helmImages(embedded, root, further(way, key), format), embedded: [embedded] }
}
