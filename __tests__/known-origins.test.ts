import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../src/core/error.ts'
import { splitReference } from '../src/core/image/reference.ts'
import { KnownOrigins } from '../src/known-origins.ts'
import type { SourceRepository } from '../src/ports/source-repository.ts'

const OWN = { repository: 'acme/app', commit: '3333333' }
const green = splitReference('api:green')

const unasked = (): Promise<never> => Promise.reject(new Error('This is not asked for.'))
const source: SourceRepository = { compare: unasked, latest: unasked }

/** Branches with the messages of their commits, newest first, that note who asks for them. */
function branchesOf(branches: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = []
  const latestCommits = (branch: string) => {
    asked.push(branch)
    const messages = branches[branch]
    return messages === undefined
      ? Promise.reject(new UpdateError('unavailable', 'GitHub does not show the latest commits.'))
      : Promise.resolve(messages.map((message) => ({ oid: '0', url: '', message })))
  }
  return { asked, latestCommits }
}

const wrote = (to: string, commit: string): string =>
  `Image: api:a -> ${to}\nSource-Commit: acme/app@${commit}`

describe('what a run knows of the commits that versions were written for', () => {
  test('is asked for once, over all attempts, and anew of another version', async () => {
    const repository = branchesOf({ main: [wrote('api:green', '1111111')] })
    const origins = new KnownOrigins({ repository, sourceRepository: source }, OWN)
    const pair = { base: '1111111', head: '3333333' }
    expect(await origins.learn([green, green], 'main')).toEqual([pair, pair])
    expect(await origins.learn([green], 'main')).toEqual([pair])
    expect(repository.asked).toEqual(['main'])
    expect(await origins.learn([splitReference('api:red')], 'main')).toEqual([])
    expect(repository.asked).toEqual(['main', 'main'])
  })

  test('is asked for on each branch', async () => {
    const repository = branchesOf({ main: [], bump: [wrote('api:green', '2222222')] })
    const origins = new KnownOrigins({ repository, sourceRepository: source }, OWN)
    expect(await origins.learn([green], 'main')).toEqual([])
    expect(await origins.learn([green], 'bump')).toEqual([{ base: '2222222', head: '3333333' }])
  })

  test('is nothing where the commits are not shown: no failure', async () => {
    const repository = branchesOf({})
    const origins = new KnownOrigins({ repository, sourceRepository: source }, OWN)
    expect(await origins.learn([green], 'main')).toEqual([])
    expect(await origins.learn([green], 'main')).toEqual([])
    expect(repository.asked).toEqual(['main'])
  })

  test.each([
    ['no version says nothing', source, OWN, []],
    ['nobody could compare the commits', undefined, OWN, [green]],
    ['the run has no commit', source, { ...OWN, commit: '' }, [green]]
  ] as const)('is not asked for where %s', async (_, sourceRepository, own, versions) => {
    const repository = branchesOf({ main: [wrote('api:green', '1111111')] })
    const origins = new KnownOrigins({ repository, sourceRepository }, own)
    expect(await origins.learn(versions, 'main')).toEqual([])
    expect(repository.asked).toEqual([])
  })
})
