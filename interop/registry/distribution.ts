import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Programs } from './programs.ts'

/** A registry of the distribution project that runs on loopback. */
export interface RunningRegistry {
  /** `127.0.0.1:PORT`. */
  readonly host: string
  readonly stop: () => void
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => {
        resolve(port)
      })
    })
  })

/**
 * Starts a registry that keeps everything in memory.
 *
 * @param folder - for its configuration
 * @param access - the section `auth` of the configuration, in JSON; none for an open registry
 */
export async function startDistribution(
  { registry, environment }: Programs,
  folder: string,
  access?: object
): Promise<RunningRegistry> {
  const port = await freePort()
  const host = `127.0.0.1:${port}`
  const file = join(folder, `registry-${port}.yml`)
  const config = {
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { inmemory: {} },
    http: { addr: host },
    ...(access === undefined ? {} : { auth: access })
  }
  await writeFile(file, JSON.stringify(config))
  const child = spawn(registry, ['serve', file], { env: environment, stdio: 'ignore' })
  for (let tries = 0; tries < 100; tries += 1) {
    const answers = await fetch(`http://${host}/v2/`).then(
      () => true,
      () => false
    )
    if (answers) return { host, stop: () => child.kill() }
    await wait(50)
  }
  child.kill()
  throw new Error('docker-registry did not start within five seconds.')
}
