import type { Alias, Node } from 'yaml'
import type { YamlDocument } from '../yaml/document.ts'
import type { Field } from '../yaml/field.ts'
import { partTexts, wholeText } from './parts.ts'
import type { Target } from './target.ts'

/** How targets come to a node, and what they want there. */
interface Claim {
  readonly ways: (readonly Alias[])[]
  readonly wishes: Set<string>
}

/** Tells whether a node may be edited where it stands. */
export interface Sharing {
  /** Whether all that read the node, through aliases and merge keys too, are targets that want the same there. */
  readonly isOurs: (document: YamlDocument, node: Node) => boolean
}

/** What each field of a target shall hold. */
export function wantedTexts({ slot, to }: Target): readonly (readonly [Field, string | undefined])[] {
  const { fields } = slot
  if (fields.kind === 'whole') return [[fields.value, wholeText(fields, to)]]
  return partTexts(fields, to).map(({ field, text }) => [field, text])
}

/** Surveys which nodes the targets read, and on which ways. */
export function surveySharing(targets: readonly Target[]): Sharing {
  const claims = new Map<Node, Claim>()
  const claim = (node: Node, way: readonly Alias[], wish: string): void => {
    const known = claims.get(node) ?? { ways: [], wishes: new Set() }
    known.ways.push(way)
    known.wishes.add(wish)
    claims.set(node, known)
  }
  for (const target of targets) {
    const { map, aliases } = target.slot
    // Not by the name, which not every place in the map has; the value that holds it is claimed below.
    claim(map, aliases, JSON.stringify([target.to.tag, target.to.digest]))
    for (const [field, wish] of wantedTexts(target)) {
      if (field.value !== undefined) claim(field.value, [...aliases, ...field.aliases], wish ?? '')
    }
  }
  return {
    isOurs: (document, node) => {
      const { ways = [], wishes } = claims.get(node) ?? {}
      const readOnSite = ways.some((way) => way.length === 0)
      const users = document.aliases.users(node)
      return wishes?.size === 1 && readOnSite && users.every((user) => ways.some((way) => way.includes(user)))
    }
  }
}
