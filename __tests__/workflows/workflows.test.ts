import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { asWorkflow, documentBlocks, examples, ownWorkflows, type Passage } from './documents.ts'
import { complaintsAbout } from './github-parser.ts'

const rows = (passages: readonly Passage[]): readonly (readonly [string, string])[] =>
  passages.map(({ place, text }) => [place, text])

describe("GitHub's own parser has nothing against the workflow", () => {
  test.each(rows([...ownWorkflows(), ...examples()]))('%s', async (_, text) => {
    expect(await complaintsAbout(text)).toEqual([])
  })
})

/** What only the workflow around a block would tell. */
const SURROUNDINGS = /Context access might be invalid/

describe("GitHub's own parser has nothing against the block", () => {
  const parts = documentBlocks().flatMap(({ place, text }) => {
    const workflow = asWorkflow(text)
    return workflow === undefined ? [] : [[place, workflow] as const]
  })

  test('of every document: at least thirty are found', () => {
    expect(parts.length).toBeGreaterThanOrEqual(30)
  })

  test.each(parts)('%s', async (_, workflow) => {
    const complaints = await complaintsAbout(workflow)
    expect(complaints.filter((complaint) => !SURROUNDINGS.test(complaint))).toEqual([])
  })
})

describe('the parser is asked what it should be', () => {
  const job = (step: string): string =>
    `on: push\njobs: { job: { runs-on: ubuntu-latest, steps: [${step}] } }\n`

  test.each([
    [
      'an input that does not exist',
      '{ uses: OWNER/gitops-image-update@v1, with: { image: api } }',
      /"?image"?/
    ],
    ['a key that steps do not have', '{ run: "true", wiht: {} }', /wiht/],
    ['an expression that does not parse', '{ run: "${{ github. }}" }', /Unexpected symbol/],
    ['a value that is not for a key', '{ run: "true", timeout-minutes: soon }', /soon|number/i]
  ])('%s', async (_, step, complaint) => {
    const complaints = await complaintsAbout(job(step))
    expect(complaints).toEqual([expect.stringMatching(complaint)])
  })
})

interface Job {
  readonly permissions?: unknown
  readonly 'timeout-minutes'?: number
  readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[]
}

interface Workflow {
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

describe.each(rows(ownWorkflows()))('%s', (_, text) => {
  const workflow = parse(text) as Workflow
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps)

  test('grants nothing but to the job that needs it', () => {
    expect(workflow.permissions).toEqual({})
    for (const job of jobs) expect(Object.values(job.permissions ?? {})).not.toHaveLength(0)
  })

  test('uses actions by their commit, and says which version that is', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line) && !line.includes('uses: ./'))
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('uses each action in one version, the same everywhere', () => {
    const all = ownWorkflows().flatMap((one) => [
      ...one.text.matchAll(/uses: ([\w/-]+)@([0-9a-f]{40} # \S+)/g)
    ])
    const versions = new Map<string, Set<string>>()
    for (const [, name = '', version = ''] of all)
      versions.set(name, (versions.get(name) ?? new Set()).add(version))
    for (const [name, some] of versions) expect([name, [...some]]).toEqual([name, [[...some][0]]])
  })

  test('leaves no token in a checkout', () => {
    for (const { uses, with: inputs } of steps)
      if (uses?.startsWith('actions/checkout@') === true) expect(inputs?.['persist-credentials']).toBe(false)
  })

  test('ends every job that hangs', () => {
    for (const job of jobs) expect(job['timeout-minutes']).toBeLessThanOrEqual(45)
  })
})
