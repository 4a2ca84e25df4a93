import { isMap } from 'yaml'
import { rootMap, parseYaml, type YamlDocument, type YamlFile } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'
import { placesIn } from '../yaml/place.ts'
import {
  ANYWHERE,
  type Findings,
  type Format,
  type Slot,
  type Surroundings,
  type Unreadable
} from './format.ts'
import { formats } from './formats/index.ts'
import type { LocatedImage, Manifest } from './manifest.ts'
import { uniteSlots } from './unite.ts'

/** A document by kind, namespace and name where it has a name, else by its position. */
function documentPath(document: YamlDocument): string {
  const root = rootMap(document)
  const metadata = root && readField(document, root, 'metadata').value
  if (root === undefined || !isMap(metadata)) return String(document.index)
  const name = readField(document, metadata, 'name').text
  if (name === undefined) return String(document.index)
  const namespace = readField(document, metadata, 'namespace').text ?? ''
  return `${readField(document, root, 'kind').text ?? ''}/${namespace}/${name}`
}

/** Numbers the second and later ones of equal paths, so that a path is one place. */
function distinct(slots: readonly Slot[]): readonly Slot[] {
  const seen = new Map<string, number>()
  return slots.map((slot) => {
    const count = (seen.get(slot.path) ?? 0) + 1
    seen.set(slot.path, count)
    return count === 1 ? slot : { ...slot, path: `${slot.path}#${count}` }
  })
}

/** The formats that read a file: the one that owns it, and those that read everything. */
function readersOf(path: string, surroundings: Surroundings): readonly Format[] {
  const allowed = formats.filter(({ name }) => surroundings.formats.has(name))
  const isOwned = formats.some((format) => format.owns(path))
  return isOwned ? allowed.filter((format) => format.owns(path) || format.readsAll === true) : allowed
}

/** All slots of a file, in the order of its documents, each with its whole path; a place that two formats find counts once. */
export function locateSlots(file: YamlFile, surroundings: Surroundings): Findings {
  const readers = readersOf(file.path, surroundings)
  const slots: Slot[] = []
  const unreadable = new Map<number, Unreadable>()
  const embedded: YamlDocument[] = []
  for (const document of file.documents) {
    const findings = readers.map((format) => format.locate(file, document, surroundings))
    const path = documentPath(document)
    const places = uniteSlots(findings.flatMap((found) => found.slots))
    for (const slot of places) slots.push({ ...slot, path: `${path}:${slot.path}` })
    for (const text of findings.flatMap((found) => found.unreadable)) unreadable.set(text.offset, text)
    embedded.push(...findings.flatMap((found) => found.embedded ?? []))
  }
  return { slots: distinct(slots), unreadable: [...unreadable.values()], embedded }
}

/** Every image that the manifest names, in its order. Documents that do not parse name none; nothing is thrown. */
export function locateImages(
  manifest: Manifest,
  surroundings: Surroundings = ANYWHERE
): readonly LocatedImage[] {
  const file = parseYaml(manifest.path, manifest.text)
  const placeOf = placesIn(file)
  return locateSlots(file, surroundings).slots.map(({ format, name, reference, path, offset }) => ({
    place: placeOf(offset),
    format,
    name,
    reference,
    path
  }))
}
