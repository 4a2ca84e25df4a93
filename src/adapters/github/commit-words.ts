import { EVERY_ENVIRONMENT } from '../../core/deployment/agent.ts'
import type { CommitWords, Word, WordState } from '../../core/deployment/word.ts'
import type { DeploymentId } from '../../ports/agent.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { ask, refuse, repositoryOf, type Reader } from './ask.ts'
import type { GraphqlAnswer } from './transport.ts'

const MOST_COMMITS = 50

const CHECKS =
  'checkSuites(first: 20) { nodes { checkRuns(first: 20) { nodes { name status conclusion detailsUrl title } } } }'

const documentWith = (checks: string): string => `query Words($owner: String! $name: String! $ref: String!) {
  repository(owner: $owner, name: $name) {
    ref(qualifiedName: $ref) { target { ... on Commit { history(first: ${String(MOST_COMMITS)}) { nodes {
      oid
      status { contexts { context state description targetUrl } }
      deployments(last: 10) { nodes { databaseId environment latestStatus { state description logUrl environmentUrl } } }
      ${checks}
    } } } } }
  }
}`

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
  readonly deployments: {
    readonly nodes: readonly {
      readonly databaseId: number
      readonly environment: string
      readonly latestStatus: {
        readonly state: string
        readonly description: string | null
        readonly logUrl: string | null
        readonly environmentUrl: string | null
      } | null
    }[]
  } | null
  readonly checkSuites?: {
    readonly nodes: readonly {
      readonly checkRuns: {
        readonly nodes: readonly {
          readonly name: string
          readonly status: string
          readonly conclusion: string | null
          readonly detailsUrl: string | null
          readonly title: string | null
        }[]
      } | null
    }[]
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

const checkWords = ({ checkSuites }: CommitAnswer): readonly Word[] =>
  (checkSuites?.nodes ?? [])
    .flatMap(({ checkRuns }) => checkRuns?.nodes ?? [])
    .map(({ name, conclusion, title, detailsUrl }) => ({
      context: name,
      state: stateOf(conclusion),
      description: title ?? '',
      url: detailsUrl ?? ''
    }))

/** A later deployment to an environment takes the place of an earlier one. */
const deploymentWords = ({ deployments }: CommitAnswer, own: DeploymentId | undefined): readonly Word[] => [
  ...new Map(
    (deployments?.nodes ?? [])
      .filter(({ databaseId }) => databaseId !== own)
      .map(({ environment, latestStatus }): [string, Word] => [
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

interface BranchAnswer {
  readonly ref?: {
    readonly target?: { readonly history?: { readonly nodes: readonly CommitAnswer[] } } | null
  } | null
}

/** What is said of a commit and of those on top of it; of the commit alone where it is not among the latest of the branch. */
export async function commitWords(
  reader: Reader,
  branch: string,
  commit: ObjectId,
  own: DeploymentId | undefined
): Promise<readonly CommitWords[]> {
  const { owner, name } = reader
  const answer = await askWithChecks(reader, { owner, name, ref: `refs/heads/${branch}` })
  const { ref } = repositoryOf(reader, answer) as unknown as BranchAnswer
  const unseen = answer.faults.find(({ path }) => path?.includes('status') === true)
  if (unseen !== undefined) throw refuse(reader, unseen)
  const nodes = ref?.target?.history?.nodes ?? []
  const end = nodes.findIndex(({ oid }) => oid === commit)
  return nodes.slice(0, end + 1).map((node) => ({
    oid: node.oid,
    words: [...statusWords(node), ...checkWords(node), ...deploymentWords(node, own)]
  }))
}
