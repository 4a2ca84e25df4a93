import { UpdateError } from '../core/error.ts'
import { updateTrailer } from '../core/plan/message.ts'
import type { PlannedFile } from '../core/plan/planned-file.ts'
import { momentOf, rollBack, rollBackTo, type Rollback } from '../core/plan/rollback.ts'
import { timelineOf, type Timeline } from '../core/plan/timeline.ts'
import type { Settings, SourceSettings } from '../inputs/settings.ts'
import type { PastCommit } from '../ports/history.ts'
import type { Repository } from '../ports/repository.ts'
import type { Versions, VersionSource } from './version-source.ts'

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

  async function commitNamed(revision: string, files: readonly PlannedFile[]): Promise<PastCommit> {
    const oid = await repository.resolve(revision)
    const paths = files.map(({ path }) => path)
    const there =
      oid === undefined
        ? undefined
        : timelineOf(files, await repository.history(oid, paths, () => [])).moments[0]
    if (there !== undefined) return there.commit
    throw noSuchCommit(revision)
  }

  function rollbackIn(past: Past, named: PastCommit | undefined): Rollback<PastCommit> {
    if (target.kind === 'versions') return rollBack(past, images, target.count, formats)
    const oid = named?.oid ?? ''
    if (past.isComplete && momentOf(past, oid) < 0) throw notBefore(target.commit)
    return rollBackTo(past, images, oid, formats)
  }

  function versionsIn(past: Past, named: PastCommit | undefined): Versions {
    const isOurs = past.moments.some(({ commit }) => commit.message.includes(updateTrailer(updateId)))
    return isOurs && latest !== undefined ? latest : storyOf(rollbackIn(past, named))
  }

  return async ({ base, files }) => {
    const paths = files.map(({ path }) => path)
    const named = target.kind === 'commit' ? await commitNamed(target.commit, files) : undefined
    const isTooShort = (past: Past): boolean => {
      try {
        versionsIn(past, named)
        return false
      } catch (error) {
        return error instanceof UpdateError && error.code === 'missing-image' && !past.isComplete
      }
    }
    const histories = await repository.history(base.head, paths, (known) =>
      isTooShort(timelineOf(files, known)) ? paths : []
    )
    const past = timelineOf(files, histories)
    const isListed = isTooShort(past) && histories.some(({ listed }) => listed !== undefined)
    const further = histories.map((history) => ({ ...history, ...history.listed }))
    latest = isListed ? asListed(versionsIn(timelineOf(files, further), named)) : versionsIn(past, named)
    return latest
  }
}

const asListed = (versions: Versions): Versions => ({
  ...versions,
  notices: [
    ...versions.notices,
    'The version is from further back than the commits of the branch that were looked at: from the versions of the files as GitHub lists them, those of merged branches among them.'
  ]
})

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
