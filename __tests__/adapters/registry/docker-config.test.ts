import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { firstOf } from '../../../src/adapters/registry/credential.ts'
import { dockerCredentials } from '../../../src/adapters/registry/docker-config.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

let folder = ''
const searchPath = (): string => `${folder}${delimiter}${process.env['PATH'] ?? ''}`

/** Puts `docker-credential-NAME` on the path: it keeps what it is asked, prints this and ends with that status. */
async function addHelper(name: string, output: string, status: number): Promise<void> {
  const file = join(folder, `docker-credential-${name}`)
  await writeFile(
    file,
    `#!/bin/sh\nprintf '%s ' "$1" >> '${folder}/${name}.asked'\ncat >> '${folder}/${name}.asked'\nprintf '%s' '${output}'\nexit ${status}\n`
  )
  await chmod(file, 0o755)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docker-'))
  await addHelper('good', '{"ServerURL":"x","Username":"helped","Secret":"h"}', 0)
  await addHelper('identity', '{"ServerURL":"x","Username":"<token>","Secret":"refresh"}', 0)
  await addHelper('empty', 'credentials not found in native keychain', 1)
  await addHelper('garbled', 'oops', 0)
  await addHelper('null', 'null', 0)
})

afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** Looks a host up in a configuration: `user:password`, `user:identity token (identity)`, or `undefined`. */
async function found(config: unknown, host: string, log: string[] = []): Promise<string | undefined> {
  const own = await mkdtemp(join(folder, 'config-'))
  await writeFile(join(own, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config))
  const credential = await dockerCredentials({ DOCKER_CONFIG: own, PATH: searchPath() }, (line) =>
    log.push(line)
  )(host)
  if (credential === undefined) return undefined
  const { username, password, identityToken } = credential
  return identityToken === undefined ? `${username}:${password}` : `${username}:${identityToken} (identity)`
}

describe('`auths`', () => {
  test.each<readonly [string, object, string, string | undefined]>([
    ['a login', { 'ghcr.io': { auth: base64('ada:s3cret') } }, 'ghcr.io', 'ada:s3cret'],
    ['a password with colons', { 'ghcr.io': { auth: base64('ada:a:b:') } }, 'ghcr.io', 'ada:a:b:'],
    ['user and password', { 'ghcr.io': { username: 'ada', password: 'p' } }, 'ghcr.io', 'ada:p'],
    ['with scheme', { 'https://ghcr.io': { auth: base64('a:b') } }, 'ghcr.io', 'a:b'],
    ['with path', { 'https://ghcr.io/v2/': { auth: base64('a:b') } }, 'ghcr.io', 'a:b'],
    ['with port', { 'localhost:5000': { auth: base64('a:b') } }, 'localhost:5000', 'a:b'],
    ['another port', { 'localhost:5000': { auth: base64('a:b') } }, 'localhost:5001', undefined],
    ['another host', { 'ghcr.io': { auth: base64('a:b') } }, 'docker.io', undefined],
    ['Docker Hub', { 'https://index.docker.io/v1/': { auth: base64('a:b') } }, 'docker.io', 'a:b'],
    ['Docker Hub by its other host', { 'registry-1.docker.io': { auth: base64('a:b') } }, 'docker.io', 'a:b'],
    [
      'the spelling of Docker first',
      { 'docker.io': { auth: base64('x:y') }, 'https://index.docker.io/v1/': { auth: base64('a:b') } },
      'docker.io',
      'a:b'
    ],
    [
      'an identity token',
      { 'r.azurecr.io': { auth: base64('0000:'), identitytoken: 't' } },
      'r.azurecr.io',
      '0000:t (identity)'
    ],
    ['nothing in it', { 'ghcr.io': {} }, 'ghcr.io', undefined],
    ['not even an object', { 'ghcr.io': null }, 'ghcr.io', undefined],
    ['a user alone', { 'ghcr.io': { auth: base64('ada:') } }, 'ghcr.io', undefined]
  ])('%s', async (_, auths, host, expected) => {
    expect(await found({ auths }, host)).toBe(expected)
  })
})

describe('helpers', () => {
  const auths = { 'ghcr.io': { auth: base64('ada:login') } }

  test.each<readonly [string, object, string, string | undefined]>([
    ['of a registry come first', { auths, credHelpers: { 'ghcr.io': 'good' } }, 'ghcr.io', 'helped:h'],
    [
      'of another registry are not asked',
      { auths, credHelpers: { 'r.example': 'good' } },
      'ghcr.io',
      'ada:login'
    ],
    ['for all come before `auths`', { auths, credsStore: 'good' }, 'ghcr.io', 'helped:h'],
    [
      'of a registry come before the one for all',
      { credHelpers: { 'ghcr.io': 'identity' }, credsStore: 'good' },
      'ghcr.io',
      '<token>:refresh (identity)'
    ],
    ['that have nothing leave it to `auths`', { auths, credsStore: 'empty' }, 'ghcr.io', 'ada:login'],
    [
      'that are not there leave it to `auths`',
      { auths, credsStore: 'no-such-helper' },
      'ghcr.io',
      'ada:login'
    ],
    ['with another answer give nothing', { credsStore: 'garbled' }, 'ghcr.io', undefined],
    ['that answer null give nothing', { credsStore: 'null' }, 'ghcr.io', undefined],
    ['without a name are none', { auths, credHelpers: { 'ghcr.io': null } }, 'ghcr.io', 'ada:login'],
    ['are no paths', { credsStore: '../evil' }, 'ghcr.io', undefined]
  ])('%s', async (_, config, host, expected) => {
    expect(await found(config, host)).toBe(expected)
  })

  test('are asked for the server as Docker names it', async () => {
    await addHelper('listening', '{"Username":"u","Secret":"s"}', 0)
    await found({ credsStore: 'listening' }, 'docker.io')
    await found({ credsStore: 'listening' }, 'ghcr.io')
    expect(await readFile(join(folder, 'listening.asked'), 'utf8')).toBe(
      'get https://index.docker.io/v1/get ghcr.io'
    )
  })

  test('that fail are told in the log', async () => {
    const log: string[] = []
    await found({ credsStore: 'empty' }, 'ghcr.io', log)
    expect(log).toEqual([
      'docker-credential-empty gives no credentials for ghcr.io: credentials not found in native keychain.'
    ])
  })
})

describe('the file', () => {
  test('may be missing', async () => {
    const log: string[] = []
    const none = dockerCredentials({ DOCKER_CONFIG: join(folder, 'nowhere') }, (line) => log.push(line))
    expect([await none('ghcr.io'), log]).toEqual([undefined, []])
  })

  test.each([['{"auths":{"ghcr.io":{"auth":"c2VjcmV0'], ['[]'], ['null'], ['"text"']])(
    'that is no configuration is told, and not shown: %s',
    async (text) => {
      const log: string[] = []
      expect(await found(text, 'ghcr.io', log)).toBeUndefined()
      expect(log.join()).not.toContain('c2Vjc')
      expect(log.length).toBe(text === '[]' ? 0 : 1)
    }
  )
})

test('the first source that has any is taken, and each host is asked for once', async () => {
  const asked: string[] = []
  const source = (name: string, host: string) => (wanted: string) => {
    asked.push(`${name} ${wanted}`)
    const credential = { username: name, password: '', identityToken: undefined, origin: '' }
    return Promise.resolve(wanted === host ? credential : undefined)
  }
  const credentials = firstOf(source('one', 'a'), source('two', 'b'))
  const users = [
    await credentials('a'),
    await credentials('b'),
    await credentials('c'),
    await credentials('a')
  ]
  expect(users.map((each) => each?.username)).toEqual(['one', 'two', undefined, 'one'])
  expect(asked).toEqual(['one a', 'one b', 'two b', 'one c', 'two c'])
})
