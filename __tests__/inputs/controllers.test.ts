import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../../src/core/error.ts'
import { readSettings } from '../../src/inputs/inputs.ts'
import { INPUT_NAMES, type RawInputs } from '../../src/inputs/raw.ts'
import type { Settings } from '../../src/inputs/settings.ts'

const context = {
  repository: 'acme/gitops',
  repositoryUrl: '',
  commit: '0123456',
  workspace: '/workspace',
  isCommand: false,
  serverUrl: 'https://github.example',
  workflow: 'release',
  runUrl: '',
  runId: '1',
  runAttempt: '1',
  actor: 'octocat'
}

const EMPTY = Object.fromEntries(INPUT_NAMES.map((name) => [name, ''])) as RawInputs

const settings = (raw: Partial<RawInputs>): Settings =>
  readSettings({ ...EMPTY, token: 'ghs_token', policies: 'clusters', ...raw }, context)

function complaint(raw: Partial<RawInputs>): string {
  try {
    settings(raw)
  } catch (error) {
    if (error instanceof UpdateError && error.code === 'input') return error.message
    throw error
  }
  throw new Error('Nothing was thrown.')
}

const branchOf = (raw: Partial<RawInputs>): string | undefined => {
  const { mode } = settings({ ...raw, mode: 'pull-request' })
  return mode.kind === 'pull-request' ? mode.proposal.branch : undefined
}

describe('policies', () => {
  test('need neither images nor manifests', () => {
    expect(settings({})).toMatchObject({ source: { kind: 'policies', images: [] }, selection: undefined })
  })

  test('take a directory for all that is beneath it', () => {
    expect(settings({}).source).toMatchObject({ policies: { wholeDirectories: true, input: 'policies' } })
  })

  test('can be limited to images and to manifests', () => {
    const { source, selection } = settings({ images: 'ghcr.io/acme/api', manifests: 'apps/**' })
    expect(source).toMatchObject({ images: [{ name: 'ghcr.io/acme/api', newName: undefined }] })
    expect(selection?.selectors).toMatchObject([{ glob: 'apps/**' }])
  })

  test('name the branch of the pull request, where no manifests do', () => {
    const branch = branchOf({})
    expect(branch).toMatch(/^gitops-image-update\/clusters-[0-9a-f]{8}$/)
    expect(branchOf({ policies: './clusters/' })).toBe(branch)
    expect(branchOf({ policies: 'other' })).not.toBe(branch)
    expect(branchOf({ manifests: 'apps' })).toMatch(/^gitops-image-update\/apps-/)
  })

  test.each([
    [{ policies: '!clusters/dev' }, 'policies: it excludes files, and names none.'],
    [{ policies: '../clusters' }, 'policies, line 1: "../clusters": it leaves the repository'],
    [{ policies: 'a\nNAME=b' }, 'policies, line 2: "NAME=b": with "policies", a line is a path alone'],
    [{ manifests: 'a.yaml#tag' }, 'manifests, line 1: "a.yaml#tag": with "policies", a line is a path alone'],
    [{ manifests: '!a' }, 'manifests: it only excludes.'],
    [{ images: 'api:v1' }, '"api:v1" gives a version, which is for "policies" to tell.'],
    [{ images: 'a=b' }, 'images: "a=b": the policies tell new names.'],
    [{ tag: 'v1' }, 'tag: "policies" tells the versions already.'],
    [{ rollback: 'true', images: 'api' }, 'rollback: "policies" tells the versions already.'],
    [{ 'allow-tags': 'any' }, 'allow-tags: it is for "update-strategy"']
  ])('%j is refused', (raw, message) => {
    expect(complaint(raw)).toContain(message)
  })
})
