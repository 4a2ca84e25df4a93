import type { Node } from 'yaml'
import { UpdateError } from '../error.ts'
import { equalReferences, formatReference } from '../image/reference.ts'
import type { YamlFile } from '../yaml/document.ts'
import { excerptAt, placeAt } from '../yaml/place.ts'
import { nodeStart } from '../yaml/scalar.ts'
import { toldName } from './parts.ts'
import type { Target } from './target.ts'
import { wantedTexts } from './sharing.ts'

function conflict(file: YamlFile, one: Target, other: Target, offset: number): UpdateError {
  const { slot } = other
  const said = ({ to, wanted }: Target): string =>
    `${formatReference(toldName(to, wanted))} (for "${wanted.name}")`
  const isPointedAt = one.slot.pointedAt === true || slot.pointedAt === true
  return new UpdateError(
    'ambiguous-image',
    `Two wishes are for this place: ${said(one)} and ${said(other)}.`,
    {
      hint: isPointedAt
        ? `Say in "manifests" which image the line is for, as in "${other.wanted.name}=${file.path}#FIELD".`
        : 'Remove one of the two lines from "images", or address the entries by their own names.',
      place: placeAt(file, offset),
      excerpt: excerptAt(file, offset)
    }
  )
}

/** The values that the target writes where they stand, with their new texts. */
const textsOnSite = (target: Target): readonly (readonly [Node, string | undefined])[] =>
  wantedTexts(target).flatMap(([{ value, aliases }, text]) =>
    value === undefined || aliases.length + target.slot.aliases.length > 0 ? [] : [[value, text] as const]
  )

/**
 * Refuses two different wishes for one place, be it one slot, or one value that two formats found. Throws
 * `ambiguous-image`.
 */
export function refuseConflicts(file: YamlFile, targets: readonly Target[]): void {
  const bySlot = new Map<Target['slot'], Target>()
  const byValue = new Map<Node, { readonly target: Target; readonly text: string | undefined }>()
  for (const target of targets) {
    const other = bySlot.get(target.slot) ?? target
    bySlot.set(target.slot, other)
    if (!equalReferences(other.to, target.to)) throw conflict(file, other, target, target.slot.offset)
    for (const [value, text] of textsOnSite(target)) {
      const known = byValue.get(value) ?? { target, text }
      byValue.set(value, known)
      if (known.text !== text) throw conflict(file, known.target, target, nodeStart(value))
    }
  }
}
