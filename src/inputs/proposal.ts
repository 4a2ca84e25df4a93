import { lastSegment } from '../core/last-segment.ts'
import { MERGE_METHODS } from '../core/merge/merge-state.ts'
import { isBranchName } from '../core/branch-name.ts'
import { proposalBranch } from '../core/plan/proposal-branch.ts'
import { renderTemplate, type Template } from '../core/plan/template.ts'
import { BRANCH_VARIABLES, CHANGE_VARIABLES } from '../core/plan/template-variables.ts'
import type { RunContext } from '../ports/run-context.ts'
import type { Problems } from './problems.ts'
import { branchName, items, shortBranch, type InputName, type RawInputs } from './raw.ts'
import type { ProposalSettings } from './settings.ts'
import { optionalChoice, template, truth } from './values.ts'

const withoutAt = (login: string): string => login.replace(/^@/, '')
const withoutOrganization = (team: string): string => lastSegment(team)
/** The items of a list, each as `spell` has it, and each once. */
const names = (
  raw: RawInputs,
  input: InputName,
  spell: (text: string) => string = String
): readonly string[] => [...new Set(items(raw[input]).map(({ text }) => spell(text)))]

/** A line of `manifests` so that two spellings of one path are one target: `./apps/api/` is `apps/api`. */
const normalizeLine = (line: string): string =>
  line.replaceAll(/(^|[!=/])(?:\.\/|\/)+/g, '$1').replace(/\/+$/, '')

/** Whether a template of the head branch says the base, whose name is asked for together with the head and so is not known yet. */
const namesBranch = ({ source }: Template): boolean => /\{\{[#^&\s]*branch\b/.test(source)

/** The head branch: from the user's template or from the target. What it says must not depend on the version. */
function headBranch(
  raw: RawInputs,
  images: readonly string[],
  context: RunContext,
  problems: Problems
): string {
  const branch = branchName(raw)
  // Where policies tell the files, those policies are the target.
  const lines = items(raw.manifests.trim() === '' ? raw.policies : raw.manifests)
  const manifests = lines.map(({ text }) => normalizeLine(text))
  const target = proposalBranch({ branch, manifests })
  const named = template(raw, 'pull-request-branch', BRANCH_VARIABLES, problems)
  if (named === undefined) return target
  const rendered = shortBranch(
    renderTemplate(named, {
      branch,
      target: lastSegment(target),
      images: images.map(lastSegment).join('-'),
      source: { repository: context.repository },
      actor: context.actor
    })
  )
  if (branch === '' && namesBranch(named))
    problems.add('pull-request-branch', 'it holds {{branch}}, and "branch" is empty. Set "branch", too.')
  else if (!isBranchName(rendered))
    problems.add('pull-request-branch', `"${rendered}" is not the name of a branch.`)
  return rendered
}

/** Reads the inputs that shape a pull request. */
export function readProposal(
  raw: RawInputs,
  images: readonly string[],
  context: RunContext,
  problems: Problems
): ProposalSettings {
  const milestone = raw.milestone.trim()
  return {
    branch: headBranch(raw, images, context, problems),
    templates: {
      title: template(raw, 'pull-request-title', CHANGE_VARIABLES, problems),
      body: template(raw, 'pull-request-body', CHANGE_VARIABLES, problems)
    },
    draft: truth(raw, 'draft', problems),
    supersede: truth(raw, 'supersede', problems, true),
    annotations: {
      labels: names(raw, 'labels'),
      assignees: names(raw, 'assignees', withoutAt),
      reviewers: names(raw, 'reviewers', withoutAt),
      teamReviewers: names(raw, 'team-reviewers', (team) => withoutOrganization(withoutAt(team))),
      milestone: milestone === '' ? undefined : milestone
    },
    autoMerge: optionalChoice(raw, 'auto-merge', MERGE_METHODS, problems)
  }
}
