import { EVERY_ENVIRONMENT } from '../../core/deployment/agent.ts'
import type { CommitWords, Word, WordState } from '../../core/deployment/word.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { ask, refuse, repositoryOf, type Reader } from './ask.ts'
import type { GraphqlAnswer } from './transport.ts'

/** What the payload of every deployment that this program records holds: such a record is nobody's word. */
export const OWN_MARK = 'gitops-image-update'

/** All of a commit in one list: suites of check runs would cost twenty lists each, and GitHub counts lists against the limit. */
const CHECKS =
  'statusCheckRollup { contexts(first: 100) { nodes { ... on CheckRun { name conclusion detailsUrl title } } } }'

const documentWith = (
  checks: string
): string => `query Words($owner: String! $name: String! $ref: String! $oid: GitObjectID!) {
  repository(owner: $owner, name: $name) {
    object(oid: $oid) { ...Words }
    ref(qualifiedName: $ref) { target { ... on Commit {
      lineage: history(first: 100) { nodes { oid parents(first: 10) { nodes { oid } } } }
      history(first: 50) { nodes { ...Words } }
    } } }
  }
}
fragment Words on Commit {
  oid
  status { contexts { context state description targetUrl } }
  deployments(last: 50) { nodes {
    environment payload creator { login } latestStatus { state description logUrl environmentUrl creator { login } }
  } }
  ${checks}
}`

interface Actor {
  readonly login: string
}

interface DeploymentAnswer {
  readonly environment: string
  readonly payload: string | null
  readonly creator: Actor | null
  readonly latestStatus: {
    readonly state: string
    readonly description: string | null
    readonly logUrl: string | null
    readonly environmentUrl: string | null
    readonly creator: Actor | null
  } | null
}

interface CommitAnswer {
  readonly oid: string
  readonly status: {
    readonly contexts: readonly {
      readonly context: string
      readonly state: string
      readonly description: string | null
      readonly targetUrl: string | null
    }[]
  } | null
  readonly deployments: { readonly nodes: readonly DeploymentAnswer[] } | null
  readonly statusCheckRollup?: {
    readonly contexts: {
      /** Statuses are empty here: they are asked for apart, since they take another right. */
      readonly nodes: readonly {
        readonly name?: string
        readonly conclusion?: string | null
        readonly detailsUrl?: string | null
        readonly title?: string | null
      }[]
    } | null
  } | null
}

const SUCCESSES = ['SUCCESS', 'NEUTRAL', 'SKIPPED', 'INACTIVE']
const FAILURES = ['FAILURE', 'ERROR', 'TIMED_OUT', 'CANCELLED', 'ACTION_REQUIRED', 'STARTUP_FAILURE', 'STALE']

function stateOf(state: string | null | undefined): WordState {
  if (SUCCESSES.includes(state ?? '')) return 'success'
  return FAILURES.includes(state ?? '') ? 'failure' : 'pending'
}

const statusWords = ({ status }: CommitAnswer): readonly Word[] =>
  (status?.contexts ?? []).map(({ context, state, description, targetUrl }) => ({
    context,
    state: stateOf(state),
    description: description ?? '',
    url: targetUrl ?? ''
  }))

const checkWords = ({ statusCheckRollup }: CommitAnswer): readonly Word[] =>
  (statusCheckRollup?.contexts?.nodes ?? []).flatMap(({ name, conclusion, title, detailsUrl }) =>
    name === undefined
      ? []
      : { context: name, state: stateOf(conclusion), description: title ?? '', url: detailsUrl ?? '' }
  )

/**
 * Whether a deployment is somebody's word. On our own record only what another account says is one: Argo CD writes on it where the
 * environment is the same. Not that it is inactive: GitHub says so in the name of whoever deploys next.
 */
const isWord = ({ payload, creator, latestStatus }: DeploymentAnswer): boolean =>
  payload?.includes(OWN_MARK) !== true ||
  (latestStatus !== null &&
    latestStatus.state !== 'INACTIVE' &&
    latestStatus.creator?.login !== creator?.login)

/** A later deployment to an environment takes the place of an earlier one. */
const deploymentWords = ({ deployments }: CommitAnswer): readonly Word[] => [
  ...new Map(
    (deployments?.nodes ?? []).filter(isWord).map(({ environment, latestStatus }): [string, Word] => [
      environment,
      {
        context: `${EVERY_ENVIRONMENT}${environment}`,
        state: stateOf(latestStatus?.state),
        description: latestStatus?.description ?? '',
        url: latestStatus?.environmentUrl ?? latestStatus?.logUrl ?? ''
      }
    ])
  ).values()
]

/** Check runs take a right of their own, which statuses do not need: without it, they are left out. */
async function askWithChecks(reader: Reader, variables: Record<string, unknown>): Promise<GraphqlAnswer> {
  const answer = await ask(reader, { document: documentWith(CHECKS), variables })
  if (answer.data !== undefined || !answer.faults.some(({ message }) => /check/i.test(message))) return answer
  return ask(reader, { document: documentWith(''), variables })
}

interface LineageAnswer {
  readonly oid: string
  readonly parents: { readonly nodes: readonly { readonly oid: string }[] }
}

interface BranchAnswer {
  readonly object?: Partial<CommitAnswer> | null
  readonly ref?: {
    readonly target?: {
      readonly lineage?: { readonly nodes: readonly LineageAnswer[] }
      readonly history?: { readonly nodes: readonly CommitAnswer[] }
    } | null
  } | null
}

/** Those of a history that contain one of the commits; what a merge brought beside them does not. */
function containingOf(lineage: readonly LineageAnswer[], known: readonly ObjectId[]): ReadonlySet<ObjectId> {
  const containing = new Set(known)
  for (const { oid, parents } of lineage.toReversed()) {
    if (parents.nodes.some((parent) => containing.has(parent.oid))) containing.add(oid)
  }
  return containing
}

/** What is said of a commit, wherever it is, and of those that contain it among the latest of the branch. */
export async function commitWords(
  reader: Reader,
  branch: string,
  commit: ObjectId,
  known: readonly ObjectId[]
): Promise<readonly CommitWords[]> {
  const { owner, name } = reader
  const answer = await askWithChecks(reader, { owner, name, ref: `refs/heads/${branch}`, oid: commit })
  const { object, ref } = repositoryOf(reader, answer) as unknown as BranchAnswer
  const unseen = answer.faults.find(({ path }) => path?.includes('status') === true)
  if (unseen !== undefined) throw refuse(reader, unseen)
  const { lineage, history } = ref?.target ?? {}
  const containing = containingOf(lineage?.nodes ?? [], [commit, ...known])
  const later = (history?.nodes ?? []).filter(({ oid }) => oid !== commit && containing.has(oid))
  const ours = object?.oid === undefined ? [] : [object as CommitAnswer]
  return [...later, ...ours].map((node) => ({
    oid: node.oid,
    words: [...statusWords(node), ...checkWords(node), ...deploymentWords(node)]
  }))
}
