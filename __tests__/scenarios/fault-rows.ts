import { expect } from '@jest/globals'
import type { Effect } from '../servers/github/index.ts'
import {
  committed,
  completedByNext,
  PATH,
  proposed,
  refusedWith,
  unchanged,
  type FaultResult,
  type FaultStage,
  type Write
} from './fault-stage.ts'
import { deployment, kustomization } from './manifests.ts'

/** One row of the table in docs/reliability.md. */
export interface FaultRow {
  readonly fault: string
  readonly write: Write
  /** Other inputs than those for such a write. */
  readonly inputs?: Readonly<Record<string, string>>
  readonly arrange: (on: FaultStage) => void | Promise<void>
  readonly ends: (on: FaultStage, result: FaultResult) => Promise<void>
  /** Whether GitHub advises a wait that no test should sit through. */
  readonly takesMinutes?: true
}

const EVER = 1000
const THEIRS = { [PATH]: kustomization('api:v1', 'web:v9') }

const onWrite =
  (effect: Effect, when: 'before' | 'after' = 'before', times = 1): FaultRow['arrange'] =>
  ({ github }) => {
    github.faults.add({ on: { operation: 'mutation' }, when, times, effect })
  }

const onRead =
  (effect: Effect, times = 1, operation: string | RegExp = 'query'): FaultRow['arrange'] =>
  ({ github }) => {
    github.faults.add({ on: { operation }, times, effect })
  }

const page: Effect = {
  kind: 'response',
  status: 200,
  body: '<html>Please log in</html>',
  headers: { 'content-type': 'text/html' }
}

/** The primary limit as REST answers it: with a status of its own. */
const primary = (status: 403 | 429, seconds: number): Effect => ({
  kind: 'response',
  status,
  body: { message: 'API rate limit exceeded for installation ID 7.' },
  headers: {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds)
  }
})

const races: readonly FaultRow[] = [
  {
    fault: 'The branch moved before the commit was looked at (`STALE_DATA`)',
    write: 'commit',
    arrange: ({ github, gitops }) => {
      github.beforeMutation('createCommitOnBranch', async () => {
        await gitops.commit('main', THEIRS)
      })
    },
    ends: committed({ others: 1, web: 'web:v9' })
  },
  {
    fault: 'The branch moved while the commit was made (`is at … but expected …`)',
    write: 'commit',
    arrange: ({ github, gitops }) => {
      github.beforeRefUpdate(async () => {
        await gitops.commit('main', THEIRS)
      })
    },
    ends: committed({ others: 1, web: 'web:v9' })
  },
  {
    fault: 'Somebody else committed the same change meanwhile',
    write: 'commit',
    arrange: ({ github, gitops }) => {
      github.beforeMutation('createCommitOnBranch', async () => {
        await gitops.commit('main', {
          [PATH]: kustomization('api:v2', 'web:v1'),
          'job/deployment.yaml': deployment('api:v2')
        })
      })
    },
    ends: unchanged({ others: 1 })
  },
  {
    fault: 'Somebody committed to the branch of the open pull request meanwhile',
    write: 'update',
    arrange: ({ github, gitops }) => {
      github.beforeMutation('createCommitOnBranch', async () => {
        await gitops.commit('bump', { [PATH]: kustomization('api:v1.5', 'web:v9') })
      })
    },
    ends: proposed({
      commits: 3,
      web: 'web:v9',
      operation: 'updated',
      title: 'Update api:v2, web:v9'
    })
  }
]

const losses: readonly FaultRow[] = [
  {
    fault: '502, and the write was not applied',
    write: 'commit',
    arrange: onWrite({ kind: 'status', status: 502 }),
    ends: committed()
  },
  {
    fault: '502, and the write was applied',
    write: 'commit',
    arrange: onWrite({ kind: 'status', status: 502 }, 'after'),
    ends: committed()
  },
  {
    fault: 'The connection is reset after the write was applied',
    write: 'open',
    arrange: onWrite({ kind: 'drop' }, 'after'),
    ends: proposed()
  },
  {
    fault: '`Something went wrong` in a 200, and the write was applied',
    write: 'update',
    arrange: onWrite({ kind: 'something-went-wrong' }, 'after'),
    ends: proposed({ commits: 2, operation: 'updated' })
  },
  {
    fault: 'The page of a proxy instead of an answer, and the write was applied',
    write: 'open',
    arrange: onWrite(page, 'after'),
    ends: proposed()
  },
  {
    fault: 'The answer to the merge of the base into a branch of people is lost',
    write: 'update',
    inputs: { images: 'api:v2\nweb:v2' },
    arrange: async (on) => {
      await on.gitops.commit('bump', { 'notes.md': 'mine\n' })
      await on.gitops.commit('main', { [PATH]: kustomization('api:v1', 'web:stable') })
      await onWrite({ kind: 'drop' }, 'after')(on)
    },
    ends: async ({ gitops }, { exitCode }) => {
      expect(exitCode).toBe(0)
      expect(await gitops.read('bump', PATH)).toBe(kustomization('api:v2', 'web:v2'))
      expect(await gitops.read('bump', 'notes.md')).toBe('mine\n')
      const merges = (await gitops.messages('bump')).filter((message) => message.startsWith('Merge branch'))
      expect(merges).toHaveLength(1)
    }
  },
  {
    fault: 'A lost answer, and then reads that show what was before it',
    write: 'commit',
    arrange: (on) => {
      on.github.lag.readsMs = 700
      return onWrite({ kind: 'drop' }, 'after')(on)
    },
    ends: committed()
  },
  {
    fault: 'A lost answer, and then no answer to anything',
    write: 'commit',
    arrange: async (on) => {
      await onWrite({ kind: 'drop' }, 'after')(on)
      on.github.faults.add({
        on: { operation: 'query', number: 2 },
        times: EVER,
        effect: { kind: 'status', status: 503 }
      })
    },
    ends: completedByNext(
      /Whether the commit on "main" landed is not known: GitHub does not show[^]*running the job again is safe/,
      'commit'
    )
  },
  {
    fault: 'The token expires between read and write (401)',
    write: 'commit',
    arrange: onWrite({ kind: 'expired-token' }),
    ends: refusedWith(/401 Bad credentials/, /expired/)
  }
]

const partial: readonly FaultRow[] = [
  {
    fault: 'A new branch is not visible yet to the commit and the pull request',
    write: 'open',
    arrange: ({ github }) => {
      Object.assign(github.lag, { newBranchRequests: 1, sameRequest: true })
    },
    ends: proposed()
  },
  {
    fault: 'The new branch exists by now, at the commit that was read',
    write: 'open',
    arrange: ({ github, gitops }) => {
      github.beforeMutation('createRef', () => gitops.createBranch('bump'))
    },
    ends: proposed({ operation: 'updated' })
  },
  {
    fault: 'The new branch exists by now with a commit, and GitHub opens the pull request with that',
    write: 'open',
    arrange: ({ github, gitops }) => {
      github.beforeMutation('createRef', async () => {
        await gitops.createBranch('bump')
        await gitops.commit('bump', THEIRS)
      })
    },
    ends: proposed({ commits: 2, web: 'web:v9', operation: 'updated', title: 'Update api:v2, web:v9' })
  },
  {
    fault: 'Somebody opens the pull request first',
    write: 'open',
    arrange: ({ github, gitops }) => {
      github.beforeMutation('createPullRequest', async () => {
        await gitops.openPullRequest({ head: 'bump' })
      })
    },
    ends: proposed({ operation: 'updated', title: 'A change by somebody else' })
  },
  {
    fault: 'A rule refuses the commit on the new branch',
    write: 'open',
    arrange: ({ gitops }) => {
      gitops.ruleset('bump', { requirePullRequest: true })
    },
    ends: refusedWith(/"bump" is protected/)
  },
  {
    fault: 'GitHub stops in the middle for its limits (`RESOURCE_LIMITS_EXCEEDED`): branch, no commit',
    write: 'open',
    arrange: onWrite({ kind: 'resource-limits', keep: 1 }),
    ends: proposed()
  },
  {
    fault: 'GitHub stops in the middle for its limits (`RESOURCE_LIMITS_EXCEEDED`): commit, no pull request',
    write: 'open',
    arrange: onWrite({ kind: 'resource-limits', keep: 2 }),
    ends: proposed()
  },
  {
    fault: 'A rate limit strikes in the middle (`was submitted too quickly`): commit, no pull request',
    write: 'open',
    arrange: onWrite({ kind: 'resource-limits', keep: 2, message: 'was submitted too quickly' }),
    ends: proposed(),
    takesMinutes: true
  }
]

/** The end after a wait for a limit of so many seconds; a limit that is renewed at a moment takes up to two more. */
const waited =
  (seconds: number, ends: FaultRow['ends']): FaultRow['ends'] =>
  async (on, result) => {
    const [, told = ''] = /rate limit is reached: waiting (\d+) s/.exec(result.log) ?? []
    expect(Number(told)).toBeGreaterThanOrEqual(seconds)
    expect(Number(told)).toBeLessThanOrEqual(seconds + 2)
    await ends(on, result)
  }

const limits: readonly FaultRow[] = [
  {
    fault: 'Secondary rate limit, 403 with `retry-after`',
    write: 'commit',
    arrange: onWrite({ kind: 'secondary-limit', status: 403, retryAfter: 1 }),
    ends: waited(1, committed())
  },
  {
    fault: 'Secondary rate limit, 429 without `retry-after`',
    write: 'commit',
    arrange: onWrite({ kind: 'secondary-limit', status: 429 }),
    ends: waited(60, committed()),
    takesMinutes: true
  },
  {
    fault: 'Secondary rate limit in a 200, with `retry-after`',
    write: 'open',
    arrange: onWrite({ kind: 'secondary-limit', status: 200, retryAfter: 1 }),
    ends: waited(1, proposed())
  },
  {
    fault: 'Secondary rate limit in a 200, without `retry-after`',
    write: 'update',
    arrange: onWrite({ kind: 'secondary-limit', status: 200 }),
    ends: waited(60, proposed({ commits: 2, operation: 'updated' })),
    takesMinutes: true
  },
  {
    fault: 'Blocked from content creation, three times',
    write: 'commit',
    arrange: onWrite({ kind: 'secondary-limit', contentCreation: true }, 'before', 3),
    ends: waited(60, committed()),
    takesMinutes: true
  },
  {
    fault: 'Blocked from content creation for good',
    write: 'commit',
    arrange: onWrite({ kind: 'secondary-limit', contentCreation: true }, 'before', EVER),
    ends: refusedWith(/rate limit is reached: .*blocked from content creation/, /run the job again/),
    takesMinutes: true
  },
  {
    fault: 'Primary rate limit in a 200 (`RATE_LIMITED`), renewed soon',
    write: 'commit',
    arrange: onWrite({ kind: 'primary-limit', resetIn: 1 }),
    ends: waited(1, committed())
  },
  {
    fault: 'Primary rate limit, 403 or 429, renewed soon',
    write: 'commit',
    arrange: async (on) => {
      await onRead(primary(403, 1))(on)
      await onWrite(primary(429, 1))(on)
    },
    ends: waited(1, committed())
  },
  {
    fault: 'Primary rate limit, renewed in an hour',
    write: 'commit',
    arrange: onRead({ kind: 'primary-limit', resetIn: 3600 }),
    ends: refusedWith(/rate limit is reached: API rate limit/, /over in 60 minutes|over in 61 minutes/)
  }
]

const reads: readonly FaultRow[] = [
  {
    fault: 'Reads fail three times (502, reset, `Something went wrong`)',
    write: 'commit',
    arrange: async (on) => {
      await onRead({ kind: 'status', status: 502 }, 1)(on)
      on.github.faults.add({ on: { operation: 'query', number: 2 }, effect: { kind: 'drop' } })
      on.github.faults.add({
        on: { operation: 'query', number: 3 },
        effect: { kind: 'something-went-wrong' }
      })
    },
    ends: committed()
  },
  {
    fault: 'Reads fail for good',
    write: 'commit',
    arrange: onRead({ kind: 'status', status: 503 }, EVER),
    ends: refusedWith(/no proper answer/, /githubstatus/)
  },
  {
    fault: 'Only a part of the files is answered (`RESOURCE_LIMITS_EXCEEDED` with data)',
    write: 'open',
    arrange: onRead({ kind: 'resource-limits', keep: 1 }),
    ends: proposed()
  },
  {
    fault: 'Not even one file is answered, for a while',
    write: 'commit',
    arrange: onRead({ kind: 'resource-limits', keep: 0 }, 3),
    ends: committed()
  },
  {
    fault: 'A listing is cut (`truncated`)',
    write: 'commit',
    inputs: { manifests: '**/*.yaml' },
    arrange: onRead({ kind: 'truncated-tree', keep: 1 }, 1, /^GET git\/trees/),
    ends: committed()
  },
  {
    fault: 'A text is cut at 512,000 bytes (`isTruncated`)',
    write: 'commit',
    arrange: async ({ gitops }) => {
      await gitops.commit('main', { [PATH]: long('v1') })
    },
    ends: async ({ gitops }, { exitCode }) => {
      expect(exitCode).toBe(0)
      expect(await gitops.read('main', PATH)).toBe(long('v2'))
      expect(await gitops.log()).toHaveLength(3)
    }
  }
]

/** A kustomization with the image behind the bytes that GraphQL gives. */
const long = (tag: string): string =>
  `${'# A comment that goes on and on.\n'.repeat(17_000)}${kustomization(`api:${tag}`, 'web:v1')}`

/** Every fault that the action is known to get right, in the order of docs/reliability.md. */
export const FAULTS: readonly FaultRow[] = [...races, ...losses, ...partial, ...limits, ...reads]
