import { describe, expect, test } from '@jest/globals'
import { commit } from '../../../src/adapters/github/commit.ts'
import type { Connection } from '../../../src/adapters/github/connection.ts'
import { HttpFailure, type Fault } from '../../../src/adapters/github/fault.ts'
import type { CommitRequest, WrittenFile } from '../../../src/ports/repository.ts'
import { FakeClock } from '../../fakes/fake-clock.ts'

interface Entry {
  readonly path: string
  readonly mode: string
  readonly content: string
}

interface TreeRequest {
  readonly base_tree: string
  readonly tree: readonly Entry[]
}

/** A connection to a GitHub that stores trees and commits, unless `refuse` gives a fault for one; and what it was sent. */
function connection(refuse: (tree: TreeRequest, number: number) => Fault | undefined = () => undefined) {
  const routes: string[] = []
  const trees: TreeRequest[] = []
  const clock = new FakeClock()
  const note = (route: string, parameters: Record<string, unknown>): Promise<unknown> => {
    const name = route.replace('/repos/{owner}/{repo}/git/', '')
    routes.push(name)
    if (name !== 'POST trees') return Promise.resolve({ sha: name })
    const tree = parameters as unknown as TreeRequest
    const fault = refuse(tree, routes.length)
    if (fault !== undefined) return Promise.reject(new HttpFailure(fault, undefined))
    trees.push(tree)
    return Promise.resolve({ sha: `tree-${trees.length}` })
  }
  const to: Connection = {
    owner: 'acme',
    name: 'gitops',
    tokenKind: 'fine-grained',
    clock,
    absentFields: new Set(),
    transport: {
      query: () => Promise.reject(new Error('Nobody should ask this.')),
      mutate: () => {
        routes.push('mutation')
        return Promise.resolve({ data: { commit: { commit: { oid: 'c', url: '' } } }, faults: [] })
      },
      get: () => Promise.reject(new Error('Nobody should ask this.')),
      store: note,
      write: note
    }
  }
  return { to, routes, trees, clock }
}

const manifests = (count: number, text = 'v2\n'): readonly WrittenFile[] =>
  Array.from({ length: count }, (_, index) => ({ path: `app-${index}.yaml`, text, executable: false }))

const request = (files: readonly WrittenFile[]): CommitRequest => ({
  repository: { id: 'R', nameWithOwner: 'acme/gitops', url: 'https://github.com/acme/gitops' },
  branch: 'main',
  parent: 'parent',
  message: { headline: 'chore: update', body: '' },
  files
})

const TIMEOUT: Fault = {
  status: 422,
  message:
    "Sorry, your request timed out. It's likely that your input was too large to process. Consider building the tree incrementally"
}

describe('how a commit is written', () => {
  test.each([
    ['200 files', manifests(200), ['mutation']],
    ['201 files', manifests(201), ['trees', 'trees', 'trees', 'commits', 'refs/{ref}']],
    ['ten million bytes', manifests(10, 'x'.repeat(1_000_000)), ['mutation']],
    [
      'more bytes than that, of which a tree holds no more than a million',
      manifests(11, 'x'.repeat(1_000_000)),
      [...Array<string>(11).fill('trees'), 'commits', 'refs/{ref}']
    ],
    [
      'one executable file',
      manifests(1).map((file) => ({ ...file, executable: true })),
      ['trees', 'commits', 'refs/{ref}']
    ]
  ])('%s', async (_, files, expected) => {
    const { to, routes } = connection()
    await commit(to, request(files))
    expect(routes.map((route) => route.replace(/^\w+ /, ''))).toEqual(expected)
  })

  test('each part of the files is put upon the tree before, every file once, in their order', async () => {
    const { to, trees } = connection()
    const files = manifests(250)
    await commit(to, request(files))
    expect(trees.map(({ base_tree: base, tree }) => [base, tree.length])).toEqual([
      ['parent', 100],
      ['tree-1', 100],
      ['tree-2', 50]
    ])
    expect(trees.flatMap(({ tree }) => tree.map(({ path }) => path))).toEqual(files.map(({ path }) => path))
  })
})

describe('what GitHub makes of a tree', () => {
  test('what is too much for it at once is halved, as far as that helps', async () => {
    const { to, trees } = connection(({ tree }) => (tree.length > 30 ? TIMEOUT : undefined))
    const files = manifests(201)
    await commit(to, request(files))
    expect(Math.max(...trees.map(({ tree }) => tree.length))).toBe(25)
    expect(trees.flatMap(({ tree }) => tree.map(({ path }) => path))).toEqual(files.map(({ path }) => path))
    expect(trees.map(({ base_tree: base }) => base)).toEqual([
      'parent',
      ...trees.slice(1).map((_, index) => `tree-${index + 1}`)
    ])
  })

  test('where that does not help, nothing is on the branch, and the error says so', async () => {
    const { to, routes } = connection(() => TIMEOUT)
    const failure: unknown = await commit(to, request(manifests(201))).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'unavailable' })
    expect(String(failure)).toContain('your request timed out')
    expect(routes).not.toContain('PATCH refs/{ref}')
    expect(routes.length).toBeLessThan(10)
  })

  test('a tree that is not visible yet to the request behind it is waited for', async () => {
    const { to, trees, clock } = connection((_, number) =>
      number === 2 || number === 3 ? { status: 422, message: 'base_tree is not a valid tree oid' } : undefined
    )
    await commit(to, request(manifests(201)))
    expect(trees).toHaveLength(3)
    expect(clock.slept).toEqual([300, 800])
  })
})
