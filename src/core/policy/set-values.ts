import { objectsIn, metadataOf, type KubernetesObject } from '../manifest/kubernetes-object.ts'
import { markedScalars } from '../manifest/marked-scalar.ts'
import type { ChangedFile } from '../plan/plan.ts'
import { isBeneath } from '../selection/tree.ts'
import { parseYaml, type YamlDocument } from '../yaml/document.ts'
import { nodeStart, scalarText } from '../yaml/scalar.ts'

/** What tells an object from others; empty texts where its manifest says nothing. */
export interface ObjectIdentity {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly namespace: string
}

/** A marked value that has become another. */
export interface SetValue {
  /** Its path, from the root of the automation. */
  readonly file: string
  readonly object: ObjectIdentity
  /** `namespace:name` of the policy. */
  readonly policy: string
  /** The policy with the part of the image, as the marker spells both. */
  readonly setter: string
  readonly before: string
  readonly after: string
}

interface Marked extends Pick<SetValue, 'object' | 'policy' | 'setter'> {
  readonly text: string
}

const NOBODY: ObjectIdentity = { apiVersion: '', kind: '', name: '', namespace: '' }

function identityOf(document: YamlDocument, object: KubernetesObject | undefined): ObjectIdentity {
  if (object === undefined) return NOBODY
  const { apiVersion, kind } = object
  const [name = '', namespace = ''] = ['name', 'namespace'].map((key) => metadataOf(document, object, key))
  return { apiVersion, kind, name, namespace }
}

/** The marked values of a text, in their order. */
function markedIn(path: string, text: string): readonly Marked[] {
  const file = parseYaml(path, text)
  return file.documents.flatMap((document) => {
    const objects = objectsIn(document)
    return markedScalars(file, document).map(({ policy, part, place: { scalar } }) => {
      const object = objects.find(({ map: { range } }) => {
        const [start = 0, end = 0] = range ?? []
        return start <= nodeStart(scalar) && nodeStart(scalar) < end
      })
      const setter = part === 'whole' ? policy : `${policy}:${part}`
      return { object: identityOf(document, object), policy, setter, text: scalarText(scalar) }
    })
  })
}

const directoryOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))

/** The path of a file from the root of an automation, which may be the file itself; `undefined` where it is not beneath it. */
function pathFrom(root: string, path: string): string | undefined {
  if (path !== root && !isBeneath(path, root)) return undefined
  const directory = path === root ? directoryOf(root) : root
  return directory === '' ? path : path.slice(directory.length + 1)
}

/** The values beneath a root that these changes have set by their markers, in the order of the files and of their texts. */
export function setValues(files: readonly ChangedFile[], root: string): readonly SetValue[] {
  return files.flatMap(({ path, before, text }) => {
    const file = pathFrom(root, path)
    if (file === undefined) return []
    const now = markedIn(path, text)
    return markedIn(path, before).flatMap(({ text: old, ...marked }, index) => {
      const after = now[index]?.text ?? ''
      return old === after ? [] : [{ ...marked, file, before: old, after }]
    })
  })
}
