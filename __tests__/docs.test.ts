import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { OUTPUT_NAMES } from '../src/report/outputs.ts'
import { INPUT_NAMES, type RawInputs } from '../src/inputs/raw.ts'
import { readSettings } from '../src/inputs/inputs.ts'
import {
  describedInputs,
  readProjectFile,
  withReferenceTables,
  withTemplateTables
} from '../scripts/reference-tables.ts'
import { actionMetadata } from './runner/action-metadata.ts'
import { asWorkflow, documentBlocks, examples } from './workflows/documents.ts'

const metadata = actionMetadata()
const readme = readProjectFile('README.md')

describe('action.yml', () => {
  test('lists the inputs that the sources read', () => {
    expect(Object.keys(metadata.inputs)).toEqual([...INPUT_NAMES])
  })

  test('lists the outputs that the sources write', () => {
    expect(Object.keys(metadata.outputs)).toEqual([...OUTPUT_NAMES])
  })

  test('runs the bundle on Node 24', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: 'dist/index.js' })
  })

  test('has defaults that are valid', () => {
    const defaults = Object.entries(metadata.inputs).map(([name, input]) => [name, input.default ?? ''])
    const raw = { ...Object.fromEntries(defaults), ...MINIMAL } as RawInputs
    expect(() => readSettings(raw, context)).not.toThrow()
  })
})

const context = {
  repository: 'acme/app',
  repositoryUrl: '',
  commit: '0123456',
  serverUrl: 'https://github.example',
  workflow: 'release',
  workspace: '/workspace',
  isCommand: false,
  runId: '1',
  runAttempt: '1',
  runUrl: '',
  actor: 'octocat'
}

const MINIMAL = { images: 'api:v1', manifests: 'apps', repository: 'acme/gitops', token: 'ghs_token' }

describe('the README', () => {
  test('shows the inputs and outputs of action.yml (npm run docs)', () => {
    expect(withReferenceTables(readme, readProjectFile('action.yml'))).toBe(readme)
  })

  test('and so does the help of the command', () => {
    expect(readProjectFile('src/inputs/described.ts')).toBe(describedInputs(readProjectFile('action.yml')))
  })

  test('answers who deployed what when with a command of docs/audit.md, which are all tried', () => {
    const [command = ''] = /^git log .*$/m.exec(readme) ?? []
    expect(readProjectFile('docs/audit.md').split('\n')).toContain(command)
  })

  test('is no longer than 400 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(400)
  })
})

interface WorkflowStep {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

/** The steps of a passage, whatever part of a workflow it is. */
function stepsIn(text: string): readonly WorkflowStep[] {
  const workflow = parse(asWorkflow(text) ?? 'jobs: {}') as {
    jobs: Record<string, { steps: WorkflowStep[] }>
  }
  return Object.values(workflow.jobs).flatMap((job) => job.steps)
}

const DIGEST = `sha256:${'0a'.repeat(32)}`

/** A value of `with:` with its expressions filled in as a run could: an alternative that is spelt out, else something like a commit. */
const filledIn = (value: unknown): string =>
  String(value)
    .replaceAll(/\$\{\{ *steps\.\w+\.outputs\.digest *\}\}/g, DIGEST)
    .replaceAll(/\$\{\{[^}]*'([^']+)' *\}\}/g, '$1')
    .replaceAll(/\$\{\{[^}]*\}\}/g, '8f3b2c1')

test('docs/templates.md shows the variables of the sources (npm run docs)', () => {
  const templates = readProjectFile('docs/templates.md')
  expect(withTemplateTables(templates)).toBe(templates)
})

describe('every step that documents and examples show', () => {
  const ours = [...documentBlocks(), ...examples()].flatMap(({ place, text }) =>
    stepsIn(text)
      .filter(({ uses }) => uses?.startsWith('OWNER/gitops-image-update') === true)
      .map((step) => ({ place, step }))
  )

  test('is found', () => {
    expect(ours.length).toBeGreaterThanOrEqual(30)
  })

  test.each(ours.map(({ place, step }) => [place, step] as const))('is valid: %s', (_, step) => {
    const given = Object.entries(step.with ?? {}).map(([name, value]) => [name, filledIn(value)] as const)
    expect(Object.keys(metadata.inputs)).toEqual(expect.arrayContaining(given.map(([name]) => name)))
    const empty = Object.fromEntries(INPUT_NAMES.map((name) => [name, '']))
    const raw = { ...empty, token: 'ghs_token', ...Object.fromEntries(given) } as RawInputs
    expect(() => readSettings(raw, context)).not.toThrow()
  })
})
