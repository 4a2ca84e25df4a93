import type { Performance } from './performance.ts'
import type { Scene } from './scene.ts'

interface OutputChange {
  readonly file: string
  readonly line: number
}

function outputChanges({ step }: Performance): readonly OutputChange[] {
  return JSON.parse(step.outputs['changes'] ?? '[]') as readonly OutputChange[]
}

/** The files whose diff is anything but one line for each change. */
function excessiveFiles(played: Performance): string[] {
  const changes = outputChanges(played)
  return played.files.flatMap(({ path, added, removed }) => {
    const wanted = changes.filter((change) => change.file === path).length
    if (added === wanted && removed === wanted) return []
    return [`${path} has ${added} new and ${removed} old lines for ${wanted} changes`]
  })
}

/** What a scene promised and did not keep; nothing when all is well. */
export function brokenPromises({ expectation }: Scene, played: Performance): string[] {
  const { step, requests, commits, files } = played
  const writes = expectation.commits > 0
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ['exit status', step.exitCode, 0],
    ['requests', requests.length, expectation.requests],
    ['changes', outputChanges(played).length, expectation.changes],
    ['changed files', files.length, writes ? expectation.changes : 0],
    ['commits', commits.length, expectation.commits],
    ['unsigned commits', commits.filter((commit) => !commit.isVerified).length, 0],
    ['output "changed"', step.outputs['changed'], String(expectation.changes > 0)],
    ['pull request', step.outputs['pull-request-operation'], expectation.pullRequest]
  ]
  const wrong = facts.filter(([, is, expected]) => is !== expected)
  return [
    ...wrong.map(([what, is, expected]) => `${what}: ${String(is)} instead of ${String(expected)}`),
    ...excessiveFiles(played)
  ]
}
