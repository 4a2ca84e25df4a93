import type { LoggedRequest } from '../__tests__/servers/github/index.ts'
import type { Performance } from './performance.ts'
import type { Scene } from './scene.ts'
import type { Style } from './style.ts'
import { renderLog } from './workflow-log.ts'
import { workflowStep } from './workflow-step.ts'

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')

const nameOf = ({ operations, path }: LoggedRequest): string =>
  operations.length < 2 ? path : `${operations[0] ?? ''}: ${operations.slice(1).join(', ')}`

function paintDiff(diff: string, style: Style): string {
  return diff
    .split('\n')
    .map((line) => {
      // A carriage return would hide the line's end in a terminal.
      const shown = line.replace(/\r$/, style.dim('␍'))
      if (/^(?:diff|index|---|\+\+\+) /.test(line)) return style.dim(shown)
      if (line.startsWith('+')) return style.green(shown)
      return line.startsWith('-') ? style.red(shown) : shown
    })
    .join('\n')
}

function commitLog({ commits }: Performance): string {
  return commits
    .map((commit) => {
      const signature = commit.isVerified ? 'verified' : 'unsigned'
      return `commit ${commit.oid.slice(0, 7)} (${signature}) by ${commit.author}\n\n${indent(commit.message.trimEnd())}`
    })
    .join('\n\n')
}

function pullRequestText(played: Performance): string {
  const { pullRequest, step } = played
  if (pullRequest === undefined) return ''
  const { number, title, head, base, labels, reviewers, body } = pullRequest
  return [
    `#${number} ${title} (${step.outputs['pull-request-operation'] ?? ''})`,
    `${head} → ${base}`,
    `labels: ${labels.join(', ')}; review asked of: ${reviewers.join(', ')}`,
    '',
    body.trimEnd()
  ].join('\n')
}

/** Shows a scene section by section: the step, its log, and what it did. */
export function showScene(scene: Scene, number: number, played: Performance, style: Style): string {
  const sections: readonly (readonly [string, string])[] = [
    ['The step in the workflow', workflowStep(scene.with)],
    ['Its log', renderLog(played.step.log, style)],
    ['git diff', paintDiff(played.diff, style)],
    [`git log ${played.branch} (new commits)`, commitLog(played)],
    ['The pull request', pullRequestText(played)],
    ['The job summary', played.step.summary.trimEnd()],
    [
      `${played.requests.length} ${played.requests.length === 1 ? 'request' : 'requests'} in ${Math.round(played.milliseconds)} ms`,
      played.requests.map(nameOf).join('\n')
    ]
  ]
  const shown = sections
    .filter(([, text]) => text !== '')
    .map(([heading, text]) => `${style.blue(`— ${heading}`)}\n${indent(text)}\n`)
  return [`\n${style.bold(`${number}. ${scene.title}`)}`, `${scene.story}\n`, ...shown].join('\n')
}
