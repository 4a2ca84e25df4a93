import { UpdateError } from '../core/error.ts'
import { updateTrailer } from '../core/plan/message.ts'
import type { PlannedFile } from '../core/plan/planned-file.ts'
import { rollBack, rollBackTo, type Rollback } from '../core/plan/rollback.ts'
import { timelineOf, type Timeline } from '../core/plan/timeline.ts'
import type { Settings, SourceSettings } from '../inputs/settings.ts'
import type { PastCommit } from '../ports/history.ts'
import type { Repository } from '../ports/repository.ts'
import type { Versions, VersionSource } from './version-source.ts'

/** How many versions of each manifest are looked at: first a few, which is nearly always enough. */
const DEPTHS: readonly [number, number] = [25, 500]

type Past = Timeline<PastCommit>

const storyOf = ({ wanted, to, undone, from }: Rollback<PastCommit>): Versions => ({
  wanted,
  notices: [],
  mayGoBack: true,
  rollback: { to, undone, from }
})

/**
 * The versions that history has. The past of the manifests is read up to the commit that is updated: every version with its
 * text, so that only the images go back and nothing else.
 *
 * @param updateId - tells the commits of this run: what one of its attempts has rolled back is not rolled back once more
 */
export function rolledBackVersions(
  { images, target }: SourceSettings & { readonly kind: 'rollback' },
  { formats }: Pick<Settings, 'formats'>,
  repository: Pick<Repository, 'history' | 'resolve'>,
  updateId: string
): VersionSource {
  let latest: Versions | undefined

  async function pastAt(commit: string, files: readonly PlannedFile[], most: number): Promise<Past> {
    const paths = files.map(({ path }) => path)
    return timelineOf(files, await repository.history(commit, paths, most))
  }

  async function commitNamed(revision: string, files: readonly PlannedFile[]): Promise<PastCommit> {
    const oid = await repository.resolve(revision)
    const there = oid === undefined ? undefined : (await pastAt(oid, files, 1)).moments[0]
    if (there !== undefined) return there.commit
    throw noSuchCommit(revision)
  }

  async function rollbackIn(past: Past, files: readonly PlannedFile[]): Promise<Rollback<PastCommit>> {
    if (target.kind === 'versions') return rollBack(past, images, target.count, formats)
    const { oid } = await commitNamed(target.commit, files)
    if (past.isComplete && !past.moments.some(({ commit }) => commit.oid === oid))
      throw notBefore(target.commit)
    return rollBackTo(past, images, oid, formats)
  }

  return async ({ base, files }) => {
    const attempt = async ([most, ...deeper]: readonly number[]): Promise<Versions> => {
      const past = await pastAt(base.head, files, most ?? 1)
      const isOurs = past.moments.some(({ commit }) => commit.message.includes(updateTrailer(updateId)))
      if (isOurs && latest !== undefined) return latest
      try {
        return storyOf(await rollbackIn(past, files))
      } catch (error) {
        const isTooShort = error instanceof UpdateError && error.code === 'missing-image' && !past.isComplete
        if (!isTooShort || deeper.length === 0) throw error
        return attempt(deeper)
      }
    }
    latest = await attempt(DEPTHS)
    return latest
  }
}

const noSuchCommit = (revision: string): UpdateError =>
  new UpdateError(
    'input',
    `"rollback" names the commit "${revision}", which is not in the repository or has none of the manifests.`,
    {
      hint: 'Give a commit of the GitOps repository (not of the one that built the image), or a number of versions.'
    }
  )

const notBefore = (revision: string): UpdateError =>
  new UpdateError(
    'input',
    `"rollback" names the commit "${revision}", which is not in the history of the branch.`,
    {
      hint: 'Give a commit of the branch that is updated, or a number of versions.'
    }
  )
