import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Programs of Debian, unpacked below a folder of our own: no root, and nothing of the system changes. */
export interface Programs {
  readonly registry: string
  /** `undefined` where it does not run here. */
  readonly skopeo: string | undefined
  /** What the programs need in their environment. */
  readonly environment: NodeJS.ProcessEnv
}

const PACKAGES = ['docker-registry', 'skopeo', 'libgpgme11', 'libassuan0']

async function unpack(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await run('apt-get', ['download', ...PACKAGES], { cwd: folder })
  const packages = (await readdir(folder)).filter((name) => name.endsWith('.deb'))
  for (const name of packages) await run('dpkg', ['-x', name, '.'], { cwd: folder })
}

/** Finds the programs in a cache folder, or fetches their packages there; `undefined` where that cannot be done. */
export async function findPrograms(cache: string): Promise<Programs | undefined> {
  const folder = join(cache, 'registry')
  const registry = join(folder, 'usr/bin/docker-registry')
  if (!existsSync(registry)) {
    try {
      await unpack(folder)
    } catch {
      return undefined
    }
  }
  const libraries = ['x86_64', 'aarch64'].map((machine) => join(folder, `usr/lib/${machine}-linux-gnu`))
  const environment = { PATH: process.env['PATH'] ?? '', LD_LIBRARY_PATH: libraries.join(':') }
  const skopeo = join(folder, 'usr/bin/skopeo')
  const runs = await run(skopeo, ['--version'], { env: environment }).then(
    () => true,
    () => false
  )
  return { registry, skopeo: runs ? skopeo : undefined, environment }
}
