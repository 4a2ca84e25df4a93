import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('gitops/', import.meta.url))

/** The files of the GitOps repository by path, byte for byte as `demo/gitops` has them. */
export function gitopsFiles(): Readonly<Record<string, Buffer>> {
  const paths = globSync('**/*.*', { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(root, path))]))
}
