import { formatReference, type ImageReference } from '../image/reference.ts'
import type { Change } from '../manifest/manifest.ts'
import { cell, fenced, fitting, folded, table } from '../markdown/block.ts'
import type { Provenance } from '../plan/message.ts'
import { count } from '../count.ts'
import type { ShowPlace } from './place-link.ts'
import { brief } from '../markdown/text.ts'
import { imageShown, STEP_KINDS, stepKind, versionShown, type StepKind } from './version-shown.ts'

/** What stands open; the rest opens at a click. */
const OPEN_ROWS = 10
const OPEN_PLACES = 3

/** The places in which one version of an image takes the place of another. */
interface Step extends Pick<Change, 'image' | 'from' | 'to'> {
  readonly changes: readonly Change[]
}

const isPlain = ({ from, to }: Step): boolean => stepKind(from, to) === undefined
const isNotable = (step: Step): boolean => !isPlain(step)

/** Each step once; first those that a reader should not overlook. */
function stepsOf(changes: readonly Change[]): readonly Step[] {
  const grouped = Map.groupBy(changes, ({ image, from, to }) =>
    JSON.stringify([image, formatReference(from), formatReference(to)])
  )
  const all = [...grouped.values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : [{ image: first.image, from: first.from, to: first.to, changes: own }]
  })
  return [...all.filter(isNotable), ...all.filter(isPlain)]
}

const filesOf = (changes: readonly Change[]): number => new Set(changes.map(({ place }) => place.file)).size

function placesShown(changes: readonly Change[], showPlace: ShowPlace, most: number): string {
  const rest = changes.length - most
  const pieces = changes.slice(0, most).map(showPlace)
  const summary = `${count(changes.length, 'place')} in ${count(filesOf(changes), 'file')}`
  return cell([...pieces, ...(rest > 0 ? [`and ${String(rest)} more`] : [])], OPEN_PLACES, summary)
}

function rowOf({ image, from, to, changes }: Step, showPlace: ShowPlace, most: number): readonly string[] {
  const { markdown, known } = imageShown(image, from, to)
  const kind = stepKind(from, to)
  const after = `${versionShown(known, to)}${kind === undefined ? '' : ` **${kind}**`}`
  return [markdown, versionShown(known, from), after, placesShown(changes, showPlace, most)]
}

/** A name, a tag and a digest that are valid fit in it. */
const LONGEST_REFERENCE = 500

const whole = (reference: ImageReference): string => brief(formatReference(reference), LONGEST_REFERENCE)

const wholeReferences = (steps: readonly Step[]): string =>
  folded(
    'Whole references',
    fenced(steps.map(({ from, to }) => `${whole(from)} → ${whole(to)}`).join('\n'), 'text')
  )

/**
 * The changes as Markdown: a row for each step of an image from one version to another, with the places that take it; what is many is
 * folded, and of what is too many the first are shown. The whole references, to be copied and searched for, stand below.
 *
 * @param longest - in characters
 */
export function changesShown(changes: readonly Change[], showPlace: ShowPlace, longest: number): string {
  const steps = stepsOf(changes)
  const columns = ['Image', 'Before', 'After', 'Where']
  const render = (most: number): string => {
    const rows = steps.slice(0, most).map((step) => rowOf(step, showPlace, most))
    const [open, closed] = [rows.slice(0, OPEN_ROWS), rows.slice(OPEN_ROWS)]
    const rest = steps.length - rows.length
    return [
      table(columns, open),
      ...(closed.length > 0 ? [folded(`${String(closed.length)} more`, table(columns, closed))] : []),
      ...(rest > 0 ? [`… and ${count(rest, 'more step')} of images from one version to another.`] : []),
      wholeReferences(steps.slice(0, most))
    ].join('\n\n')
  }
  return fitting(render, longest)
}

/** How much changes: `2 images in 4 places of 3 files`. */
export function extentOf(changes: readonly Change[]): string {
  const images = count(new Set(changes.map(({ image }) => image)).size, 'image')
  const files = count(filesOf(changes), 'file')
  return changes.length === filesOf(changes)
    ? `${images} in ${files}`
    : `${images} in ${count(changes.length, 'place')} of ${files}`
}

const TAKES: Readonly<Record<StepKind, string>> = {
  major: 'a **major** step',
  older: 'a step to an **older** version'
}

/** What a reader should not overlook in the changes, as sentences; `''` where there is nothing. That a rollback goes to older versions is no news. */
export function cautionOf(changes: readonly Change[], { rollback }: Pick<Provenance, 'rollback'>): string {
  const imagesOf = (kind: StepKind): number =>
    new Set(changes.filter(({ from, to }) => stepKind(from, to) === kind).map(({ image }) => image)).size
  const kinds = STEP_KINDS.filter((kind) => kind !== 'older' || rollback === undefined)
  const sentences = kinds
    .map((kind) => [imagesOf(kind), TAKES[kind]] as const)
    .filter(([images]) => images > 0)
    .map(([images, step]) =>
      images === 1 ? `One image takes ${step}.` : `${String(images)} images take ${step}.`
    )
  return sentences.join(' ')
}
