import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findGoProgram } from './go-install.ts'

const run = promisify(execFile)

/** The release that the suite compares with. */
export const KUSTOMIZE_VERSION = 'v5.8.1'

const MODULE = 'sigs.k8s.io/kustomize/kustomize/v5'

/** What kustomize says: its output, or why it refused. */
export type Answer = { readonly output: string } | { readonly refusal: string }

/** kustomize itself, run in the folder of a kustomization. */
export interface Kustomize {
  readonly setImage: (folder: string, images: readonly string[]) => Promise<Answer>
  readonly build: (folder: string) => Promise<Answer>
}

const messageOf = (error: unknown): string => {
  const { stderr, message } = error as { stderr?: string; message?: string }
  return (stderr ?? '').trim() || (message ?? String(error))
}

async function answer(program: string, folder: string, words: readonly string[]): Promise<Answer> {
  try {
    // Without git on the path and behind a proxy that is not there, remote bases fail at once instead of being fetched.
    const nowhere = 'http://127.0.0.1:9'
    const env = { HOME: folder, PATH: '', HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere }
    const { stdout } = await run(program, words, { cwd: folder, env, maxBuffer: 2 ** 28, timeout: 30_000 })
    return { output: stdout }
  } catch (error) {
    return { refusal: messageOf(error) }
  }
}

/**
 * Finds the program in a cache folder, or builds it there from the module that Go's proxy has.
 *
 * @throws Error with a sentence for people where Go is missing or the build fails
 */
export const findKustomizeProgram = (cache: string): Promise<string> =>
  findGoProgram(cache, MODULE, KUSTOMIZE_VERSION, 'kustomize')

/** Finds kustomize, like {@link findKustomizeProgram}. */
export async function findKustomize(cache: string): Promise<Kustomize> {
  const program = await findKustomizeProgram(cache)
  return {
    setImage: (at, images) => answer(program, at, ['edit', 'set', 'image', ...images]),
    build: (at) => answer(program, at, ['build', '.'])
  }
}

/** Writes the one file of a folder that kustomize is to edit. */
export async function writeKustomization(folder: string, text: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'kustomization.yaml')
  await writeFile(path, text)
  return path
}
