import {
  addNotes,
  after,
  parentsOf,
  PATH,
  propose,
  pull,
  text,
  type BranchState,
  type WithStage
} from './state.ts'

const afresh: WithStage = async (stage) => [
  ...(await after(stage, `${pull(stage, 1).state} OPEN`, 'v3')),
  [await parentsOf(stage), [await stage.gitops.head()]]
]

const closedForGood: WithStage = async (stage) => [
  [pull(stage, 1).state, 'CLOSED'],
  [await stage.gitops.branches(), ['main']],
  [pull(stage, 1).comments.length, 1]
]

/** The states in which nothing is open for the target, or what is open has nothing left to propose. */
export const endedStates: readonly BranchState[] = [
  {
    state: 'No branch, no pull request',
    happens: 'Branch, commit and pull request are made in one request.',
    operation: 'created',
    arrange: () => Promise.resolve(),
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [await parentsOf(stage), [await stage.gitops.head()]]
    ]
  },
  {
    state: 'None, and the base has every image as wanted',
    happens: 'Nothing is written.',
    operation: 'none',
    arrange: ({ gitops }) => gitops.commit('main', { [PATH]: text('v3') }),
    check: async ({ gitops }) => [
      [gitops.pullRequests.length, 0],
      [await gitops.branches(), ['main']]
    ]
  },
  {
    state: 'Closed by a person, the branch left',
    happens: 'The branch starts afresh from the base, with a new pull request.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage)
      pull(stage, 1).close()
    },
    check: afresh
  },
  {
    state: 'Closed by a person, the branch left with commits of theirs',
    happens: 'A commit goes on top of theirs, with a new pull request.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage)
      await addNotes(stage)
      pull(stage, 1).close()
    },
    check: async (stage) => [
      ...(await after(stage, 'CLOSED OPEN', 'v3')),
      [await stage.gitops.read('bump', 'notes.md'), 'mine\n']
    ]
  },
  {
    state: 'Closed, the branch deleted',
    happens: 'As if there had never been one.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage)
      await stage.gitops.deleteBranch('bump')
    },
    check: afresh
  },
  ...(['MERGE', 'SQUASH', 'REBASE'] as const).map((method): BranchState => ({
    state: `Merged (${method.toLowerCase()}), the branch left`,
    happens: 'The branch starts afresh from the base, with a new pull request.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage)
      await stage.gitops.merge(1, method)
    },
    check: afresh
  })),
  {
    state: 'Merged, the branch deleted',
    happens: 'As if there had never been one.',
    operation: 'created',
    arrange: async (stage) => {
      await propose(stage)
      await stage.gitops.merge(1)
      await stage.gitops.deleteBranch('bump')
    },
    check: afresh
  },
  {
    state: 'Merged, the branch left, and the base has every image as wanted',
    happens: 'Nothing is written; the branch stays.',
    operation: 'none',
    arrange: async (stage) => {
      await propose(stage, 'api:v3')
      await stage.gitops.merge(1)
    },
    check: async (stage) => [[(await stage.gitops.branches()).includes('bump'), true]]
  },
  {
    state: 'A branch without a pull request, equal to the base',
    happens: 'A commit goes on top, with a new pull request.',
    operation: 'created',
    arrange: ({ gitops }) => gitops.createBranch('bump'),
    check: (stage) => after(stage, 'OPEN', 'v3')
  },
  {
    state: 'A branch without a pull request, behind the base',
    happens: 'The branch starts afresh from the base, with a new pull request.',
    operation: 'created',
    arrange: async ({ gitops }) => {
      await gitops.createBranch('bump')
      await gitops.commit('main', { 'README.md': 'hello\n' })
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [await parentsOf(stage), [await stage.gitops.head()]]
    ]
  },
  {
    state: 'A branch without a pull request, ahead of the base',
    happens: 'A commit goes on top of what is there, with a new pull request.',
    operation: 'created',
    arrange: async (stage) => {
      await stage.gitops.createBranch('bump')
      await addNotes(stage)
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [await stage.gitops.read('bump', 'notes.md'), 'mine\n']
    ]
  },
  {
    state: 'Open, and the base has got every image as wanted',
    happens: 'It is closed with a comment, and its branch deleted.',
    operation: 'closed',
    arrange: async (stage) => {
      await propose(stage, 'api:v3')
      await stage.gitops.commit('main', { [PATH]: text('v3', 'v9') })
    },
    check: closedForGood
  },
  {
    state: 'Open, and the wish goes back to what the base has',
    happens: 'It is closed with a comment, and its branch deleted.',
    operation: 'closed',
    inputs: { images: 'api:v1' },
    arrange: (stage) => propose(stage),
    check: closedForGood
  },
  {
    state: 'Open, its conversation locked, and the base has got every image as wanted',
    happens: 'It is closed and its branch deleted; a warning says that the comment could not be made.',
    operation: 'closed',
    arrange: async (stage) => {
      await propose(stage, 'api:v3')
      pull(stage, 1).isLocked = true
      await stage.gitops.commit('main', { [PATH]: text('v3') })
    },
    check: async (stage, { log }) => [
      [pull(stage, 1).state, 'CLOSED'],
      [await stage.gitops.branches(), ['main']],
      [/::warning::Could not comment on pull request #1/.test(log), true]
    ]
  },
  {
    state: 'Open, with commits of people, and the base has got every image as wanted',
    happens: 'It stays open, and a warning says so.',
    operation: 'none',
    arrange: async (stage) => {
      await propose(stage, 'api:v3')
      await addNotes(stage)
      await stage.gitops.commit('main', { [PATH]: text('v3') })
    },
    check: async (stage, { log }) => [
      [pull(stage, 1).state, 'OPEN'],
      [await stage.gitops.read('bump', 'notes.md'), 'mine\n'],
      [/::warning::Pull request #1 proposes nothing of this update any more/.test(log), true]
    ]
  },
  {
    state: 'Open, with commits of people, and the wish goes back to what the base has',
    happens: 'A commit takes the proposal back; it stays open, and a warning says so.',
    operation: 'updated',
    inputs: { images: 'api:v1' },
    arrange: async (stage) => {
      await propose(stage)
      await addNotes(stage)
    },
    check: async (stage, { log }) => [
      ...(await after(stage, 'OPEN', 'v1')),
      [await stage.gitops.read('bump', 'notes.md'), 'mine\n'],
      [log.includes('proposes nothing of this update any more'), true]
    ]
  }
]
