import { expect, test } from '@jest/globals'
import { parseImagesLine } from '../../../src/core/image/images-line.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'

const DIGEST = `sha256:${'0a'.repeat(32)}`

test.each([
  ['the tag that is new', ['- name: api', '  newName: r/api', '  newTag: v1'], 'api:v2', 4],
  ['the tag that took the place of a digest', ['- digest: x', '  name: api'], 'api:v2', 2],
  ['the digest where the tag stays', ['- name: api', '  newTag: v1', '  digest: x'], `api=*:*@${DIGEST}`, 4],
  ['the name where nothing else is new', ['- name: api', '  newTag: v1'], 'api=r/api', 3],
  ['the tag of an entry that was added', ['- name: web', '  newTag: v1'], 'api:v2', 5]
])('a change is shown at %s', (_, entries, line, expected) => {
  const text = ['images:', ...entries, ''].join('\n')
  const manifest = { path: 'kustomization.yaml', text }
  const { changes } = updateManifest(manifest, [parseImagesLine(line, undefined)], { addMissing: true })
  expect(changes.map(({ place }) => place.line)).toEqual([expected])
})
