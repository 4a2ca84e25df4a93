import type { Wanted } from '../image/wanted.ts'
import { mayHaveMarkers } from '../manifest/policy-marker.ts'
import type { FieldPointer } from '../manifest/field-pointer.ts'
import type { PlannedFile } from '../plan/planned-file.ts'
import type { SelectedFile } from '../selection/expand.ts'
import { isEditable } from '../selection/entry.ts'
import type { Aim } from '../selection/manifest-line.ts'
import { isBeneath, isYamlPath, kustomizationsIn, type Tree } from '../selection/tree.ts'
import type {
  ApplicationTarget,
  ControllerPolicy,
  ManifestTool,
  OverriddenSource,
  OverrideTarget,
  PolicyTarget
} from './controller-policy.ts'
import { imagePointer, parameterPointers, valuePointers, type OverriddenAt } from './policy-pointers.ts'

/** A policy, and the files that it is written to. */
export interface PlacedPolicy {
  readonly policy: ControllerPolicy
  /** How its places are addressed, and which name they get. */
  readonly wish: Pick<Wanted, 'name' | 'newName'>
  readonly ifMissing: NonNullable<Wanted['reach']>['ifMissing']
  readonly files: readonly SelectedFile[]
}

/** Where policies are written, and what cannot be. */
export interface Placement {
  readonly placed: readonly PlacedPolicy[]
  /** Sentences about policies without a place. */
  readonly notices: readonly string[]
}

type Placed = Omit<PlacedPolicy, 'policy'>

/** A policy with the name by which fields are pointed at for it: that of its image, unless several policies have that one. */
interface Addressed extends ControllerPolicy {
  readonly address: string
}

/** A place, or a sentence that says why there is none. */
type Outcome = Placed | string

const selected = (path: string, tree: Tree, aims: readonly Aim[], named: boolean): SelectedFile => {
  const kind = tree.entryAt(path)?.kind
  return { path, executable: kind === 'executable', named, isNew: kind === undefined, aims }
}

/** The files that may hold markers: Flux looks at all YAML beneath the path of an automation, or at that one file. */
function atMarkers({ name, image }: ControllerPolicy, roots: readonly string[], tree: Tree): Outcome {
  const isUnderRoot = (path: string): boolean => roots.some((root) => path === root || isBeneath(path, root))
  const files = tree.entries.filter(
    (entry) => isEditable(entry) && isYamlPath(entry.path) && isUnderRoot(entry.path)
  )
  return {
    wish: { name, newName: image },
    ifMissing: 'ignore',
    files: files.map(({ path }) => selected(path, tree, EVERY_PLACE, false))
  }
}

const EVERY_PLACE: readonly Aim[] = [{}]

/** The wish for an image that kustomize knows by its own name, or by the one that it is renamed from. */
const kustomizeWish = (image: string, original: string | undefined): Placed['wish'] =>
  original === undefined ? { name: image, newName: undefined } : { name: original, newName: image }

function inKustomization(
  { image }: ControllerPolicy,
  { directory, original }: PolicyTarget & { kind: 'kustomization' },
  tree: Tree
): Outcome {
  const [file, ...others] = kustomizationsIn(tree, directory)
  if (file === undefined) return `there is no kustomization in "${directory}"`
  if (others.length > 0) return `"${directory}" has several kustomizations`
  return {
    wish: kustomizeWish(image, original),
    ifMissing: 'add',
    files: [selected(file.path, tree, EVERY_PLACE, true)]
  }
}

/** The fields that hold the image, as ones that are pointed at: whatever stands in them, they are this policy's. */
function pointedAt(
  { image, address }: Addressed,
  path: string,
  pointers: readonly FieldPointer[],
  tree: Tree
): Outcome {
  const aims = pointers.map((pointer) => ({ image: address, pointer }))
  const isRenamed = pointers.some(({ part, updater }) =>
    updater?.kind === 'image' ? updater.original !== undefined : part !== 'tag'
  )
  return {
    // People are told the image, where the address is another name.
    wish: { name: address, newName: isRenamed || address !== image ? image : undefined },
    ifMissing: 'fail',
    files: [selected(path, tree, aims, true)]
  }
}

function inValues(policy: Addressed, { path, keys }: PolicyTarget & { kind: 'values' }, tree: Tree): Outcome {
  if (keys !== undefined) return pointedAt(policy, path, valuePointers(keys, policy), tree)
  if (tree.entryAt(path) === undefined) return `there is no file "${path}"`
  return {
    wish: { name: policy.image, newName: undefined },
    ifMissing: 'fail',
    files: [selected(path, tree, EVERY_PLACE, true)]
  }
}

/** What makes the manifests of a source: what it says, what is asked for, and what its directory has. */
function toolFor(
  { tool, keys, original }: OverriddenSource,
  directory: string | undefined,
  tree: Tree
): ManifestTool | undefined {
  if (tool !== undefined) return tool
  if (keys !== undefined) return 'helm'
  if (original !== undefined) return 'kustomize'
  if (directory === undefined) return undefined
  if (kustomizationsIn(tree, directory).length > 0) return 'kustomize'
  return tree.entryAt(directory === '' ? 'Chart.yaml' : `${directory}/Chart.yaml`) && 'helm'
}

const pointersIn = (
  policy: Addressed,
  source: OverriddenSource,
  at: OverriddenAt,
  tool: ManifestTool
): readonly FieldPointer[] =>
  tool === 'helm' ? parameterPointers(source, at, policy) : [imagePointer(source, at, policy)]

function inOverride(policy: Addressed, target: OverrideTarget, tree: Tree): Outcome {
  const { directory, files } = target
  const path = files.find((each) => tree.entryAt(each) !== undefined) ?? files[0]
  const tool = toolFor(target, directory, tree)
  if (tool === undefined) return `"${directory}" holds neither a kustomization nor a chart`
  const at: OverriddenAt = { way: [], forceString: 'forcestring' }
  return pointedAt(policy, path, pointersIn(policy, target, at, tool), tree)
}

/** The Application itself; but an override of it, where there is one, is what counts. */
function inApplication(policy: Addressed, target: ApplicationTarget, tree: Tree): Outcome {
  const { override, path, object, way } = target
  const isOverridden = override?.files.some((each) => tree.entryAt(each) !== undefined) === true
  if (isOverridden) return inOverride(policy, override, tree)
  const tool = toolFor(target, override?.directory, tree)
  if (tool === undefined) return 'nothing says whether it is one of Helm or of kustomize'
  const at: OverriddenAt = { within: object, way, forceString: 'forceString' }
  return pointedAt(policy, path, pointersIn(policy, target, at, tool), tree)
}

function place(policy: Addressed, tree: Tree): Outcome {
  const { target } = policy
  switch (target.kind) {
    case 'markers':
      return atMarkers(policy, target.roots, tree)
    case 'kustomization':
      return inKustomization(policy, target, tree)
    case 'values':
      return inValues(policy, target, tree)
    case 'override':
      return inOverride(policy, target, tree)
    case 'application':
      return inApplication(policy, target, tree)
  }
}

const whereOf = ({ target }: ControllerPolicy): unknown => {
  if (target.kind === 'override') return target.files[0]
  return target.kind === 'values' || target.kind === 'application' ? target.path : undefined
}

const isSameTarget = (one: ControllerPolicy, other: ControllerPolicy): boolean =>
  whereOf(one) === whereOf(other)

/** Whether a file holds places of a policy; of those that may have markers, only its text tells. */
export function isMeant({ policy, files }: PlacedPolicy, { path, text = '' }: PlannedFile): boolean {
  const isPlaced = files.some((file) => file.path === path)
  return (
    isPlaced && (policy.target.kind !== 'markers' || (mayHaveMarkers(text) && text.includes(policy.name)))
  )
}

/**
 * Finds the files that policies are written to, in the tree of the commit that is updated. Files with markers are all that may
 * have some; which do is known once they are read.
 *
 * @param isAllowed - whether `manifests` lets a file be edited
 */
export function placePolicies(
  policies: readonly ControllerPolicy[],
  tree: Tree,
  isAllowed: (path: string) => boolean
): Placement {
  const placed: PlacedPolicy[] = []
  const notices: string[] = []
  for (const policy of policies) {
    const isShared = policies.some(
      (other) => other !== policy && other.image === policy.image && isSameTarget(other, policy)
    )
    const outcome = place({ ...policy, address: isShared ? policy.name : policy.image }, tree)
    if (typeof outcome === 'string') notices.push(`${policy.title}: ${outcome}. It is left alone.`)
    else {
      const files = outcome.files.filter(({ path }) => isAllowed(path))
      if (files.length > 0) placed.push({ policy, ...outcome, files })
      else notices.push(`${policy.title}: "manifests" holds none of its files. It is left alone.`)
    }
  }
  return { placed, notices }
}
