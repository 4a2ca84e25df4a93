import { describe, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccessRules } from '../servers/registry/access.ts'
import { refusal } from '../servers/registry/index.ts'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useRegistries } from './registries.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const registries = useRegistries()
const access: AccessRules = { kind: 'token', users: { ada: 'c0rrect-horse' } }

async function privateImage() {
  const registry = await registries({ access })
  registry.images.push('app', 'v2')
  const set = await stage({ 'kustomization.yaml': kustomization(`${registry.host}/app:v1`) })
  const inputs = { images: `${registry.host}/app:v2`, manifests: '.', 'verify-image': 'true' }
  return { registry, set, inputs }
}

/** Runs a step with a Docker configuration. */
async function runWithDocker(
  { run }: Stage,
  config: object,
  inputs: Readonly<Record<string, string>>
): Promise<number | null> {
  const folder = await mkdtemp(join(tmpdir(), 'docker-'))
  await writeFile(join(folder, 'config.json'), JSON.stringify(config))
  const { exitCode } = await run(inputs, { environment: { DOCKER_CONFIG: folder } })
  await rm(folder, { recursive: true })
  return exitCode
}

const auths = (host: string, password: string) => ({
  auths: { [host]: { auth: Buffer.from(`ada:${password}`).toString('base64') } }
})

describe('a private registry', () => {
  test.concurrent('opens to what docker/login-action has left', async () => {
    const { registry, set, inputs } = await privateImage()
    expect(await runWithDocker(set, auths(registry.host, 'c0rrect-horse'), inputs)).toBe(0)
  })

  test.concurrent('opens to `registry-auth`', async () => {
    const { registry, set, inputs } = await privateImage()
    const { exitCode } = await set.run({ ...inputs, 'registry-auth': `${registry.host} ada c0rrect-horse` })
    expect(exitCode).toBe(0)
  })

  test.concurrent('is asked as Docker’s configuration says before `registry-auth`', async () => {
    const { registry, set, inputs } = await privateImage()
    const given = { ...inputs, 'registry-auth': `${registry.host} ada wrong-horse` }
    expect(await runWithDocker(set, auths(registry.host, 'c0rrect-horse'), given)).toBe(0)
    const right = {
      ...inputs,
      images: `${registry.host}/app:v3`,
      'registry-auth': `${registry.host} ada c0rrect-horse`
    }
    expect(await runWithDocker(set, auths(registry.host, 'wrong-horse'), right)).toBe(1)
  })

  test.concurrent('is asked with `registry-auth` where Docker’s configuration is for another', async () => {
    const { registry, set, inputs } = await privateImage()
    const given = { ...inputs, 'registry-auth': `${registry.host} ada c0rrect-horse` }
    expect(await runWithDocker(set, auths('ghcr.io', 'other'), given)).toBe(0)
  })

  test.concurrent('without credentials is an error that tells how to log in', async () => {
    const { registry, set, inputs } = await privateImage()
    const message = await refused(set, inputs)
    expect(message).toContain(`${registry.host} does not show "app" without credentials (403: DENIED`)
    expect(message).toContain('docker/login-action')
    expect(message).toContain(`"registry-auth" a line "${registry.host} USERNAME PASSWORD"`)
  })

  test.concurrent('refuses a wrong password, which is shown nowhere', async () => {
    const { registry, set, inputs } = await privateImage()
    const given = { ...inputs, 'registry-auth': `${registry.host} ada wrong-horse` }
    const { exitCode, log, summary } = await set.run(given)
    expect(exitCode).toBe(1)
    expect(log).toContain('The credentials are those of "registry-auth"')
    expect(log + summary).not.toContain('wrong-horse')
  })
})

describe('what a server repeats of', () => {
  /** Runs a step whose registry answers with what it was sent, as it is and decoded. */
  async function repeating(isSecretive: (pathname: string) => boolean): Promise<string> {
    const { registry, set, inputs } = await privateImage()
    registry.intercept = ({ method, url, headers }) => {
      // Answers to HEAD have no words.
      if (method === 'HEAD') return { status: 405 }
      const [, sent = ''] = String(headers['authorization'] ?? '').split(' ')
      if (sent === '' || !isSecretive(url.pathname)) return undefined
      said.push(sent)
      return refusal(403, 'DENIED', `no ${sent} ${Buffer.from(sent, 'base64').toString('latin1')}`)
    }
    const said: string[] = []
    const folder = await mkdtemp(join(tmpdir(), 'docker-'))
    await writeFile(join(folder, 'config.json'), JSON.stringify(auths(registry.host, 'c0rrect-horse')))
    const { log, summary } = await set.run(inputs, { environment: { DOCKER_CONFIG: folder } })
    await rm(folder, { recursive: true })
    expect(log).toContain('(403: DENIED: no ***')
    expect(said).toHaveLength(1)
    for (const secret of [...said, 'c0rrect-horse']) expect(log + summary).not.toContain(secret)
    return log
  }

  test.concurrent('Docker’s password is shown nowhere', async () => {
    expect(await repeating((pathname) => pathname === '/token')).toContain('no *** ada:***')
  })

  test.concurrent('a token is shown nowhere', async () => {
    await repeating((pathname) => pathname.includes('/manifests/'))
  })
})

describe('`registry-auth`', () => {
  test.concurrent('tells every problem at once, and no password', async () => {
    const set = await stage({ 'kustomization.yaml': kustomization('app:v1') })
    const message = await refused(set, {
      images: 'app:v2',
      manifests: '.',
      'registry-auth':
        'ghcr.io ada hunter2\nghcr.io ada\n# none\nada hunter2 hunter4\nhttps://ghcr.io/v2 bob hunter3',
      platforms: 'linux',
      'pin-digest': 'yes'
    })
    expect(message).toMatch(/registry-auth, line 2: it is not HOST USERNAME PASSWORD/)
    expect(message).toMatch(/registry-auth, line 4: it does not start with the host of a registry/)
    expect(message).toMatch(/registry-auth, line 5: it is the second one for "ghcr.io", after line 1/)
    expect(message).toMatch(/platforms, line 1: "linux" is no platform/)
    expect(message).toMatch(/pin-digest: "yes" is neither/)
    expect(message).not.toMatch(/hunter|bob/)
  })
})
