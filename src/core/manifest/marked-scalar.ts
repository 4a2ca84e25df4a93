import { parseReference } from '../image/reference.ts'
import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import { scalarComment } from '../yaml/scalar-comment.ts'
import { scalarPlaces, type ScalarPlace } from '../yaml/scalar-place.ts'
import { scalarText } from '../yaml/scalar.ts'
import { mayHaveMarkers, parseMarker, type PolicyMarker } from './policy-marker.ts'

/** A value with the marker that Flux would set it by. */
export interface MarkedScalar extends PolicyMarker {
  readonly place: ScalarPlace
}

function surveyDocument(file: YamlFile, document: YamlDocument): readonly MarkedScalar[] {
  if (!mayHaveMarkers(file.text.slice(document.start, document.end))) return []
  return scalarPlaces(document.root).flatMap((place) => {
    const comment = scalarComment(file.text, place.scalar)
    const marker = comment === undefined ? undefined : parseMarker(comment)
    return marker === undefined ? [] : [{ ...marker, place }]
  })
}

const surveyed = new WeakMap<YamlDocument, readonly MarkedScalar[]>()

/** The values of a document that carry a marker, in the order of the text. */
export function markedScalars(file: YamlFile, document: YamlDocument): readonly MarkedScalar[] {
  // Asked for twice: for the names in the whole file, and for the document's own places.
  const marked = surveyed.get(document) ?? surveyDocument(file, document)
  surveyed.set(document, marked)
  return marked
}

const known = new WeakMap<YamlFile, ReadonlyMap<string, ReadonlySet<string>>>()

/** The name that a marked value gives: by itself, or in a whole reference. */
function nameIn(part: PolicyMarker['part'], text: string): string {
  if (part === 'name') return text
  return part === 'whole' ? (parseReference(text)?.name ?? '') : ''
}

function surveyNames(file: YamlFile): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  for (const document of file.documents) {
    for (const { policy, part, place } of markedScalars(file, document)) {
      const name = nameIn(part, place.scalar.value === null ? '' : scalarText(place.scalar))
      if (name !== '') names.set(policy, (names.get(policy) ?? new Set()).add(name))
    }
  }
  return names
}

/** The names that the markers of the whole file give each policy's image: in a value of its own, or in a whole reference. */
export function markedNames(file: YamlFile): ReadonlyMap<string, ReadonlySet<string>> {
  // Asked for once a document; a file may have thousands.
  const names = known.get(file) ?? surveyNames(file)
  known.set(file, names)
  return names
}
