import type { Stage } from '../stage.ts'
import { after, PATH, propose, pull, text, type BranchState } from './state.ts'

/** The states that a run shares with others: between its reading and its writing, and with other pull requests. */
export const racedStates: readonly BranchState[] = [
  {
    state: 'Merged between reading and writing',
    happens: 'What was written too late is taken back, and a new pull request made from the base.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage)
      stage.github.beforeRequest({ operation: 'mutation' }, async () => {
        await stage.gitops.merge(1, 'SQUASH')
      })
    },
    check: (stage) => after(stage, 'MERGED OPEN', 'v3')
  },
  {
    state: 'Closed between reading and writing',
    happens: 'What was written too late is taken back, and a new pull request made from the base.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage)
      stage.github.beforeRequest({ operation: 'mutation' }, () => {
        pull(stage, 1).close()
      })
    },
    check: (stage) => after(stage, 'CLOSED OPEN', 'v3')
  },
  {
    state: 'Its head moved between reading and writing',
    happens: 'All is read and planned again: a commit goes on top of what came.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      stage.github.beforeRequest({ operation: 'mutation' }, async () => {
        await stage.gitops.commit('bump', { 'notes.md': 'mine\n' })
      })
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [await stage.gitops.read('bump', 'notes.md'), 'mine\n']
    ]
  },
  {
    state: 'Its head moved by a person while it is made anew',
    happens: 'The branch is not moved: all is read again, and their commit stays.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      await stage.gitops.commit('main', { [PATH]: text('v1.1') })
      stage.github.beforeMutation('updateRefs', async () => {
        await stage.gitops.commit('bump', { 'notes.md': 'mine\n' })
      })
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [await stage.gitops.read('bump', 'notes.md'), 'mine\n'],
      [await stage.gitops.branches(), ['bump', 'main']]
    ]
  },
  {
    state: 'Merged while it is made anew',
    happens: 'The branch goes back to where it was merged, and a new pull request is made from the base.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage, 'web:v5')
      await propose(stage)
      await stage.gitops.commit('main', { [PATH]: text('v1.1') })
      stage.github.beforeMutation('updateRefs', () => {
        pull(stage, 1).markMerged(pull(stage, 1).headOid, 'rival')
      })
    },
    check: async (stage) => [
      [stage.gitops.pullRequests.map(({ state }) => state), ['MERGED', 'OPEN']],
      [await stage.gitops.branches(), ['bump', 'main']]
    ]
  },
  {
    state: 'Its head moved by a person while it is closed',
    happens: 'Nothing is deleted or closed; it stays open, and a warning says so.',
    operation: 'none',
    arrange: async (stage) => {
      await propose(stage, 'api:v3')
      await stage.gitops.commit('main', { [PATH]: text('v3') })
      stage.github.beforeMutation('updateRefs', async () => {
        await stage.gitops.commit('bump', { 'notes.md': 'mine\n' })
      })
    },
    check: async (stage) => [
      [pull(stage, 1).state, 'OPEN'],
      [pull(stage, 1).comments, []],
      [await stage.gitops.read('bump', 'notes.md'), 'mine\n']
    ]
  },
  {
    state: 'A pull request of a fork from a branch of the same name',
    happens: 'It is not ours: one is made of our own.',
    operation: 'created',
    arrange: ({ gitops }) => gitops.openPullRequest({ head: 'bump', headOwner: 'stranger' }),
    check: (stage) => after(stage, 'OPEN OPEN', 'v3')
  },
  {
    state: 'From the branch, but to another base',
    happens: 'A commit goes on top, with a pull request of its own to this base.',
    operation: 'created',
    arrange: async (stage) => {
      await stage.gitops.createBranch('stable')
      await propose(stage, 'api:v2', { branch: 'stable' })
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN OPEN', 'v3')),
      [stage.gitops.pullRequests.map(({ base }) => base), ['stable', 'main']]
    ]
  },
  {
    state: 'Two from the branch to two bases, and this base has got every image as wanted',
    happens: 'Nothing is closed or deleted: the other one needs the branch.',
    operation: 'none',
    arrange: async (stage) => {
      await stage.gitops.createBranch('stable')
      await propose(stage, 'api:v3', { branch: 'stable' })
      await propose(stage, 'api:v3')
      await stage.gitops.commit('main', { [PATH]: text('v3') })
    },
    check: (stage) => after(stage, 'OPEN OPEN', 'v3')
  },
  {
    state: 'Open, and more than a hundred others are open',
    happens: 'It is found: a commit goes on top.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      await crowd(stage)
    },
    check: async (stage) => [[await stage.gitops.read('bump', PATH), text('v3')]]
  },
  {
    state: 'Older ones of ours for the same images, from other branches',
    happens: 'They are closed with a link, and their branches deleted.',
    operation: 'created',
    arrange: (stage) => propose(stage, 'api:v2', { 'pull-request-branch': 'bump-v2' }),
    check: async (stage) => [
      ...(await after(stage, 'CLOSED OPEN', 'v3')),
      [await stage.gitops.branches(), ['bump', 'main']],
      [pull(stage, 1).comments[0]?.body.includes('[#2]('), true]
    ]
  },
  {
    state: 'Older ones of ours behind more than a hundred others',
    happens: 'They are found and closed all the same.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage, 'api:v2', { 'pull-request-branch': 'bump-v2' })
      await crowd(stage)
    },
    check: async (stage) => [
      [pull(stage, 1).state, 'CLOSED'],
      [await stage.gitops.read('bump', PATH), text('v3')]
    ]
  },
  {
    state: 'Older ones of ours with commits of people',
    happens: 'They are closed with a link; their branches stay.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage, 'api:v2', { 'pull-request-branch': 'bump-v2' })
      await stage.gitops.commit('bump-v2', { 'notes.md': 'mine\n' })
    },
    check: async (stage) => [
      ...(await after(stage, 'CLOSED OPEN', 'v3')),
      [await stage.gitops.branches(), ['bump', 'bump-v2', 'main']]
    ]
  },
  {
    state: 'Older ones of ours that also propose other images',
    happens: 'They stay open: not all that they propose is proposed here.',
    operation: 'created',
    arrange: (stage) => propose(stage, 'api:v2\nweb:v2', { 'pull-request-branch': 'bump-v2' }),
    check: (stage) => after(stage, 'OPEN OPEN', 'v3')
  },
  {
    state: 'Older ones of ours, with `supersede: false`',
    happens: 'They stay open.',
    operation: 'created',
    inputs: { supersede: 'false' },
    arrange: (stage) => propose(stage, 'api:v2', { 'pull-request-branch': 'bump-v2' }),
    check: (stage) => after(stage, 'OPEN OPEN', 'v3')
  },
  {
    state: 'Open from the same branch, with `supersede: false`',
    happens: 'A commit goes on top: a branch has one pull request to a base.',
    operation: 'updated',
    inputs: { supersede: 'false' },
    arrange: (stage) => propose(stage),
    check: (stage) => after(stage, 'OPEN', 'v3')
  }
]

/** More open pull requests of others than a page of GitHub's holds. */
async function crowd({ gitops }: Stage): Promise<void> {
  await gitops.createBranch('theirs')
  for (let number = 0; number < 130; number += 1) await gitops.openPullRequest({ head: 'theirs' })
}
