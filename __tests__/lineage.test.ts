import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../src/core/error.ts'
import { pairKey, type Ancestry } from '../src/core/version/ancestry.ts'
import { Lineage } from '../src/lineage.ts'
import type { SourceRepository } from '../src/ports/source-repository.ts'

const OWN = '1a2b3c4d5e6f708192a3b4c5d6e7f80912345678'
const pair = { base: '9f8e7d6', head: '1a2b3c4' }

/** A source repository that notes what it is asked, and always answers the same. */
function sourceOf(answer: Ancestry | Error): SourceRepository & { readonly asked: readonly string[] } {
  const asked: string[] = []
  const ancestry = (each: typeof pair): Promise<Ancestry> => {
    asked.push(pairKey(each))
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  const between = (): Promise<never> => Promise.reject(new Error('This is not asked for.'))
  return { asked, ancestry, between }
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
      'Whether 1a2b3c4 is older than 9f8e7d6 is not known, so that it is written: GitHub did not compare the two. It takes "contents: read".'
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
