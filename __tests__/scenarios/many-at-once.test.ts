import { expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'
const names = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `ghcr.io/acme/service-${index}`)
const versions = (count: number, tag: string): string =>
  kustomization(...names(count).map((name) => `${name}:${tag}`))

const changedLines = (before: string, after: string): number => {
  const earlier = before.split('\n')
  return after.split('\n').filter((line, index) => line !== earlier[index]).length
}

/** Runs that start as soon as there is room: more processes at once than a small machine bears would only wait for each other. */
async function inTurns<Result>(
  atOnce: number,
  starts: readonly (() => Promise<Result>)[]
): Promise<readonly Result[]> {
  const results: Result[] = []
  const waiting = [...starts.entries()]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next[0]] = await next[1]()
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

test('fifty runs on one branch, twelve at any time: fifty commits in a row, each of one line, none lost, none failed', async () => {
  const { gitops, run } = await stage({ [path]: versions(50, 'v1') })
  const starts = names(50).map((name) => () => run({ images: `${name}:v2`, manifests: 'app' }))
  const results = await inTurns(12, starts)
  expect(results.map(({ exitCode }) => exitCode)).toEqual(Array(50).fill(0))
  expect(await gitops.read('main', path)).toBe(versions(50, 'v2'))

  const log = await gitops.log()
  expect(log).toHaveLength(51)
  expect(new Set(results.map(({ outputs }) => outputs['commit-sha']))).toEqual(
    new Set(log.slice(0, 50).map(({ oid }) => oid))
  )
  for (const [index, { oid, parents }] of log.slice(0, 50).entries()) {
    expect(parents).toEqual([log[index + 1]?.oid])
    const [before, after] = [await gitops.read(parents[0] ?? '', path), await gitops.read(oid, path)]
    expect(changedLines(before ?? '', after ?? '')).toBe(1)
  }
}, 300_000)

test('eight runs at once for one target: one pull request with all their images', async () => {
  const { gitops, run } = await stage({ [path]: versions(8, 'v1') })
  const results = await Promise.all(
    names(8).map((name) => run({ images: `${name}:v2`, manifests: 'app', mode: 'pull-request' }))
  )
  expect(results.map(({ exitCode }) => exitCode)).toEqual(Array(8).fill(0))
  expect(gitops.pullRequests).toHaveLength(1)
  const [proposal] = gitops.pullRequests
  expect(proposal?.state).toBe('OPEN')
  expect(await gitops.read(proposal?.head ?? '', path)).toBe(versions(8, 'v2'))
  expect(await gitops.read('main', path)).toBe(versions(8, 'v1'))
  for (const { outputs } of results)
    expect(outputs).toMatchObject({ changed: 'true', 'pull-request-number': '1' })
  for (const name of names(8)) expect(proposal?.body).toContain(`${name}:v2`)
}, 300_000)
