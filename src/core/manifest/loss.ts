import type { YamlFile } from '../yaml/document.ts'
import { notEditable } from '../yaml/place.ts'
import type { SeparateFields, Slot } from './format.ts'
import type { Target } from './target.ts'

const isSet = (wish: Target['wanted']['tag']): boolean => typeof wish === 'object'

function loneTag({ tag, digest, tagHoldsDigest }: SeparateFields, { wanted }: Target): boolean {
  const isLone = tag !== undefined && digest === undefined && tagHoldsDigest !== true
  return isLone && isSet(wanted.digest) && wanted.tag === 'unsaid'
}

const loneDigest = ({ tag, digest }: SeparateFields, { slot, wanted }: Target): boolean =>
  digest !== undefined &&
  (tag ?? slot.reference.tag) === undefined &&
  isSet(wanted.tag) &&
  wanted.digest === 'unsaid'

/** Which part a marked or pointed-at place holds alone, when the wish has the other one only. */
function loneField({ fields }: Slot, target: Target): 'tag' | 'digest' | undefined {
  if (fields.kind === 'whole' || fields.lasting === undefined) return undefined
  if (loneTag(fields, target)) return 'tag'
  return loneDigest(fields, target) ? 'digest' : undefined
}

/** Refuses to make a lone tag of a value that is said to hold something else: it would be no more what it is said to be. */
function refuseMisnamed(file: YamlFile, { slot: { misnamedPart, offset }, wanted }: Target): void {
  if (misnamedPart === undefined || !isSet(wanted.tag) || wanted.digest !== 'unsaid') return
  const message = `This place is pointed at as a ${misnamedPart} and holds a tag with its digest, while "${wanted.name}" is given a tag alone.`
  throw notEditable(file, offset, message, `Point at it with ":tag", or give the digest too in "images".`)
}

/**
 * Refuses wishes that a place cannot hold without losing what it says now: a digest where there is room for a tag alone,
 * a tag where there is room for a digest alone, a version where nothing tells of which image. Throws `not-editable`.
 */
export function refuseLosses(file: YamlFile, targets: readonly Target[]): void {
  for (const target of targets) {
    const { slot, to, wanted } = target
    refuseMisnamed(file, target)
    const lone = loneField(slot, target)
    if (lone !== undefined) {
      const missing = lone === 'tag' ? 'digest' : 'tag'
      const message = `This place holds a ${lone} and no ${missing}, while "${wanted.name}" is given a ${missing} alone.`
      throw notEditable(file, slot.offset, message, `Give the ${lone} too in "images".`)
    }
    const { fields } = slot
    if (
      fields.kind === 'separate' &&
      fields.tagHoldsDigest === true &&
      isSet(wanted.digest) &&
      to.tag === undefined
    ) {
      const message = `This place has no key for a digest, and no tag for one to stand behind.`
      throw notEditable(file, slot.offset, message, `Give "${wanted.name}" a tag too in "images".`)
    }
    if (fields.kind === 'whole' && to.name === '') {
      const message = `Nothing tells which image this place names.`
      throw notEditable(file, slot.offset, message, `Write "${wanted.name}=IMAGE:TAG" in "images".`)
    }
  }
}
