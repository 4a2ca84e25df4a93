import { code, link } from '../markdown/text.ts'

/** A pull request as remarks name it. */
export interface NamedPullRequest {
  readonly number: number
  readonly url: string
}

const named = ({ number, url }: NamedPullRequest): string => `[#${String(number)}](${url})`
const quotedList = (paths: readonly string[]): string => paths.map((path) => `"${path}"`).join(', ')

/** Whether a login is that of the token that every job has: what it does starts no workflows by itself. */
export const isJobToken = (login: string): boolean => /^github-actions(?:\[bot\])?$/.test(login)

const INSTEAD =
  'Pass "token" a GitHub App token or a personal access token, so that they start by themselves.'

/** What the readers of a pull request should know that was opened with the token of the job. */
export const JOB_TOKEN_NOTE =
  "> [!NOTE]\n> Opened with the job's own token: its checks do not start by themselves. Someone with write access can approve the runs, or close and reopen" +
  ' this pull request. To avoid that, give the step a GitHub App token or a personal access token.'

/** The same for the one who reads the log. */
export const jobTokenNotice = (number: number): string =>
  `The checks of pull request #${String(number)} do not start by themselves: it was written with the job's own token, and` +
  ` its runs wait for the approval of someone with write access. ${INSTEAD}`

/** Why a pull request that has nothing left to propose is closed. */
export const spentComment = (base: string, run: string): string =>
  `Nothing is left to propose: ${code(base)} has every image as it is wanted. Closed by ${link('a workflow run', run)}.`

/** The same for the log. */
export const spentNotice = (number: number, base: string): string =>
  `Pull request #${String(number)} was closed: "${base}" has every image as it is wanted.`

/** Why a pull request that has nothing left to propose stays open. */
export const spentButTheirs = (number: number, base: string): string =>
  `Pull request #${String(number)} proposes nothing of this update any more: "${base}" has every image as it is wanted. It stays open, because its` +
  ' branch holds commits of people: merge it, or close it by hand.'

/** Why a pull request is closed that another takes the place of. */
export const replacedComment = (by: NamedPullRequest): string =>
  `Replaced by ${named(by)}, which proposes a version for every image that this one does.`

/** The same for the log. */
export const replacedNotice = (number: number, by: NamedPullRequest): string =>
  `Pull request #${String(number)} was closed: #${String(by.number)} replaces it.`

/** What a person must do where a branch conflicts and must not be replaced. */
export const conflictWarning = (
  number: number,
  {
    branch,
    base,
    paths
  }: { readonly branch: string; readonly base: string; readonly paths: readonly string[] }
): string =>
  `Pull request #${String(number)} conflicts with "${base}" in ${quotedList(paths)}. Its branch holds what this run did not write and cannot make` +
  ` anew, so that it is not replaced: merge "${base}" into "${branch}" and resolve the conflict, or close the pull request so that the next run opens a fresh one.`

/** What is not in a pull request, because its branch cannot have it. */
export const leftOutWarning = (path: string, base: string): string =>
  `"${path}" is on "${base}", but not yet on the branch of the pull request: it is left out until that one is merged.`

/** Why somebody was not asked for a review. */
export const authorNotice = (login: string): string =>
  `"${login}" opened the pull request and is not asked to review it: GitHub does not allow that.`
