import type { YAMLMap } from 'yaml'
import { isImageName } from '../image/grammar.ts'
import type { YamlDocument } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'

const KEYS = ['newName', 'repository', 'image', 'name']

/** The image that a tag or a digest is most likely of, by the other keys of its map: to tell people, not to go by. */
export function nameBeside(document: YamlDocument, map: YAMLMap): string | undefined {
  const read = (key: string): string => readField(document, map, key).text ?? ''
  const name = KEYS.map(read).find(isImageName)
  const registry = read('registry')
  return name === undefined || registry === '' ? name : `${registry}/${name}`
}
