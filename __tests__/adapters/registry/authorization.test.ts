import { describe, expect, test } from '@jest/globals'
import type { AccessRules } from '../../servers/registry/access.ts'
import { json, startRegistry } from '../../servers/registry/index.ts'
import { account, useRegistry, type ClientOptions, type Pair } from './client.ts'

const registry = useRegistry()
const ada = account('ada', 's3cret')
const rules: AccessRules = { kind: 'token', users: { ada: 's3cret' } }

async function withImages(options: ClientOptions): Promise<Pair> {
  const pair = await registry(options)
  for (const repository of ['app', 'web']) pair.server.images.push(repository, 'v1')
  return pair
}

const refused = expect.objectContaining({ code: 'no-access' }) as unknown

describe('a password', () => {
  test('is sent where the registry asks for it, and from then on at once', async () => {
    const { client, name, server } = await withImages({
      access: { ...rules, kind: 'basic' },
      credential: ada
    })
    await client.tags(name('app'))
    await client.tags(name('web'))
    const sent = server.requests.map(({ headers }) => headers['authorization'])
    expect(sent).toEqual([undefined, 'Basic YWRhOnMzY3JldA==', 'Basic YWRhOnMzY3JldA=='])
  })

  test('that is wrong is tried once', async () => {
    const access = { ...rules, kind: 'basic' } as const
    const { client, name, server } = await withImages({ access, credential: account('ada', 'old') })
    await expect(client.tags(name('app'))).rejects.toEqual(refused)
    expect(server.requests).toHaveLength(2)
  })

  test('that nobody has is not made up', async () => {
    const { client, name, server } = await withImages({ access: { ...rules, kind: 'basic' } })
    await expect(client.tags(name('app'))).rejects.toEqual(refused)
    expect(server.requests).toHaveLength(1)
  })
})

describe('several challenges', () => {
  test('are answered by the first that can be: a token without a realm cannot', async () => {
    const { client, name, server } = await withImages({
      access: { ...rules, kind: 'basic' },
      credential: ada
    })
    server.intercept = ({ headers }) =>
      headers['authorization'] === undefined
        ? json(401, {}, { 'www-authenticate': 'Bearer error="x", Basic realm="r"' })
        : undefined
    expect(await client.tags(name('app'))).toEqual(['v1'])
  })
})

describe('a token', () => {
  test.each(['token', 'access_token'] as const)('by the name "%s" is fetched and sent', async (tokenName) => {
    const { client, name, asked } = await withImages({ access: { ...rules, tokenName }, credential: ada })
    expect(await client.tags(name('app'))).toEqual(['v1'])
    expect(asked()).toEqual([
      'GET app/tags/list?n=1000',
      'GET /token?service=registry.test&scope=repository%3Aapp%3Apull',
      'GET app/tags/list?n=1000'
    ])
  })

  test('is one for all requests of a repository, and another for the next, without asking first', async () => {
    const { client, name, asked } = await withImages({ access: rules, credential: ada })
    await client.tags(name('app'))
    await client.resolve({ name: name('app'), tag: 'v1' })
    await client.tags(name('web'))
    expect(asked().slice(3)).toEqual([
      'HEAD app/manifests/v1',
      'GET /token?service=registry.test&scope=repository%3Aweb%3Apull',
      'GET web/tags/list?n=1000'
    ])
  })

  test('is fetched once for questions side by side', async () => {
    const { client, name, server, asked } = await withImages({ access: rules, credential: ada })
    const tags = Array.from({ length: 30 }, (_, index) => `t${index}`)
    for (const tag of tags) server.images.push('app', tag)
    await Promise.all(tags.map((tag) => client.resolve({ name: name('app'), tag })))
    expect(asked().filter((each) => each.startsWith('GET /token'))).toHaveLength(1)
  })

  test.each([
    ['60 s where its life is not told', undefined, 49_000, 51_000],
    ['60 s where it is said to be shorter', 5, 49_000, 51_000],
    ['as long as is told, but for ten seconds', 300, 289_000, 291_000]
  ])('is kept %s', async (_, expiresIn, before, after) => {
    const access = { ...rules, ...(expiresIn === undefined ? {} : { expiresIn }) }
    const { client, name, clock, asked } = await withImages({ access, credential: ada })
    const tokens = () => asked().filter((each) => each.startsWith('GET /token')).length
    await client.resolve({ name: name('app'), tag: 'v1' })
    await clock.sleep(before)
    await client.resolve({ name: name('app'), tag: 'v2' })
    expect(tokens()).toBe(1)
    await clock.sleep(after - before)
    await client.resolve({ name: name('app'), tag: 'v3' })
    expect(tokens()).toBe(2)
  })

  test('that the registry no longer takes is renewed', async () => {
    const { client, name, server } = await withImages({ access: rules, credential: ada })
    await client.tags(name('app'))
    server.access.expire()
    expect(await client.resolve({ name: name('app'), tag: 'v1' })).toBeDefined()
  })

  test('covers what the challenge asks for beside reading', async () => {
    const { client, name, server, asked } = await withImages({ access: rules, credential: ada })
    server.intercept = ({ url, headers }) =>
      url.pathname === '/token' || headers['authorization'] !== undefined
        ? undefined
        : json(
            401,
            {},
            {
              'www-authenticate': `Bearer realm="${server.origin}/token",scope="repository:app:metadata_read"`
            }
          )
    await client.tags(name('app'))
    expect(asked()[1]).toBe('GET /token?scope=repository%3Aapp%3Apull&scope=repository%3Aapp%3Ametadata_read')
  })

  test('is given to nobody for what is open to all', async () => {
    const { client, name, server } = await withImages({ access: { ...rules, open: ['app'] } })
    expect(await client.tags(name('app'))).toEqual(['v1'])
    expect(server.requests[1]?.headers['authorization']).toBeUndefined()
  })

  test.each([
    ['refused', { status: 401 }, 'no-access'],
    ['forbidden', { status: 403 }, 'no-access'],
    ['no JSON', { status: 200, body: '<html>' }, 'unavailable'],
    ['without a token', { status: 200, body: '{"token":""}' }, 'unavailable'],
    ['null', { status: 200, body: 'null' }, 'unavailable']
  ])('whose answer is %s is an error, not a loop', async (_, reply, code) => {
    const { client, name, server } = await withImages({ access: rules, credential: ada })
    server.intercept = ({ url }) => (url.pathname === '/token' ? reply : undefined)
    await expect(client.tags(name('app'))).rejects.toMatchObject({ code })
    expect(server.requests).toHaveLength(2)
  })

  test('that no header can hold is refused, and not shown', async () => {
    const { client, name, server } = await withImages({ access: rules, credential: ada })
    server.intercept = ({ url }) => (url.pathname === '/token' ? json(200, { token: 'a\nb' }) : undefined)
    await expect(client.tags(name('app'))).rejects.toMatchObject({
      message: `What ${server.host} answered is not that of a registry: it holds no token.`
    })
  })

  test('that lets nobody in is given up after two challenges', async () => {
    const { client, name, server } = await withImages({ access: rules, credential: ada })
    server.intercept = ({ url }) =>
      url.pathname === '/token' ? json(200, { token: `t${server.requests.length}` }) : undefined
    await expect(client.tags(name('app'))).rejects.toEqual(refused)
    expect(server.requests).toHaveLength(5)
  })
})

describe('an identity token', () => {
  const identity = { ...ada, password: '', identityToken: 'refresh-me' }

  test('is exchanged by OAuth 2', async () => {
    const { client, name, server } = await withImages({
      access: { ...rules, identityTokens: ['refresh-me'] },
      credential: identity
    })
    expect(await client.tags(name('app'))).toEqual(['v1'])
    const { method, body, headers, url } = server.requests[1] ?? {}
    expect([method, url?.search, headers?.['authorization']]).toEqual(['POST', '', undefined])
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'refresh_token',
      service: 'registry.test',
      client_id: 'gitops-image-update',
      scope: 'repository:app:pull',
      refresh_token: 'refresh-me'
    })
  })

  test('stands for a password where the server does not know OAuth 2', async () => {
    const access = { ...rules, users: { ada: 'refresh-me' } }
    const { client, name, asked } = await withImages({ access, credential: identity })
    expect(await client.tags(name('app'))).toEqual(['v1'])
    expect(asked().map((each) => each.slice(0, 11))).toEqual([
      'GET app/tag',
      'POST /token',
      'GET /token?',
      'GET app/tag'
    ])
  })
})

describe('what must be shown nowhere is told', () => {
  test('of a password, as it is and as it is sent, and of its token', async () => {
    const { client, name, server, concealed } = await withImages({ access: rules, credential: ada })
    await client.tags(name('app'))
    const [, token] = String(server.requests[2]?.headers['authorization']).split(' ')
    expect(concealed).toEqual(['s3cret', '', 'YWRhOnMzY3JldA==', token])
  })

  test('of an identity token', async () => {
    const credential = { username: '<token>', password: '', identityToken: 'refresh-me' }
    const { client, name, concealed } = await withImages({ access: rules, credential })
    await expect(client.tags(name('app'))).rejects.toEqual(refused)
    expect(concealed).toEqual(['', 'refresh-me', 'PHRva2VuPjpyZWZyZXNoLW1l'])
  })

  test('before a server could repeat it', async () => {
    const { client, name, server, concealed } = await withImages({ access: rules, credential: ada })
    const sent: string[] = []
    server.intercept = ({ headers }) => {
      const [, secret] = (headers['authorization'] as string | undefined)?.split(' ') ?? []
      if (secret !== undefined) sent.push(concealed.includes(secret) ? 'known' : 'not known')
      return undefined
    }
    await client.tags(name('app'))
    expect(sent).toEqual(['known', 'known'])
  })
})

describe('credentials do not travel', () => {
  test('to the host that a redirect leads to', async () => {
    const store = await startRegistry()
    const { client, name, server } = await withImages({ access: rules, credential: ada })
    store.intercept = () => json(200, { tags: ['from-the-store'] })
    server.intercept = ({ headers }) =>
      headers['authorization']?.includes('Bearer') === true
        ? { status: 307, headers: { location: `${store.origin}/blob?signature=1` } }
        : undefined
    expect(await client.tags(name('app'))).toEqual(['from-the-store'])
    await store.close()
    expect(store.requests.map(({ headers }) => headers['authorization'])).toEqual([undefined])
  })

  test('but stay on the way within a host', async () => {
    const { client, name, server } = await withImages({
      access: { ...rules, kind: 'basic' },
      credential: ada
    })
    server.intercept = ({ url, headers }) =>
      url.searchParams.has('n') && headers['authorization'] !== undefined
        ? { status: 301, headers: { location: '/v2/app/tags/list' } }
        : undefined
    expect(await client.tags(name('app'))).toEqual(['v1'])
  })

  test('to another registry', async () => {
    const other = await startRegistry({ access: rules })
    const { client, name } = await withImages({ access: rules, credential: ada })
    await client.tags(name('app'))
    await expect(client.tags(`${other.host}/app`)).rejects.toEqual(refused)
    await other.close()
    expect(other.requests.map(({ headers }) => headers['authorization'])).toEqual([undefined, undefined])
  })

  test.each([
    ['no address', 'nowhere'],
    ['neither HTTP nor HTTPS', 'file:///etc/passwd']
  ])('to a realm that is %s', async (_, realm) => {
    const { client, name, server } = await withImages({ access: { ...rules, realm }, credential: ada })
    await expect(client.tags(name('app'))).rejects.toMatchObject({ code: 'unavailable' })
    expect(server.requests).toHaveLength(1)
  })
})
