import { describe, expect, test } from '@jest/globals'
import { formats } from '../../../src/core/manifest/formats/index.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'
import { fixtures, surroundingsOf, wantedOf, type Fixture } from './fixture.ts'

const USUAL_PATHS: Readonly<Record<string, string>> = {
  kustomization: 'apps/web/kustomization.yaml',
  workload: 'apps/web/deployment.yaml',
  'argocd-application': 'argocd/web.yaml',
  'argocd-source': 'apps/web/.argocd-source-web.yaml'
}

const LINE_ENDS = [
  ['LF', (text: string) => text],
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')]
] as const

const cases = fixtures.flatMap((fixture) =>
  LINE_ENDS.filter(([ends]) => fixture.case.lineEnds === undefined || ends === 'LF').map(
    ([ends, convert]) => [`${fixture.format}/${fixture.name}`, ends, fixture, convert] as const
  )
)

function update(fixture: Fixture, text: string) {
  const path = fixture.case.file ?? USUAL_PATHS[fixture.format] ?? `${fixture.format}.yaml`
  const wanted = fixture.case.wanted.map(wantedOf)
  return updateManifest({ path, text }, wanted, {
    addMissing: fixture.case.addMissing ?? false,
    surroundings: surroundingsOf(fixture.case)
  })
}

test('every format has fixtures, and every fixture a format', () => {
  const tested = new Set(fixtures.map((fixture) => fixture.format))
  expect([...tested].toSorted()).toEqual(formats.map((format) => format.name).toSorted())
})

describe.each(cases)('%s (%s)', (_name, _ends, fixture, convert) => {
  const updated = update(fixture, convert(fixture.before))

  test('the text after the update is the one by hand', () => {
    expect(updated.text).toBe(convert(fixture.after))
  })

  test('a second update changes nothing', () => {
    const again = update(fixture, convert(fixture.after))
    expect(again.text).toBe(convert(fixture.after))
    expect(again.changes).toEqual([])
    expect(again.found).toEqual(updated.found)
  })

  test('it says which wishes were found, what changed and what people should know', () => {
    const { wanted, found, changes, notices = [] } = fixture.case
    expect([...updated.found].toSorted()).toEqual(found ?? [...wanted.keys()])
    expect(updated.changes).toHaveLength(changes ?? wanted.length)
    const said = updated.notices.map(({ place, message }) => `${place.line}: ${message}`)
    expect(said).toEqual(notices.map((notice) => expect.stringContaining(notice)))
  })
})
