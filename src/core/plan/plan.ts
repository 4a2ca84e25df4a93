import { UpdateError, type Place } from '../error.ts'
import { reaches, type Wanted } from '../image/wanted.ts'
import { updateManifest } from '../manifest/update.ts'
import type {
  Change,
  FormatName,
  Manifest,
  KeptImage,
  ManifestUpdate,
  Notice,
  SettledImage
} from '../manifest/manifest.ts'
import type { Judgement } from '../manifest/newer.ts'
import { mayName } from '../manifest/mention.ts'
import { imagePolicies } from '../manifest/policies.ts'
import { takersFor } from './addition.ts'
import { placesAfter } from './inserted-lines.ts'
import { leftAlone, leftUnread } from './left-alone.ts'
import { missingImages } from './missing.ts'
import type { PlannedFile } from './planned-file.ts'
import { shadowedChanges } from './shadowed.ts'
import { surroundingsOf, type Scope } from './surroundings.ts'

/** How images are looked for, and what to do about one that no place names. */
export interface PlanOptions {
  readonly ifMissing: IfMissing
  /** The formats that may find images. */
  readonly formats: readonly FormatName[]
  /** Manifests beside the files, not to be edited, that may override images of theirs. */
  readonly overrides?: readonly Manifest[]
  /** Lets places stay that name a newer version; where it is left out, all are written. */
  readonly newerStays?: Judgement | undefined
}

/** What to do about an image that no place names. */
export type IfMissing = 'fail' | 'add' | 'ignore'

/** A file with another text than before. */
export interface ChangedFile {
  readonly path: string
  readonly before: string
  readonly text: string
  readonly executable: boolean
}

/** What is to be done: a pure value, computed anew from the files of each head and never replayed on another. */
export interface Plan {
  /** The wishes that it is for. */
  readonly wanted: readonly Wanted[]
  readonly changes: readonly Change[]
  readonly files: readonly ChangedFile[]
  readonly notices: readonly Notice[]
  /** Images that no place names, where `if-missing: ignore` lets them pass. */
  readonly missing: readonly Wanted[]
  /** What the places hold that name the wanted images, those that need no change among them. */
  readonly settled: readonly SettledImage[]
  /** Places that name a newer version than the one wanted, and stay. */
  readonly kept: readonly KeptImage[]
  /** How images were looked for. */
  readonly scope: Scope
}

interface PlannedUpdate extends ManifestUpdate {
  readonly executable: boolean
}

const untouched = (manifest: Manifest, notices: readonly Notice[]): ManifestUpdate => ({
  manifest,
  text: manifest.text,
  changes: [],
  found: new Set(),
  notices,
  settled: [],
  kept: []
})

function notText(path: string): UpdateError {
  return new UpdateError('not-editable', `"${path}" is not UTF-8 text.`, {
    hint: 'Convert the file to UTF-8, or exclude it with a "!" line in "manifests".'
  })
}

/** How images are looked for, and whether what is newer stays. */
interface Approach extends Pick<PlanOptions, 'newerStays'> {
  readonly scope: Scope
}

const NOBODY: ReadonlySet<string> = new Set()

/** Updates one file; where it was only matched, what is no manifest is left alone with a notice. */
function updateFile(
  file: PlannedFile,
  wanted: readonly Wanted[],
  adds: boolean,
  { scope, newerStays }: Approach
): ManifestUpdate {
  const manifest = { path: file.path, text: file.text ?? '' }
  if (file.text === undefined) {
    if (file.named) throw notText(file.path)
    return untouched(manifest, [leftAlone(file.path, 'it is not UTF-8 text.')])
  }
  const surroundings = surroundingsOf(file, scope)
  const isPointedAt = surroundings.pointers.length > 0
  if (
    !adds &&
    !file.named &&
    !isPointedAt &&
    !wanted.some((each) => mayName(manifest.text, each, scope.policies))
  )
    return untouched(manifest, [])
  try {
    return updateManifest(manifest, wanted, { addMissing: adds, surroundings, newerStays })
  } catch (error) {
    return untouched(manifest, [leftUnread(error, file, wanted)])
  }
}

/** Updates one file by the wishes that are for it; what was found is told by their positions among all. */
function updateReached(
  file: PlannedFile,
  wanted: readonly Wanted[],
  adds: boolean,
  approach: Approach
): ManifestUpdate {
  const positions = wanted.flatMap((wish, position) => (reaches(wish, file.path) ? [position] : []))
  const own = wanted.filter((wish) => reaches(wish, file.path))
  const update = updateFile(file, own, adds && own.length > 0, approach)
  return { ...update, found: new Set([...update.found].flatMap((index) => positions[index] ?? [])) }
}

const updateFiles = (
  files: readonly PlannedFile[],
  wanted: readonly Wanted[],
  takers: ReadonlySet<string>,
  approach: Approach
): PlannedUpdate[] =>
  files.map((file) => ({
    ...updateReached(file, wanted, takers.has(file.path), approach),
    executable: file.executable
  }))

function notFound(updates: readonly ManifestUpdate[], wanted: readonly Wanted[]): readonly Wanted[] {
  const found = new Set(updates.flatMap((update) => [...update.found]))
  return wanted.filter((_, position) => !found.has(position))
}

type Basis = Pick<Plan, 'wanted' | 'missing' | 'scope'>

function planOf(updates: readonly PlannedUpdate[], basis: Basis): Plan {
  const changes = updates.flatMap((update) => update.changes)
  return {
    changes,
    files: updates
      .filter((update) => update.text !== update.manifest.text)
      .map(({ manifest, text, executable }) => ({
        path: manifest.path,
        before: manifest.text,
        text,
        executable
      })),
    notices: updates.flatMap((update) => update.notices),
    settled: updates.flatMap((update) => update.settled),
    kept: updates.flatMap((update) => update.kept),
    ...basis
  }
}

function planFiles(
  files: readonly PlannedFile[],
  wanted: readonly Wanted[],
  { ifMissing, formats, newerStays }: PlanOptions
): Plan {
  const manifests = files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]))
  const scope = { formats, policies: imagePolicies(manifests) }
  const approach = { scope, newerStays }
  const updates = updateFiles(files, wanted, NOBODY, approach)
  const missing = Object.groupBy(notFound(updates, wanted), ({ reach }) => reach?.ifMissing ?? ifMissing)
  const { fail = [], add = [], ignore = [] } = missing
  const unwritable = add.filter((wish) => takersFor(wish, files, formats).size === 0)
  if (fail.length + unwritable.length > 0) {
    const notices = updates.flatMap((update) => update.notices)
    throw missingImages([...fail, ...unwritable], { files, notices, ifMissing, formats })
  }
  if (add.length === 0) return planOf(updates, { wanted, missing: ignore, scope })
  const named = wanted.filter((each) => !add.includes(each))
  return addTo(files, { named, ignored: ignore, added: add }, approach)
}

/**
 * Plans the update of these files. With `if-missing: add`, an image that no file names is added to every kustomization
 * among them, or else to every override of an Argo CD source.
 *
 * @throws UpdateError when a file cannot be edited, or when an image has no place and `ifMissing` does not let it pass
 */
export function planUpdate(
  files: readonly PlannedFile[],
  wanted: readonly Wanted[],
  options: PlanOptions
): Plan {
  const plan = planFiles(files, wanted, options)
  const after = new Map(plan.files.map(({ path, text }) => [path, text]))
  const manifests = files.map(({ path, text }) => ({ path, text: after.get(path) ?? text ?? '' }))
  const shadowed = shadowedChanges(plan.changes, [...manifests, ...(options.overrides ?? [])])
  return { ...plan, notices: [...plan.notices, ...shadowed] }
}

/** The wishes by what is done about them. */
interface Shares {
  /** Those that places answer to, or that need none. */
  readonly named: readonly Wanted[]
  /** Of these, the ones that no place answers to. */
  readonly ignored: readonly Wanted[]
  /** Those that a place is made for. */
  readonly added: readonly Wanted[]
}

/** Updates what is named, then adds the rest to the result. */
function addTo(files: readonly PlannedFile[], { named, added, ignored }: Shares, approach: Approach): Plan {
  const first = updateFiles(files, named, NOBODY, approach)
  const between = files.map((file, position) => ({
    ...file,
    text: file.text === undefined ? undefined : first[position]?.text
  }))
  const takers = new Set(added.flatMap((wish) => [...takersFor(wish, files, approach.scope.formats)]))
  const second = updateFiles(between, added, takers, approach)
  const updates = second.map((update, position) => {
    const earlier = first[position]
    if (earlier === undefined) return update
    const moved = placesAfter(earlier.text, update.text)
    const there = <Placed extends { readonly place: Place }>(placed: Placed): Placed => ({
      ...placed,
      place: moved(placed.place)
    })
    const changes = earlier.changes.map((change) => ({
      ...there(change),
      also: (change.also ?? []).map(moved)
    }))
    return {
      ...update,
      manifest: earlier.manifest,
      changes: [...changes, ...update.changes],
      notices: [...earlier.notices.map(there), ...update.notices],
      settled: [...earlier.settled, ...update.settled],
      kept: [...earlier.kept.map(there), ...update.kept]
    }
  })
  return planOf(updates, { wanted: [...named, ...added], missing: ignored, scope: approach.scope })
}
