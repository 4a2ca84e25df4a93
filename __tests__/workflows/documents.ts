import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'
import { readProjectFile } from '../../scripts/reference-tables.ts'
import { projectRoot } from '../runner/action-metadata.ts'

/** A YAML text of the project, or a block of one of its documents. */
export interface Passage {
  /** The path, and for a block the line it begins at. */
  readonly place: string
  readonly text: string
}

const paths = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: fileURLToPath(projectRoot) }).map((path) => path.replaceAll('\\', '/'))

const passage = (place: string): Passage => ({ place, text: readProjectFile(place) })

/** The workflows of this repository. */
export const ownWorkflows = (): readonly Passage[] => paths('.github/workflows/*.yml').map(passage)

/** The workflows of `examples/`. */
export const examples = (): readonly Passage[] =>
  paths('examples/*.yml')
    .filter((path) => path !== 'examples/gitlab-ci.yml')
    .map(passage)

function blocksOf(path: string): readonly Passage[] {
  const markdown = readProjectFile(path)
  return [...markdown.matchAll(/```ya?ml\n([^]*?)```/g)].map(({ index, 1: text = '' }) => ({
    place: `${path}:${markdown.slice(0, index).split('\n').length}`,
    text
  }))
}

/** The YAML blocks of the README and of `docs/`. */
export const documentBlocks = (): readonly Passage[] => ['README.md', ...paths('docs/*.md')].flatMap(blocksOf)

const KEYS = ['on', 'jobs', 'steps', 'permissions', 'concurrency']
const JOB = 'on: workflow_dispatch\njobs:\n  job:\n    runs-on: ubuntu-latest\n'
const indented = (text: string, blanks: string): string => text.replaceAll(/^(?=.)/gm, blanks)

/** The smallest workflow that a block can be a part of; `undefined` for a block that is no part of one, such as a manifest. */
export function asWorkflow(block: string): string | undefined {
  const [first] = parseAllDocuments(block)
  const value: unknown = first?.toJS()
  if (Array.isArray(value)) return `${JOB}    steps:\n${indented(block, '      ')}`
  if (typeof value !== 'object' || value === null || !KEYS.some((key) => key in value)) return undefined
  if ('jobs' in value) return block
  return 'steps' in value ? JOB + indented(block, '    ') : `${block}\n${JOB}    steps: [{ run: 'true' }]\n`
}
