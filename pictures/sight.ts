import type { Performance } from '../demo/performance.ts'

/** A pull request as people see it. */
export interface PullRequestSight {
  readonly kind: 'pull-request'
  readonly repository: string
  readonly number: number
  readonly title: string
  readonly head: string
  readonly base: string
  readonly labels: readonly string[]
  readonly author: string
  /** Markdown. */
  readonly body: string
}

/** The summary of a job as people see it. */
export interface JobSummarySight {
  readonly kind: 'job-summary'
  /** The repository whose workflow runs. */
  readonly repository: string
  readonly workflow: string
  readonly job: string
  /** Markdown. */
  readonly body: string
}

/** What a picture shows. */
export type Sight = PullRequestSight | JobSummarySight

/**
 * The pull request that a step opened.
 *
 * @throws Error when it opened none
 */
export function pullRequestSight({ pullRequest, step }: Performance, repository: string): PullRequestSight {
  if (pullRequest === undefined) throw new Error(`The step opened no pull request.\n${step.log}`)
  const { number, title, head, base, labels, author, body } = pullRequest
  return { kind: 'pull-request', repository, number, title, head, base, labels, author, body }
}

/** The summary of the job that a step was in. */
export const jobSummarySight = (
  { step }: Performance,
  where: Pick<JobSummarySight, 'repository' | 'workflow' | 'job'>
): JobSummarySight => ({ kind: 'job-summary', ...where, body: step.summary })

function heading(sight: Sight): readonly string[] {
  if (sight.kind === 'job-summary')
    return [`${sight.repository}, workflow ${sight.workflow}`, `${sight.job} summary`]
  const { repository, title, number, head, base, labels, author } = sight
  return [repository, `${title} #${number}`, `${head} → ${base}`, `labels: ${labels.join(', ')}`, author]
}

/** A sight as text: all that a picture of it says, and what is folded, but no comments. */
export const described = (sight: Sight): string =>
  [...heading(sight), '', sight.body.replaceAll(/<!--[^]*?-->/g, '').trim(), ''].join('\n')
