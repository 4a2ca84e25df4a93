import { format, textMap, type GoMap, type GoStruct, type GoValue } from '../go-template/value.ts'
import { canonicalName } from '../image/name.ts'
import { formatReference, type ImageReference } from '../image/reference.ts'
import { compareBytes } from '../version/filter.ts'
import type { ObjectIdentity, SetValue } from './set-values.ts'

/** A namespace and a name. */
export interface NamespacedName {
  readonly namespace: string
  readonly name: string
}

/** What the template of an `ImageUpdateAutomation` can name. */
export interface TemplateData {
  readonly automation: NamespacedName
  readonly set: readonly SetValue[]
  /** The images that policies have chosen, by `namespace:name`. */
  readonly images: ReadonlyMap<string, ImageReference>
  readonly values: ReadonlyMap<string, string>
}

const struct = (type: string, fields: Readonly<Record<string, GoValue>>, text: string): GoStruct => ({
  kind: 'struct',
  type,
  fields: new Map(Object.entries(fields)),
  text
})

const namespacedName = ({ namespace, name }: NamespacedName): GoStruct => {
  const text = `${namespace}/${name}`
  return struct('NamespacedName', { Namespace: namespace, Name: name, String: text }, text)
}

function objectIdentifier({ apiVersion, kind, name, namespace }: ObjectIdentity): GoStruct {
  const typeMeta = struct('TypeMeta', { APIVersion: apiVersion, Kind: kind }, `{${apiVersion} ${kind}}`)
  const nameMeta = struct('NameMeta', { Name: name, Namespace: namespace }, `{${name} ${namespace}}`)
  const own = { APIVersion: apiVersion, Kind: kind, Name: name, Namespace: namespace }
  const metas = { ...own, TypeMeta: typeMeta, NameMeta: nameMeta }
  const identifier = struct('ResourceIdentifier', metas, `{${typeMeta.text} ${nameMeta.text}}`)
  return struct('ObjectIdentifier', { ...metas, ResourceIdentifier: identifier }, `{${identifier.text}}`)
}

const changeOf = ({ before, after, setter }: SetValue): GoStruct =>
  struct('Change', { OldValue: before, NewValue: after, Setter: setter }, `{${before} ${after} ${setter}}`)

/** An image as templates saw it before Flux 2.7. */
function imageRef(policy: string, image: ImageReference): GoStruct {
  const [host = '', ...path] = canonicalName(image.name).split('/')
  const registry = host === 'docker.io' ? 'index.docker.io' : host
  const repository = path.join('/')
  const identifier = image.digest ?? image.tag ?? ''
  const sign = image.digest === undefined ? ':' : '@'
  const [namespace = '', name = ''] = policy.split(':')
  const text = formatReference(image)
  return struct(
    'ImageRef',
    {
      String: text,
      Identifier: identifier,
      Repository: repository,
      Registry: registry,
      Name: `${registry}/${repository}${sign}${identifier}`,
      Policy: namespacedName({ namespace, name })
    },
    text
  )
}

const goMap = (entries: GoMap['entries']): GoMap => ({ kind: 'map', entries, zero: null })

const keyOf = ({ apiVersion, kind, name, namespace }: ObjectIdentity): string =>
  [apiVersion, kind, name, namespace].join('\0')

/** What there is of each object, in the order in which Go walks a map of them. */
function byObject(set: readonly SetValue[], valueOf: (own: readonly SetValue[]) => GoValue): GoMap {
  const groups = [...Map.groupBy(set, ({ object }) => keyOf(object))]
  const sorted = groups.sort(([one], [other]) => compareBytes(one, other))
  return goMap(
    sorted.flatMap(([, own]) =>
      own[0] === undefined ? [] : [[objectIdentifier(own[0].object), valueOf(own)] as const]
    )
  )
}

/** What there is of each file, in the order of their paths. */
function byFile(set: readonly SetValue[], valueOf: (own: readonly SetValue[]) => GoValue): GoMap {
  const groups = [...Map.groupBy(set, ({ file }) => file)]
  const sorted = groups.sort(([one], [other]) => compareBytes(one, other))
  return goMap(sorted.map(([file, own]) => [file, valueOf(own)] as const))
}

/** Of objects that several files have, the values of the last one. */
const lastOfEach = (set: readonly SetValue[]): readonly SetValue[] =>
  set.filter(({ object, file }) =>
    set.every((other) => keyOf(other.object) !== keyOf(object) || compareBytes(other.file, file) <= 0)
  )

const eachOnce = (values: readonly GoStruct[]): readonly GoStruct[] => [
  ...new Map(values.map((value) => [format(value), value])).values()
]

/** What has changed, as templates name it now. */
function changed(set: readonly SetValue[]): GoStruct {
  const changes = (own: readonly SetValue[]): GoValue => own.map(changeOf)
  const files = byFile(set, (own) => byObject(own, changes))
  const fields = {
    FileChanges: files,
    Objects: byObject(lastOfEach(set), changes),
    Changes: eachOnce(inOrder(set).map(changeOf))
  }
  return struct('Result', fields, `{${format(files)}}`)
}

/** By file and object: templates walk them so, and in Go the order of a flat list is by chance. */
const inOrder = (set: readonly SetValue[]): readonly SetValue[] =>
  set.toSorted(
    (one, other) => compareBytes(one.file, other.file) || compareBytes(keyOf(one.object), keyOf(other.object))
  )

/** What has changed, as templates named it before Flux 2.7: the images that were set. */
function updated(set: readonly SetValue[], images: TemplateData['images']): GoStruct {
  const imagesOf = (own: readonly SetValue[]): readonly GoStruct[] =>
    [...new Set(own.map(({ policy }) => policy))].flatMap((policy) => {
      const image = images.get(policy)
      return image === undefined ? [] : [imageRef(policy, image)]
    })
  const objects = (own: readonly SetValue[]): GoMap => byObject(own, imagesOf)
  const files = byFile(set, (own) =>
    struct('FileResult', { Objects: objects(own) }, `{${format(objects(own))}}`)
  )
  const fields = { Files: files, Objects: objects(lastOfEach(set)), Images: imagesOf(inOrder(set)) }
  return struct('Result', fields, `{${format(files)}}`)
}

/** The data of a template, in the shapes that Flux gives them. */
export function templateData({ automation, set, images, values }: TemplateData): GoStruct {
  const former = updated(set, images)
  const result = changed(set)
  const fields = {
    AutomationObject: namespacedName(automation),
    Updated: former,
    Changed: { ...result, fields: new Map([...result.fields, ['ImageResult', former]]) },
    Values: textMap(values)
  }
  const shown = [fields.AutomationObject, fields.Changed, fields.Values].map(format)
  return struct('TemplateData', fields, `{${shown.join(' ')}}`)
}
