import { archivedError } from '../../core/archived.ts'
import { UpdateError } from '../../core/error.ts'
import { MERGE_METHODS } from '../../core/merge/merge-state.ts'
import type { ReadRequest, RepositoryFacts } from '../../ports/reading.ts'
import { presentFields, type AbsentFields } from './absent-fields.ts'
import type { RepositoryAnswer } from './answer.ts'
import type { Reader } from './ask.ts'
import type { Part } from './query.ts'
import { howToGrant } from './token-kind.ts'
import type { GraphqlAnswer } from './transport.ts'

const FIELDS = ['viewerPermission', 'isLocked', 'lockReason', 'isDisabled']
const MERGE_FIELDS = ['mergeCommitAllowed', 'squashMergeAllowed', 'rebaseMergeAllowed']

/**
 * The part of a reading that tells what the token may do and the settings allow. It stands apart from the rest, since GitHub puts
 * null in place of all that surrounds a field that it refuses; what is not told is left for the write to find out.
 */
export function factsPart({ branch, proposal }: ReadRequest, absent: AbsentFields): Part {
  const names = proposal === undefined ? FIELDS : [...FIELDS, ...MERGE_FIELDS, 'mergeQueue']
  const present = presentFields(absent, 'Repository', names)
  const asksByName = branch !== undefined && present.includes('mergeQueue')
  const queue = asksByName ? 'mergeQueue(branch: $queueOf) { id }' : 'mergeQueue { id }'
  const fields = present.map((field) => (field === 'mergeQueue' ? queue : field))
  return {
    inQuery: `facts: repository(owner: $owner, name: $name) { id ${fields.join(' ')} }`,
    declarations: asksByName ? '$queueOf: String!' : '',
    values: asksByName ? { queueOf: branch } : {}
  }
}

/** What {@link factsPart} asks for. Fields that this GitHub does not know are not there. */
interface FactsAnswer {
  /** That of the user behind a token, whatever the token itself may do; null for GitHub Apps. */
  readonly viewerPermission?: 'ADMIN' | 'MAINTAIN' | 'WRITE' | 'TRIAGE' | 'READ' | null
  readonly isLocked?: boolean
  readonly lockReason?: string | null
  readonly isDisabled?: boolean
  readonly mergeCommitAllowed?: boolean
  readonly squashMergeAllowed?: boolean
  readonly rebaseMergeAllowed?: boolean
  readonly mergeQueue?: object | null
}

/** The tokens that stand for a user, who must be allowed to write for any of them to be. */
const USER_TOKENS: readonly string[] = ['fine-grained', 'classic', 'app-user', 'oauth']

const unusable = (repository: string, why: string): UpdateError =>
  new UpdateError('no-permission', `Repository ${repository} is ${why}: it can only be read.`, {
    hint: 'Its page tells more; whoever owns it must set that right first.'
  })

function obstacleOf(
  { tokenKind, rights }: Reader,
  { nameWithOwner, isArchived }: RepositoryAnswer,
  { viewerPermission, isLocked, lockReason, isDisabled }: FactsAnswer
): UpdateError | undefined {
  if (isArchived) return archivedError(nameWithOwner)
  if (isLocked === true) {
    const reason = lockReason?.toLowerCase().replaceAll('_', ' ')
    return unusable(nameWithOwner, reason === undefined ? 'locked' : `locked (${reason})`)
  }
  if (isDisabled === true) return unusable(nameWithOwner, 'disabled')
  if (!USER_TOKENS.includes(tokenKind) || !['READ', 'TRIAGE'].includes(viewerPermission ?? ''))
    return undefined
  const role = viewerPermission?.toLowerCase() ?? ''
  return new UpdateError(
    'no-permission',
    `The user behind the token may not write to ${nameWithOwner}, where the role is "${role}".`,
    { hint: `Give the user the role "write" there. ${howToGrant(tokenKind, nameWithOwner, rights)}` }
  )
}

/** The methods that the settings allow, where they bind: a merge queue has a method of its own. */
function mergeMethodsOf(facts: FactsAnswer, isQueueKnown: boolean): RepositoryFacts['mergeMethods'] {
  const { mergeCommitAllowed, squashMergeAllowed, rebaseMergeAllowed, mergeQueue } = facts
  if (!isQueueKnown || (mergeQueue !== undefined && mergeQueue !== null)) return undefined
  const allowed = { merge: mergeCommitAllowed, squash: squashMergeAllowed, rebase: rebaseMergeAllowed }
  return MERGE_METHODS.filter((method) => allowed[method] !== false)
}

/** The facts about the repository that an answer tells. */
export function factsOf(
  reader: Reader,
  repository: RepositoryAnswer,
  { data, faults }: GraphqlAnswer
): RepositoryFacts {
  const { id, nameWithOwner, url } = repository
  const facts = (data?.['facts'] ?? {}) as FactsAnswer
  const isQueueKnown = !faults.some(({ path }) => path?.[0] === 'facts')
  return {
    id,
    nameWithOwner,
    url,
    obstacle: obstacleOf(reader, repository, facts),
    mergeMethods: mergeMethodsOf(facts, isQueueKnown)
  }
}
