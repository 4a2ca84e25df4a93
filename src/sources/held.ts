import { formatReference } from '../core/image/reference.ts'
import { reaches, type Wanted } from '../core/image/wanted.ts'
import { holdingIn, type Holding } from '../core/plan/holding.ts'
import { planUpdate, type PlanOptions } from '../core/plan/plan.ts'
import type { PlannedFile } from '../core/plan/planned-file.ts'
import type { FileHistory, PastCommit } from '../ports/history.ts'
import type { Repository } from '../ports/repository.ts'
import type { ManifestReading } from '../reading.ts'
import type { VersionSource } from './version-source.ts'

/** A wish that would change a file. */
interface Intent {
  readonly wish: Wanted
  readonly file: PlannedFile
}

interface Hold extends Intent {
  readonly by: PastCommit
}

/** The files that each wish would change. */
function intentsOf(
  { files, overrides }: ManifestReading,
  wanted: readonly Wanted[],
  options: PlanOptions
): readonly Intent[] {
  const ifMissing = options.ifMissing === 'add' ? 'add' : 'ignore'
  const { changes } = planUpdate(files, wanted, { ...options, ifMissing, overrides })
  return wanted.flatMap((wish) =>
    files
      .filter(({ path }) =>
        changes.some(({ image, place }) => image === wish.name && place.file === path && reaches(wish, path))
      )
      .map((file) => ({ wish, file }))
  )
}

function describe({ wish: { name, newName, tag, digest }, file, by }: Hold): string {
  const version = formatReference({
    name: newName ?? name,
    ...(typeof tag === 'object' ? { tag: tag.set } : {}),
    ...(typeof digest === 'object' ? { digest: digest.set } : {})
  })
  return `"${file.path}" was rolled back from ${version} by ${by.oid.slice(0, 7)}: left alone until there is another version, or a commit changes the image.`
}

/** The wish for the files that are not held; `undefined` where that is none of those that it would change. */
function freed(
  wish: Wanted,
  intents: readonly Intent[],
  holds: readonly Hold[],
  { files }: ManifestReading
): Wanted | undefined {
  const held = new Set(holds.filter((hold) => hold.wish === wish).map(({ file }) => file.path))
  if (held.size === 0) return wish
  if (intents.filter((intent) => intent.wish === wish).every(({ file }) => held.has(file.path)))
    return undefined
  const paths = files.map(({ path }) => path).filter((path) => reaches(wish, path) && !held.has(path))
  return { ...wish, reach: { ifMissing: 'ignore', ...wish.reach, files: new Set(paths) } }
}

/**
 * The versions of a source that only knows what is newest, without those that were rolled back from: the commits that changed the
 * image in a manifest say so. The past is read only of manifests that would change.
 */
export function held(
  source: VersionSource,
  options: PlanOptions,
  repository: Pick<Repository, 'history'>
): VersionSource {
  function judge({ wish, file }: Intent, histories: readonly FileHistory[]): Holding<PastCommit> {
    const { path } = file
    const history = histories.find((each) => each.path === path) ?? { path, versions: [], isComplete: true }
    return holdingIn({ ...history, ...history.listed }, file, wish, options.formats)
  }

  async function holdsAmong(intents: readonly Intent[], commit: string): Promise<readonly Hold[]> {
    if (intents.length === 0) return []
    const paths = [...new Set(intents.map(({ file }) => file.path))]
    const histories = await repository.history(commit, paths, (known) =>
      intents.filter((each) => judge(each, known).kind === 'unknown').map(({ file }) => file.path)
    )
    return intents.flatMap(({ wish, file }) => {
      const holding = judge({ wish, file }, histories)
      return holding.kind === 'held' ? [{ wish, file, by: holding.by }] : []
    })
  }

  return async (reading) => {
    const versions = await source(reading)
    const intents = intentsOf(reading, versions.wanted, options)
    const holds = await holdsAmong(intents, reading.base.head)
    return {
      ...versions,
      isHeld: holds.length > 0,
      wanted: versions.wanted.flatMap((wish) => freed(wish, intents, holds, reading) ?? []),
      notices: [...versions.notices, ...holds.map(describe)]
    }
  }
}
