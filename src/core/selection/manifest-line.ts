import type { FieldPart, FieldPointer } from '../manifest/field-pointer.ts'
import { SelectionError } from './selection-error.ts'

/** What a line of `manifests` is after in the files that it selects. */
export interface Aim {
  /** The name of the only image that the line is for; any, where it is left out. */
  readonly image?: string
  /** The field that it points at; every place that names the image, where it is left out. */
  readonly pointer?: FieldPointer
}

/** A line of `manifests` taken apart: `[NAME=]PATH[#FIELD[:tag|:name|:digest]]`. */
export interface ManifestLine {
  readonly path: string
  readonly aim: Aim
}

const PARTS: readonly FieldPart[] = ['tag', 'name', 'digest']

function pointerOf(text: string, image: string | undefined): FieldPointer {
  const colon = text.lastIndexOf(':')
  const part = PARTS.find((each) => colon >= 0 && text.slice(colon + 1) === each)
  const field = part === undefined ? text : text.slice(0, colon)
  if (field === '') {
    throw new SelectionError('no field follows the "#". Write FILE#FIELD, such as "values.yaml#image.tag".')
  }
  return { field, part: part ?? 'whole', ...(image === undefined ? {} : { image }) }
}

/**
 * The path or glob of a line that excludes: it is for all images.
 *
 * @throws SelectionError where it tells more than a path
 */
export function parseExclusion(line: string): string {
  const text = line.slice(1).trim()
  if (/^[^/[{]*[^/[{\s]=|#/.test(text))
    throw new SelectionError('a "!" line excludes whole files, for every image. Write "!PATH".')
  return text
}

/**
 * Takes a line apart. The first `#` ends the path; a `=` before it ends the name of the only image that the line is for.
 *
 * @throws SelectionError where a part is empty
 */
export function parseManifestLine(line: string): ManifestLine {
  const hash = line.indexOf('#')
  const file = hash < 0 ? line : line.slice(0, hash)
  const equals = file.indexOf('=')
  const image = equals < 0 ? undefined : file.slice(0, equals).trim()
  if (image === '') throw new SelectionError('no name stands before the "=". Write NAME=PATH.')
  const path = file.slice(equals + 1).trim()
  if (path === '') throw new SelectionError('it names no file. Write [NAME=]PATH[#FIELD].')
  const pointer = hash < 0 ? undefined : pointerOf(line.slice(hash + 1).trim(), image)
  return {
    path,
    aim: { ...(image === undefined ? {} : { image }), ...(pointer === undefined ? {} : { pointer }) }
  }
}
