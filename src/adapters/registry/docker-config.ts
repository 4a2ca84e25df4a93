import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { registryHost } from '../../core/image/registry-address.ts'
import { askHelper } from './credential-program.ts'
import type { Credential, Credentials } from './credential.ts'
import { fieldsOf, textOf, type Fields } from './json.ts'

/** Docker's own name for Docker Hub, by which helpers know it. */
const serverName = (host: string): string => (host === 'docker.io' ? 'https://index.docker.io/v1/' : host)

/** An item of `auths`, as login actions leave it: in Base64, `auth` is `username:password`. */
function credentialOf(login: unknown, origin: string): Credential | undefined {
  const { auth, username: user, password: secret, identitytoken } = fieldsOf(login)
  const decoded = Buffer.from(textOf(auth), 'base64').toString().replace(/\0+$/, '')
  const colon = decoded.indexOf(':')
  const username = colon < 0 ? textOf(user) : decoded.slice(0, colon)
  const password = colon < 0 ? textOf(secret) : decoded.slice(colon + 1)
  const identityToken = textOf(identitytoken)
  if (identityToken !== '') return { username, password, identityToken, origin }
  return username === '' || password === ''
    ? undefined
    : { username, password, identityToken: undefined, origin }
}

/** The value whose key means this host. A key that is Docker's spelling of it comes before others, such as one with a path. */
function itemFor(items: unknown, host: string, isUseful: (item: unknown) => boolean): unknown {
  const entries = Object.entries(fieldsOf(items)).filter(
    ([key, item]) => registryHost(key) === host && isUseful(item)
  )
  const exact = entries.find(([key]) => key === serverName(host))
  return (exact ?? entries[0])?.[1]
}

async function readConfig(file: string, log: (line: string) => void): Promise<Fields> {
  try {
    const config: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof config === 'object' && config !== null) return fieldsOf(config)
    log(`The Docker configuration "${file}" is no JSON object and is ignored.`)
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT'
    // The message of a JSON error would show a part of the file.
    if (!isAbsent) log(`The Docker configuration "${file}" cannot be read as JSON and is ignored.`)
  }
  return {}
}

/**
 * The credentials that login actions (`docker login`) leave in Docker's configuration: `config.json` in `DOCKER_CONFIG`, or in
 * `~/.docker`. For each host its helper in `credHelpers`, or else `credsStore`, or else what `auths` holds. A helper that gives nothing
 * is told in the log and passed over.
 */
export function dockerCredentials(environment: NodeJS.ProcessEnv, log: (line: string) => void): Credentials {
  const folder = environment['DOCKER_CONFIG'] ?? ''
  const file = join(folder === '' ? join(homedir(), '.docker') : folder, 'config.json')
  let read: Promise<Fields> | undefined

  const fromHelper = async (name: string, host: string): Promise<Credential | undefined> => {
    try {
      return await askHelper(name, serverName(host), environment)
    } catch (error) {
      const reason = error instanceof SyntaxError ? 'its answer is not JSON' : (error as Error).message
      log(`docker-credential-${name} gives no credentials for ${host}: ${reason}.`)
      return undefined
    }
  }

  return async (host) => {
    read ??= readConfig(file, log)
    const { auths, credHelpers, credsStore } = await read
    const helper = textOf(itemFor(credHelpers, host, (name) => textOf(name) !== '') ?? credsStore)
    const helped = helper === '' ? undefined : await fromHelper(helper, host)
    const origin = 'the Docker configuration'
    const login = itemFor(auths, host, (each) => credentialOf(each, origin) !== undefined)
    return helped ?? credentialOf(login, origin)
  }
}
