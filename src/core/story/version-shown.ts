import type { ImageReference } from '../image/reference.ts'
import { isSameImage } from '../image/name.ts'
import { brief, breakableCode } from '../markdown/text.ts'
import { shortVersion } from '../plan/version.ts'
import { orderReferences } from '../version/order.ts'
import { parseVersion } from '../version/semver.ts'

/** A tag and a digest as they are said, both where both are there. */
function spoken({ tag, digest }: ImageReference): string {
  const said = tag === undefined ? '' : shortVersion({ name: '', tag })
  return digest === undefined ? said : `${said}@${shortVersion({ name: '', digest })}`
}

const hasOtherName = (image: string, { name }: ImageReference): boolean =>
  name !== '' && !isSameImage(name, image)

const shown = (text: string): string => breakableCode(brief(text))

/** The version of a reference, as code; with the name where that is not one of those known. */
export function versionShown(known: string, reference: ImageReference): string {
  const version = spoken(reference)
  if (!hasOtherName(known, reference)) return version === '' ? '*none*' : shown(version)
  return shown(`${reference.name}${version === '' || version.startsWith('@') ? version : `:${version}`}`)
}

/** An image by the name that it is looked for by, and by the one that its places pull it by where all have that one. */
export interface ImageShown {
  readonly markdown: string
  /** The name that versions need not repeat. */
  readonly known: string
}

/** Shows the image that takes a step from one reference to another. */
export function imageShown(image: string, from: ImageReference, to: ImageReference): ImageShown {
  const isPulledByAnother = hasOtherName(image, to) && isSameImage(from.name, to.name)
  return isPulledByAnother
    ? { markdown: `${shown(image)} (${shown(to.name)})`, known: to.name }
    : { markdown: shown(image), known: image }
}

/** A number from which on the first of a version is a year, which says nothing of what breaks. */
const YEARS = 1000n

function isMajorStep(from: string, to: string): boolean {
  const [earlier, later] = [parseVersion(from), parseVersion(to)]
  return (
    earlier !== undefined &&
    later !== undefined &&
    earlier.original.includes('.') &&
    later.original.includes('.') &&
    later.major > earlier.major &&
    later.major < YEARS
  )
}

/** What a reader should not overlook in the step from one version to another. */
export const STEP_KINDS = ['major', 'older'] as const

/** One of {@link STEP_KINDS}. */
export type StepKind = (typeof STEP_KINDS)[number]

/** What a reader should not overlook in this step; `undefined` where there is nothing. */
export function stepKind(from: ImageReference, to: ImageReference): StepKind | undefined {
  if (from.tag === undefined || to.tag === undefined || from.tag === to.tag) return undefined
  if (isMajorStep(from.tag, to.tag)) return 'major'
  return orderReferences(to, from, new Map()).order === 'older' ? 'older' : undefined
}
