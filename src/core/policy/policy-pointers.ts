import type { FieldPart, FieldPointer } from '../manifest/field-pointer.ts'
import type { ObjectName } from '../manifest/kubernetes-object.ts'
import type { UpdaterField } from '../manifest/updater-field.ts'
import { keyStep } from '../yaml/field-path.ts'
import type { NewEntry } from '../yaml/operation.ts'
import type { HelmKeys, OverriddenSource } from './controller-policy.ts'

/** The keys that Argo CD Image Updater takes where none are given. */
const DEFAULT_KEYS = { name: 'image.name', tag: 'image.tag' }

/** The image of a policy, and the name by which it is pointed at for it. */
interface PointedImage {
  readonly image: string
  readonly address: string
}

type Way = UpdaterField['way']

/** A source that images are overridden in: that of an object, or a file that is one. */
export interface OverriddenAt {
  readonly within?: ObjectName
  /** The keys that lead to it. */
  readonly way: Way
  /** The key by which a parameter is one of a text, however it looks. */
  readonly forceString: 'forceString' | 'forcestring'
}

const pathOf = (way: Way): string => way.map((step) => keyStep(String(step))).join('.')

/** The updater's `list[0].tag` as keys and positions. */
const valueWay = (key: string): Way =>
  key.split('.').flatMap((step) => {
    const [, list, position] = /^(.*)\[(\d+)\]$/.exec(step) ?? []
    return list === undefined ? [step] : [list, Number(position)]
  })

/** The parts of an image that keys hold; the whole reference goes before its parts. */
const partsOf = ({ name, tag, spec }: HelmKeys): readonly (readonly [FieldPart, string])[] => {
  if (spec !== undefined) return [['whole', spec]]
  return [
    ...(name === undefined ? [] : [['name', name] as const]),
    ...(tag === undefined ? [] : [['tag', tag] as const])
  ]
}

/** The keys of Helm values that hold an image. A name needs a tag beside it, where none is given that of the updater. */
export const valuePointers = (keys: HelmKeys, { image, address }: PointedImage): readonly FieldPointer[] =>
  partsOf({ ...keys, tag: keys.tag ?? DEFAULT_KEYS.tag }).map(([part, key]) => {
    const way = valueWay(key)
    const updater: UpdaterField = { kind: 'value', key, way, imageName: image }
    return { field: pathOf(way), part, image: address, updater }
  })

/** The parameters of Helm that hold an image. */
export function parameterPointers(
  { keys, own }: OverriddenSource,
  { within, way, forceString }: OverriddenAt,
  { image, address }: PointedImage
): readonly FieldPointer[] {
  const { name, tag, spec } = keys ?? {}
  const known = { name: name ?? DEFAULT_KEYS.name, tag: tag ?? DEFAULT_KEYS.tag, spec }
  const list = [...way, 'helm', 'parameters']
  const also: readonly NewEntry[] = [[forceString, true]]
  return partsOf(known).map(([part, key]) => ({
    field: `${pathOf(list)}.[name=${key}].value`,
    part,
    image: address,
    updater: {
      kind: 'parameter',
      ...(within === undefined ? {} : { within }),
      way: list,
      imageName: image,
      name: key,
      also,
      others: own.parameters,
      isDefault: part === 'name' && name === undefined
    }
  }))
}

/** The item of kustomize's images that is an image. */
export function imagePointer(
  { original, own }: OverriddenSource,
  { within, way }: OverriddenAt,
  { image, address }: PointedImage
): FieldPointer {
  const list = [...way, 'kustomize', 'images']
  const updater: UpdaterField = {
    kind: 'image',
    ...(within === undefined ? {} : { within }),
    way: list,
    imageName: image,
    original,
    others: own.images
  }
  return { field: pathOf(list), part: 'whole', image: address, updater }
}
