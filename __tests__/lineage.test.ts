import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../src/core/error.ts'
import type { CommitsBetween } from '../src/core/plan/commits-between.ts'
import { pairKey, type Ancestry } from '../src/core/version/ancestry.ts'
import { Lineage } from '../src/lineage.ts'
import type { Comparison, SourceRepository } from '../src/ports/source-repository.ts'

const OWN = '1a2b3c4d5e6f708192a3b4c5d6e7f80912345678'
const pair = { base: '9f8e7d6', head: '1a2b3c4' }

const commits = ['third', 'second'].map((message) => ({ oid: message, url: '', message }))

/** A source repository that notes what it is asked, and always answers the same. */
function sourceOf(
  answer: Ancestry | Error,
  total = commits.length
): SourceRepository & { readonly asked: readonly string[] } {
  const asked: string[] = []
  const compare = (range: typeof pair): Promise<Comparison> => {
    asked.push(pairKey(range))
    if (answer instanceof Error) return Promise.reject(answer)
    const between = {
      range,
      commits: commits.slice(0, total > commits.length ? 0 : total),
      total,
      url: '/compare'
    }
    return Promise.resolve({ ancestry: answer, between })
  }
  const latest = (between: CommitsBetween): Promise<CommitsBetween> => {
    asked.push('latest')
    return Promise.resolve({ ...between, commits })
  }
  return { asked, compare, latest }
}

const refusal = new UpdateError('no-access', 'GitHub did not compare the two.', {
  hint: 'It takes "contents: read".'
})

describe('what a run knows of commits', () => {
  test('is asked for once, over all attempts', async () => {
    const source = sourceOf('behind')
    const lineage = new Lineage(source, '')
    await lineage.learn([pair, pair])
    await lineage.learn([pair])
    expect(source.asked).toEqual(['9f8e7d6...1a2b3c4'])
    expect(lineage.known.get(pairKey(pair))).toBe('behind')
    expect(lineage.notices).toEqual([])
  })

  test("is asked for with the full name of the workflow's own commit: a short one may stand for several", async () => {
    const source = sourceOf('ahead')
    const lineage = new Lineage(source, OWN)
    await lineage.learn([pair, { base: '1a2b3c4', head: '9f8e7d6' }])
    expect(source.asked).toEqual([`9f8e7d6...${OWN}`, `${OWN}...9f8e7d6`])
    expect(lineage.known.get(pairKey(pair))).toBe('ahead')
  })

  test('is nothing where the repository does not show the commits: told once, and not asked again', async () => {
    const source = sourceOf(refusal)
    const lineage = new Lineage(source, '')
    await lineage.learn([pair, { base: '9f8e7d6', head: 'abcdef1' }])
    await lineage.learn([pair])
    expect(source.asked).toHaveLength(2)
    expect(lineage.known.get(pairKey(pair))).toBe('unknown')
    expect(lineage.notices).toEqual([
      'Whether 1a2b3c4 is older than 9f8e7d6 is not known, so it is written: GitHub did not compare the two. It takes "contents: read".'
    ])
  })

  test('is nothing where there is nobody to ask, without a word', async () => {
    const lineage = new Lineage(undefined, OWN)
    await lineage.learn([pair])
    expect([lineage.known.get(pairKey(pair)), lineage.notices]).toEqual(['unknown', []])
  })

  test('has a bound: a repository of many images costs no end of requests', async () => {
    const source = sourceOf('ahead')
    const many = Array.from({ length: 100 }, (_, index) => ({
      base: String(1_000_000 + index),
      head: '1a2b3c4'
    }))
    await new Lineage(source, '').learn(many)
    expect(source.asked).toHaveLength(30)
  })

  test('does not hide a mistake of the program', async () => {
    await expect(new Lineage(sourceOf(new TypeError('oops')), '').learn([pair])).rejects.toThrow('oops')
  })
})

describe('what was committed between two versions', () => {
  const told = (range: typeof pair, total: number, shown = commits) => ({
    range,
    commits: shown,
    total,
    url: '/compare'
  })

  test('is known from the question which of the two is older, and costs no further request', async () => {
    const source = sourceOf('ahead')
    const lineage = new Lineage(source, OWN)
    await lineage.learn([pair])
    expect(await lineage.between([pair], false)).toEqual([told(pair, 2)])
    expect(source.asked).toHaveLength(1)
  })

  test('is not asked for where it is not worth a request', async () => {
    const source = sourceOf('ahead')
    expect(await new Lineage(source, OWN).between([pair], false)).toEqual([])
    expect(source.asked).toEqual([])
  })

  test('is asked for where it is, the latest commits of very many, too', async () => {
    const source = sourceOf('ahead', 90)
    expect(await new Lineage(source, OWN).between([pair], true)).toEqual([told(pair, 90)])
    expect(source.asked).toEqual([`9f8e7d6...${OWN}`, 'latest'])
  })

  test('is a number alone where the commits are too many to come along', async () => {
    const source = sourceOf('ahead', 90)
    const lineage = new Lineage(source, OWN)
    await lineage.learn([pair])
    expect(await lineage.between([pair], false)).toEqual([told(pair, 90, [])])
  })

  test('is nothing, and no failure, where the repository does not show it', async () => {
    expect(await new Lineage(sourceOf(refusal), '').between([pair], true)).toEqual([])
  })
})
