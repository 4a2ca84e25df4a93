import { describe, expect, test } from '@jest/globals'
import { FORMAT_NAMES } from '../src/core/manifest/manifest.ts'
import type { PlannedFile } from '../src/core/plan/planned-file.ts'
import type { Ancestry } from '../src/core/version/ancestry.ts'
import type { Planning } from '../src/deliveries/delivery.ts'
import type { Settings } from '../src/inputs/settings.ts'
import { Lineage } from '../src/lineage.ts'
import { planningFor } from '../src/planning.ts'
import type { SourceRepository } from '../src/ports/source-repository.ts'
import type { ManifestReading } from '../src/reading.ts'
import { kustomization } from './scenarios/manifests.ts'

const [OLD, NEW] = ['1a2b3c4', '9f8e7d6']

/** A kustomization, and how often its text was looked at. */
function countedFile(tag: string): { readonly file: PlannedFile; readonly looks: () => number } {
  let looks = 0
  const file: PlannedFile = {
    path: 'app/kustomization.yaml',
    executable: false,
    named: true,
    aims: [{}],
    get text() {
      looks += 1
      return kustomization(`api:${tag}`)
    }
  }
  return { file, looks: () => looks }
}

const sourceWhere = (ancestry: Ancestry): SourceRepository => ({
  compare: (range) => Promise.resolve({ ancestry, between: { range, commits: [], total: 1, url: '' } }),
  latest: () => Promise.reject(new Error('This is not asked for.'))
})

function planningOf(files: readonly PlannedFile[], tag: string, ancestry: Ancestry): Promise<Planning> {
  const base = { branch: 'main' }
  const reading = { base, files, proposedFiles: [], overrides: [] } as unknown as ManifestReading
  const wanted = [{ name: 'api', newName: undefined, tag: { set: tag }, digest: 'unsaid' as const }]
  const settings = { ifMissing: 'fail', ifOlder: 'skip', formats: FORMAT_NAMES } as Partial<Settings>
  return planningFor(reading, { wanted, notices: [] }, settings as Settings, {
    lineage: new Lineage(sourceWhere(ancestry), ''),
    origins: undefined
  })
}

describe('how often files are planned', () => {
  test.each([
    ['versions', 'v1', 'v2'],
    ['commits', OLD, NEW]
  ])('once, where %s are wanted, however often the plan is asked for', async (_, from, to) => {
    const { file, looks } = countedFile(from)
    const files = [file]
    const planning = await planningOf(files, to, 'ahead')
    const plan = planning(files)
    expect(plan.changes.map((change) => change.to.tag)).toEqual([to])
    const once = looks()
    expect(planning(files)).toBe(plan)
    expect(looks()).toBe(once)
  })

  test('no more often for a commit than for a version', async () => {
    const counts = [
      ['v1', 'v2'],
      [OLD, NEW]
    ].map(async ([from = '', to = '']) => {
      const { file, looks } = countedFile(from)
      const files = [file]
      ;(await planningOf(files, to, 'ahead'))(files)
      return looks()
    })
    const [version, commit] = await Promise.all(counts)
    expect(commit).toBe(version)
  })
})

describe('what is learnt of commits', () => {
  test.each<readonly [Ancestry, readonly string[], readonly string[]]>([
    ['ahead', [NEW], []],
    ['diverged', [NEW], []],
    ['behind', [], [OLD]]
  ])('%s', async (ancestry, written, stays) => {
    const files = [countedFile(OLD).file]
    const plan = (await planningOf(files, NEW, ancestry))(files)
    expect(plan.changes.map(({ to }) => to.tag)).toEqual(written)
    expect(plan.kept.map((kept) => kept.stays.tag)).toEqual(stays)
  })

  test('does not hide that an image is missing', async () => {
    const files = [{ ...countedFile(OLD).file, text: kustomization(`web:${OLD}`) }]
    const planning = await planningOf(files, NEW, 'ahead')
    expect(() => planning(files)).toThrow('names the image "api"')
  })
})
