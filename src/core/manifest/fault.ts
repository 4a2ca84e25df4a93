import { UpdateError } from '../error.ts'
import type { Wanted } from '../image/wanted.ts'
import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import { excerptAt, placeAt } from '../yaml/place.ts'
import { namesImage } from './mention.ts'

const TEMPLATE = /\{\{|\{%|<%/

function faultError(file: YamlFile, document: YamlDocument): UpdateError {
  const { offset, reason, isTooDeep } = document.fault ?? {
    offset: document.start,
    reason: '',
    isTooDeep: false
  }
  const at = Math.min(offset, file.text.length)
  const where = { place: placeAt(file, at), excerpt: excerptAt(file, at) }
  if (isTooDeep === true) {
    return new UpdateError('not-parsed', `This cannot be edited: ${reason}.`, {
      ...where,
      hint: 'Make it flatter, or exclude the file from "manifests" with "!".'
    })
  }
  if (TEMPLATE.test(file.text.slice(document.start, document.end))) {
    return new UpdateError('templated', `This is a template, not YAML: ${reason}.`, {
      ...where,
      hint: 'Point "manifests" at the file that sets the value (such as the chart\'s values), or exclude this one with "!".'
    })
  }
  return new UpdateError('not-parsed', `This is not valid YAML: ${reason}.`, {
    ...where,
    hint: 'Correct the file, or exclude it from "manifests" with "!".'
  })
}

/**
 * Refuses a file when a document that cannot be read matters: it names a wanted image, or `needed` says that it must
 * be read. Throws `templated` or `not-parsed`.
 */
export function refuseFaults(
  file: YamlFile,
  wanted: readonly Wanted[],
  needed: (document: YamlDocument) => boolean
): void {
  for (const document of file.documents) {
    if (document.fault === undefined) continue
    const text = file.text.slice(document.start, document.end)
    if (needed(document) || wanted.some((wish) => namesImage(text, wish.name)))
      throw faultError(file, document)
  }
}
