import { expect, test } from '@jest/globals'
import { FORMAT_NAMES } from '../../src/core/manifest/manifest.ts'
import type { FileHistory, FileVersion } from '../../src/ports/history.ts'
import type { ManifestReading } from '../../src/reading.ts'
import { rolledBackVersions } from '../../src/sources/rollback.ts'
import { kustomization } from '../scenarios/manifests.ts'

const path = 'app/kustomization.yaml'
const file = { path, text: kustomization('api:v3'), executable: false, named: false, aims: [{}] }
const reading = { base: { branch: 'main', head: 'c3' }, files: [file] } as unknown as ManifestReading

const version = (tag: string, position: number): FileVersion => ({
  commit: { oid: `c${tag.slice(1)}`, url: '', message: 'deploy', position },
  brought: [],
  text: kustomization(`api:${tag}`)
})

/** The versions that a rollback by one gives, of a past that was read as far as told. */
const rolledBack = (history: FileHistory) =>
  rolledBackVersions(
    {
      kind: 'rollback',
      images: [{ name: 'api', newName: undefined }],
      target: { kind: 'versions', count: 1 }
    },
    { formats: FORMAT_NAMES },
    { history: () => Promise.resolve([history]), resolve: () => Promise.resolve(undefined) },
    'run'
  )(reading)

const now = version('v3', 0)

test('what lies further back than was looked at comes from the list of the versions, with a notice', async () => {
  const versions = [now, version('v2', 5000)]
  const { wanted, notices } = await rolledBack({
    path,
    versions: [now],
    isComplete: false,
    listed: { versions, isComplete: false }
  })
  expect(wanted).toMatchObject([{ name: 'api', tag: { set: 'v2' } }])
  expect(notices).toEqual([expect.stringContaining('further back than the commits of the branch')])
})

test('the list is not asked where the commits tell', async () => {
  const { wanted, notices } = await rolledBack({
    path,
    versions: [now, version('v2', 5)],
    isComplete: false,
    listed: { versions: [now, version('v1', 3)], isComplete: false }
  })
  expect(wanted).toMatchObject([{ tag: { set: 'v2' } }])
  expect(notices).toEqual([])
})

test('where neither tells, it is refused', async () => {
  await expect(rolledBack({ path, versions: [now], isComplete: false })).rejects.toMatchObject({
    code: 'missing-image'
  })
})
