import type { FieldPart, FieldPointer } from '../manifest/field-pointer.ts'
import type { HelmKeys } from './controller-policy.ts'

/** The fields that hold an image. */
export type HelmFields = readonly Pick<FieldPointer, 'field' | 'part'>[]

/** The keys that Argo CD Image Updater takes where none are given. */
export const DEFAULT_KEYS: HelmKeys = { name: 'image.name', tag: 'image.tag', spec: undefined }

/** The updater's `list[0].tag` as a path of fields. */
const valuePath = (key: string): string => key.replaceAll(/\[(\d+)\]/g, '.$1')

/** The value of the parameter with this name, in an override of an Argo CD source. */
const parameterPath = (key: string): string => `helm.parameters.[name=${key}].value`

/** The fields behind keys: in a file of values, or among the parameters of an override. */
export function argocdFields({ name, tag, spec }: HelmKeys, place: 'values' | 'parameters'): HelmFields {
  const path = place === 'values' ? valuePath : parameterPath
  if (spec !== undefined) return [{ field: path(spec), part: 'whole' }]
  const parts: readonly (readonly [string | undefined, FieldPart])[] = [
    [name, 'name'],
    [tag, 'tag']
  ]
  return parts.flatMap(([key, part]) => (key === undefined ? [] : [{ field: path(key), part }]))
}
