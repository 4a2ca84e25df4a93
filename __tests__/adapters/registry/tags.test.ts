import { describe, expect, test } from '@jest/globals'
import { json, refusal } from '../../servers/registry/index.ts'
import { useRegistry, type Pair } from './client.ts'

const registry = useRegistry()

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `v${index}`)

async function withTags(count: number, pageSize?: number): Promise<Pair> {
  const pair = await registry(pageSize === undefined ? {} : { pageSize })
  for (const tag of numbered(count)) pair.server.images.push('app', tag)
  return pair
}

/** Answers page after page with these links, whose first page has no query of its own. */
async function linked(...links: readonly string[]): Promise<Pair> {
  const pair = await registry()
  let page = 0
  pair.server.intercept = () => {
    const link = links[page]
    page += 1
    return json(200, { tags: [`page${page}`] }, link === undefined ? {} : { link })
  }
  return pair
}

describe('pages', () => {
  test.each([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [250, 3]
  ])('%i tags, at most 100 a page, are %i requests', async (count, requests) => {
    const { client, name, server } = await withTags(count, 100)
    if (count === 0) server.intercept = () => json(200, { name: 'app', tags: null })
    expect(await client.tags(name('app'))).toEqual(numbered(count))
    expect(server.requests).toHaveLength(requests)
  })

  test.each([
    ['relative', '</v2/app/tags/list?last=a&n=1>; rel="next"'],
    ['relative to the page', '<list?last=a&n=1>; rel="next"'],
    ['of another host', '<https://evil.example/v2/app/tags/list?last=a&n=1>; rel="next"'],
    ['without the port', '<http://127.0.0.1/v2/app/tags/list?last=a&n=1>; rel="next"'],
    ['without the prefix of a virtual repository', '</v2/other/tags/list?last=a&n=1>; rel="next"'],
    ['unquoted, after another relation', '</first?x=1>; rel=prev; title="a, b", <?last=a&n=1>;rel=next']
  ])('a link %s leads to the next page of this repository', async (_, link) => {
    const { client, name, asked } = await linked(link)
    expect(await client.tags(name('app'))).toEqual(['page1', 'page2'])
    expect(asked()).toEqual(['GET app/tags/list?n=1000', 'GET app/tags/list?last=a&n=1'])
  })

  test.each(['<http://[>; rel="next"', '<//host:99999/x?n=1>; rel="next"'])(
    'with a link that is no address are refused: %s',
    async (link) => {
      const { client, name } = await linked(link)
      await expect(client.tags(name('app'))).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(/its link to the next page, ".+", is no address/) as unknown
      })
    }
  )

  test('that lead back are told as such, and not read for ever', async () => {
    const next = (last: string) => `</v2/app/tags/list?last=${last}>; rel="next"`
    const { client, name, server } = await linked(next('a'), next('b'), next('a'))
    await expect(client.tags(name('app'))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('has no end') as unknown
    })
    expect(server.requests).toHaveLength(3)
  })

  test('that are ever new are not read for ever, either', async () => {
    const { client, name, server } = await registry()
    server.intercept = () =>
      json(200, { tags: [] }, { link: `<?last=${server.requests.length}>; rel="next"` })
    await expect(client.tags(name('app'))).rejects.toThrow(/has no end/)
    expect(server.requests).toHaveLength(2001)
  })

  test('with more than a million tags are not read on', async () => {
    const { client, name, server } = await registry()
    server.intercept = () => {
      const page = server.requests.length
      const tags = Array.from({ length: 400_000 }, (_, index) => `${page}-${index}`)
      return json(200, { tags }, { link: `<?last=${page}>; rel="next"` })
    }
    await expect(client.tags(name('app'))).rejects.toThrow(/has no end/)
    expect(server.requests).toHaveLength(3)
  })

  test('that take more than an hour are not read on', async () => {
    const { client, name, server, clock } = await registry()
    server.intercept = async () => {
      await clock.sleep(20 * 60_000)
      return json(200, { tags: [] }, { link: `<?last=${server.requests.length}>; rel="next"` })
    }
    await expect(client.tags(name('app'))).rejects.toMatchObject({
      code: 'unavailable',
      message: `${server.host} does not answer: an hour of asking registries is over.`
    })
    expect(server.requests).toHaveLength(4)
  })

  test('a tag of two pages is one', async () => {
    const { client, name, server } = await registry()
    server.intercept = ({ url }) =>
      url.searchParams.has('last')
        ? json(200, { tags: ['b', 'c'] })
        : json(200, { tags: ['a', 'b'] }, { link: '<?last=b>; rel="next"' })
    expect(await client.tags(name('app'))).toEqual(['a', 'b', 'c'])
  })
})

describe('a registry that refuses the size of a page', () => {
  test.each([
    ['1000', 413, ['n=1000', 'n=100']],
    ['any', 405, ['n=1000', 'n=100', '']]
  ])('%s (%i) is asked for less', async (refused, status, queries) => {
    const { client, name, server } = await withTags(3)
    server.intercept = ({ url }) => {
      const size = url.searchParams.get('n')
      const isRefused = size !== null && (refused === 'any' || size === refused)
      return isRefused ? refusal(status, 'TOO_MANY_TAGS_REQUESTED', 'max is 100') : undefined
    }
    expect(await client.tags(name('app'))).toEqual(['v0', 'v1', 'v2'])
    expect(server.requests.map(({ url }) => url.search.replace('?', ''))).toEqual(queries)
  })
})

describe('answers', () => {
  test('what cannot be a tag is left out', async () => {
    const { client, name, server } = await registry()
    server.intercept = () => json(200, { tags: ['v1', '', '-x', 7, null, 'v2'] })
    expect(await client.tags(name('app'))).toEqual(['v1', 'v2'])
  })

  test.each([['<html>Sign in</html>'], ['null'], ['"tags"'], ['{"tags":"v1"}'], ['']])(
    'that are no list are not taken for an empty one: %s',
    async (body) => {
      const { client, name, server } = await registry()
      server.intercept = () => ({ status: 200, body })
      await expect(client.tags(name('app'))).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('it is no list of tags') as unknown
      })
    }
  )

  test('are remembered, and faults are not', async () => {
    const { client, name, server } = await withTags(1)
    server.intercept = () => ({ status: 418 })
    await expect(client.tags(name('app'))).rejects.toMatchObject({ code: 'unavailable' })
    server.intercept = () => undefined
    await client.tags(name('app'))
    await client.tags(name('app'))
    expect(server.requests).toHaveLength(2)
  })
})
