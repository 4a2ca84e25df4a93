import { addNotes, after, parentsOf, PATH, propose, pull, text, type BranchState } from './state.ts'

const onTopOf = (before: string | undefined, parents: readonly string[]): readonly [unknown, unknown] => [
  parents,
  [before]
]
const LATE = 'app-late/kustomization.yaml'
const BOTH = { manifests: 'app*/kustomization.yaml' }
/** A commit of a stage that must still be there afterwards. */
const seen = new WeakMap<object, string>()

/** The states in which a pull request is open and takes the next version. */
export const openStates: readonly BranchState[] = [
  {
    state: 'Open',
    happens: 'A commit goes on top; title and body tell of the new version.',
    operation: 'updated',
    arrange: (stage) => propose(stage),
    check: async (stage, { outputs }) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [pull(stage, 1).title, 'Update api:v3'],
      [outputs['commit-sha'], await stage.gitops.head('bump')],
      [(await stage.gitops.log('bump')).length, 3]
    ]
  },
  {
    state: 'Open, with the very version',
    happens: 'Nothing is written.',
    operation: 'none',
    arrange: (stage) => propose(stage, 'api:v3'),
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [(await stage.gitops.log('bump')).length, 2]
    ]
  },
  {
    state: 'Open, with another image of the target',
    happens: 'Both are proposed.',
    operation: 'updated',
    arrange: (stage) => propose(stage, 'web:v5'),
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3', 'v5')),
      [pull(stage, 1).title, 'Update api:v3, web:v5']
    ]
  },
  {
    state: 'Open, as a draft',
    happens: 'A commit goes on top; it stays a draft.',
    operation: 'updated',
    arrange: (stage) => propose(stage, 'api:v2', { draft: 'true' }),
    check: async (stage) => [...(await after(stage, 'OPEN', 'v3')), [pull(stage, 1).isDraft, true]]
  },
  {
    state: 'Open, its conversation locked',
    happens: 'A commit goes on top.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      pull(stage, 1).isLocked = true
    },
    check: (stage) => after(stage, 'OPEN', 'v3')
  },
  {
    state: 'Open, with commits of people',
    happens: 'A commit goes on top of theirs.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      seen.set(stage, await addNotes(stage))
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      onTopOf(seen.get(stage), await parentsOf(stage)),
      [await stage.gitops.read('bump', 'notes.md'), 'mine\n']
    ]
  },
  {
    state: 'Open, the body edited around our part',
    happens: 'Our part of the body is renewed, the rest stays.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      pull(stage, 1).body = `Wait for Ada.\n\n${pull(stage, 1).body}`
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [pull(stage, 1).body.startsWith('Wait for Ada.'), true],
      [pull(stage, 1).body.includes('api:v3'), true]
    ]
  },
  {
    state: 'Open, the body replaced',
    happens: 'Title and body stay as they are.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      pull(stage, 1).body = 'All mine.'
    },
    check: async (stage) => [...(await after(stage, 'OPEN', 'v3')), [pull(stage, 1).body, 'All mine.']]
  },
  {
    state: 'Open, the title edited',
    happens: 'The title stays, the body is renewed.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      pull(stage, 1).title = 'Release week'
    },
    check: async (stage) => [...(await after(stage, 'OPEN', 'v3')), [pull(stage, 1).title, 'Release week']]
  },
  {
    state: 'Open, the base has moved in other files',
    happens: 'A commit goes on top.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      await stage.gitops.commit('main', { 'README.md': 'hello\n' })
      seen.set(stage, await stage.gitops.head('bump'))
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      onTopOf(seen.get(stage), await parentsOf(stage))
    ]
  },
  {
    state: 'Open, the base has moved in other lines of the file',
    happens: 'A commit goes on top.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      await stage.gitops.commit('main', { [PATH]: text('v1', 'v9') })
      seen.set(stage, await stage.gitops.head('bump'))
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      onTopOf(seen.get(stage), await parentsOf(stage)),
      [pull(stage, 1).body.includes('web'), false]
    ]
  },
  {
    state: 'Open, and the base has changed the same line',
    happens: 'All that it proposes is made anew on the base, and its branch moves there at once.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      await propose(stage, 'web:v5')
      await stage.gitops.commit('main', { [PATH]: text('v1.1') })
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3', 'v5')),
      [await parentsOf(stage), [await stage.gitops.head()]],
      [await stage.gitops.branches(), ['bump', 'main']],
      [pull(stage, 1).title, 'Update api:v3, web:v5']
    ]
  },
  {
    state: 'Open, with the very version, and the base has changed the same line',
    happens: 'The same: it is made anew, so that it can be merged again.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage, 'api:v3')
      await stage.gitops.commit('main', { [PATH]: text('v1.1') })
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [await parentsOf(stage), [await stage.gitops.head()]]
    ]
  },
  {
    state: 'Open, and the base has gained a file of the target',
    happens: 'It is made anew on the base, with that file.',
    operation: 'updated',
    inputs: BOTH,
    arrange: async (stage) => {
      await propose(stage, 'api:v2', BOTH)
      await stage.gitops.commit('main', { [LATE]: text('v1') })
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [await stage.gitops.read('bump', LATE), text('v3')],
      [await parentsOf(stage), [await stage.gitops.head()]]
    ]
  },
  {
    state: 'Open, with commits of people, and the base has gained a file of the target',
    happens: 'The base is merged into the branch, and a commit goes on top.',
    operation: 'updated',
    inputs: BOTH,
    arrange: async (stage) => {
      await propose(stage, 'api:v2', BOTH)
      seen.set(stage, await addNotes(stage))
      await stage.gitops.commit('main', { [LATE]: text('v1') })
    },
    check: async (stage) => [
      ...(await after(stage, 'OPEN', 'v3')),
      [await stage.gitops.read('bump', LATE), text('v3')],
      [await stage.gitops.read('bump', 'notes.md'), 'mine\n'],
      [(await stage.gitops.log('bump')).map(({ oid }) => oid).includes(seen.get(stage) ?? ''), true]
    ]
  },
  {
    state: 'Open, with commits of people, and the base has changed the same line',
    happens: 'A commit goes on top, and a warning tells what a person must do.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      seen.set(stage, await addNotes(stage))
      await stage.gitops.commit('main', { [PATH]: text('v1.1') })
    },
    check: async (stage, { log }) => [
      ...(await after(stage, 'OPEN', 'v3')),
      onTopOf(seen.get(stage), await parentsOf(stage)),
      [/::warning::.*#1 conflicts with "main" in "app\/kustomization.yaml"/.test(log), true]
    ]
  },
  {
    state: 'Open, with files of another run, and the base has changed the same line',
    happens: 'As with commits of people: what this run cannot make anew is not replaced.',
    operation: 'updated',
    arrange: async (stage) => {
      await propose(stage)
      await propose(stage, 'api:v2', { manifests: 'tool' })
      await stage.gitops.commit('main', { [PATH]: text('v1.1') })
      seen.set(stage, await stage.gitops.head('bump'))
    },
    check: async (stage, { log }) => [
      ...(await after(stage, 'OPEN', 'v3')),
      onTopOf(seen.get(stage), await parentsOf(stage)),
      [log.includes('conflicts with'), true]
    ]
  }
]
