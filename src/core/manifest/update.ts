import { UpdateError } from '../error.ts'
import type { Wanted } from '../image/wanted.ts'
import { parseYaml, type YamlFile } from '../yaml/document.ts'
import { isArgocdSourcePath } from './argocd-source-path.ts'
import { draftUpdate, editText, type Draft } from './draft.ts'
import { refuseFaults } from './fault.ts'
import { ANYWHERE, type Findings, type Surroundings } from './format.ts'
import { isKustomization } from './formats/kustomization.ts'
import { locateSlots } from './locate.ts'
import type { Manifest, ManifestUpdate } from './manifest.ts'
import { isAbout, mayName, mentionsPolicy } from './mention.ts'
import { keepNewer, keptImages, type Judgement } from './newer.ts'
import { changesOf, noticesOf, settledImages, settledTargets } from './outcome.ts'
import { refuseLostPointers, withHeldParts } from './pointed-field.ts'
import { isSearchedFor, selectTargets } from './select.ts'
import { blockScalarNotices, templateNotices } from './unreached.ts'
import { verify } from './verify.ts'

/** Whether wishes may add entries to the file, and where images are looked for. */
export interface UpdateOptions {
  readonly addMissing: boolean
  /** Everything counts, where it is left out. */
  readonly surroundings?: Surroundings
  /** Lets places stay that name a newer version; where it is left out, all are written. */
  readonly newerStays?: Judgement | undefined
}

interface Written extends Pick<ManifestUpdate, 'changes' | 'notices' | 'settled'> {
  /** The file after the update, and what is found in it. */
  readonly file: YamlFile
  readonly findings: Findings
}

function write(draft: Draft, findings: Findings, surroundings: Surroundings): Written {
  if (draft.operations.size === 0) {
    const settled = settledImages(draft, new Map())
    return { file: draft.file, findings, changes: [], notices: [], settled }
  }
  const { text, edits } = editText(draft)
  const verified = verify(draft, text, edits, surroundings)
  const changes = changesOf(draft, verified)
  const settled = settledImages(draft, verified.slots)
  return { ...verified, changes, notices: noticesOf(draft, verified, edits, changes), settled }
}

function updateFile(
  file: YamlFile,
  wanted: readonly Wanted[],
  { addMissing: adds, surroundings: given = ANYWHERE, newerStays }: UpdateOptions
): Omit<ManifestUpdate, 'manifest'> {
  refuseFaults(file, wanted, (document) => {
    const text = file.text.slice(document.start, document.end)
    const isMarked = wanted.some((wish) => mentionsPolicy(text, wish, given.policies))
    return isMarked || given.pointers.length > 0 || (adds && document.index === 0)
  })
  const surroundings = { ...given, pointers: withHeldParts(file, given.pointers, wanted) }
  refuseLostPointers(file, surroundings.pointers, wanted)
  const findings = locateSlots(file, surroundings)
  const { slots, unreadable } = findings
  const selected = selectTargets(file, slots, wanted, surroundings)
  const judged = newerStays && keepNewer(selected, newerStays)
  const { targets, kept } = judged ?? { targets: selected, kept: [] }
  const named = new Set(selected.map((target) => target.index))
  // An entry that a template fills in is there, though it cannot be written: a second one would contradict it.
  const isMissing = (wish: Wanted, index: number): boolean =>
    adds &&
    !named.has(index) &&
    isSearchedFor(wish, surroundings) &&
    !unreadable.some(({ text }) => isAbout(text, wish.name))
  const missing = wanted.flatMap((wish, index) => (isMissing(wish, index) ? [index] : []))
  const draft = draftUpdate(file, targets, wanted, { entries: missing, pointers: surroundings.pointers })
  const written = write(draft, findings, surroundings)
  const added = draft.additions.flatMap(({ indices }) => indices)
  const found = new Set([...named, ...added])
  const unfound = wanted.filter((_wish, index) => !found.has(index))
  const notices = [
    ...written.notices,
    ...templateNotices(written.file, written.findings.unreadable, wanted),
    ...blockScalarNotices(written.file, written.findings.embedded ?? [], unfound)
  ]
  const stays = keptImages(kept, file, written.file, written.findings.slots)
  return {
    text: written.file.text,
    changes: written.changes,
    found,
    notices,
    settled: [...written.settled, ...settledTargets(kept.map(({ target }) => target))],
    kept: stays
  }
}

/** Characters: far beyond the largest bundles of CustomResourceDefinitions, and parsed in seconds. */
const LARGEST = 5_000_000

const tooLarge = ({ path, text }: Manifest): UpdateError =>
  new UpdateError('not-editable', `The file has ${(text.length / 1e6).toFixed(1)} million characters.`, {
    place: { file: path, line: 1, column: 1 },
    hint: `Files of more than ${LARGEST / 1e6} million are not edited: split it, or exclude it from "manifests" with "!".`
  })

/**
 * Writes the wanted images into one manifest: locates the places that name them, replaces only the characters that
 * must change, and verifies the result. A wish that is already fulfilled changes nothing.
 *
 * `addMissing` adds an entry for each wanted image that a kustomization, or an override of an Argo CD source, does not
 * name; other files are not added to.
 *
 * Throws `not-parsed` or `templated` where a document that matters cannot be read, `ambiguous-image` where it is
 * not clear which place or which wish is meant, and `not-editable` where more than the image would change.
 */
export function updateManifest(
  manifest: Manifest,
  wanted: readonly Wanted[],
  options: UpdateOptions
): ManifestUpdate {
  const { addMissing, surroundings = ANYWHERE } = options
  const { pointers, policies } = surroundings
  const mayHave = pointers.length > 0 || wanted.some((wish) => mayName(manifest.text, wish, policies))
  if (!addMissing && !mayHave) {
    return {
      manifest,
      text: manifest.text,
      changes: [],
      found: new Set(),
      notices: [],
      settled: [],
      kept: []
    }
  }
  if (manifest.text.length > LARGEST) throw tooLarge(manifest)
  const file = parseYaml(manifest.path, manifest.text)
  const takesMore = isArgocdSourcePath(file.path) || isKustomization(file.path, file.documents[0])
  return { manifest, ...updateFile(file, wanted, { ...options, addMissing: addMissing && takesMore }) }
}
