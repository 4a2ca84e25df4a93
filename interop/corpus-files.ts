import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { isKustomizationPath } from '../src/core/manifest/kustomization-path.ts'

/** Public manifests that nobody here wrote, one folder a repository; only read. */
export interface Corpus {
  readonly root: string
  /** Paths of the YAML files below the root. */
  readonly files: readonly string[]
}

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path) || isKustomizationPath(path)

/** Lists the corpus; `undefined` where it is not there. */
export async function findCorpus(root: string): Promise<Corpus | undefined> {
  if (!existsSync(root)) return undefined
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && isYaml(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  return { root, files: files.toSorted() }
}

/** A copy that may be changed, outside the repository. */
export async function copyCorpus({ root }: Corpus): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'interop-corpus-'))
  await cp(root, folder, { recursive: true })
  return folder
}
