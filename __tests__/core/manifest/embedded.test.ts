import { expect, test } from '@jest/globals'
import { UpdateError } from '../../../src/core/error.ts'
import { draftUpdate, editText, type Draft } from '../../../src/core/manifest/draft.ts'
import { ANYWHERE } from '../../../src/core/manifest/format.ts'
import { locateImages, locateSlots } from '../../../src/core/manifest/locate.ts'
import { selectTargets } from '../../../src/core/manifest/select.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'
import { verify } from '../../../src/core/manifest/verify.ts'
import { parseYaml } from '../../../src/core/yaml/document.ts'
import { wantedOf } from './fixture.ts'

const TEXT = `apiVersion: v1
kind: ConfigMap
metadata: {name: shop, namespace: prod}
data:
  values.yaml: &values |
    # head
    image:
      repository: acme/shop
      tag: v1 # now
    other: &o 'v1'

    last: *o

  note: |
    other
`

const WANTED = [wantedOf({ name: 'acme/shop', tag: 'v2' })]

const NOTHING_LACKS = { entries: [], pointers: [] }

function draft(): Draft {
  const file = parseYaml('values.yaml', TEXT)
  return draftUpdate(
    file,
    selectTargets(file, locateSlots(file, ANYWHERE).slots, WANTED),
    WANTED,
    NOTHING_LACKS
  )
}

const check = (text: string) => () => verify(draft(), text, editText(draft()).edits, ANYWHERE)

/** The result of the update with something else changed too. */
const tampered = (from: string, to: string): string => {
  const { text } = editText(draft())
  expect(text).toContain(from)
  return text.replace(from, to)
}

test('the text that the edits make is what was wanted', () => {
  const { text } = editText(draft())
  expect(text).toBe(TEXT.replace('tag: v1', 'tag: v2'))
  expect(check(text)().file.text).toBe(text)
})

test.each([
  ['another value', "'v1'", "'v2'"],
  ['quotes', "'v1'", 'v1'],
  ['a blank line less', "'v1'\n\n", "'v1'\n"],
  ['a blank line more at the end', 'last: *o\n\n', 'last: *o\n    \n      \n'],
  ['a comment', '# head', '# Head'],
  ['more indentation', '    last', '     last'],
  ['another way of chomping', '|\n    #', '|-\n    #'],
  ['a folded scalar', '|\n    #', '>\n    #'],
  ['an anchor', '&values ', ''],
  ['a value of the file', '    other\n', '    more\n']
])('the verification sees %s', (_what, from, to) => {
  expect(check(tampered(from, to))).toThrow('The update would change more of the document than the image')
})

test('the verification sees what the edits themselves do wrong within the block', () => {
  const { text, edits } = editText(draft())
  const wrong = edits.map((edit) => ({ ...edit, text: 'v2\n    more: 1' }))
  const broken = text.replace('tag: v2', 'tag: v2\n    more: 1')
  expect(() => verify(draft(), broken, wrong, ANYWHERE)).toThrow(
    'The update would change more of the block of text than the image'
  )
})

test('the verification sees a comment within the block that the edits change', () => {
  const { text, edits } = editText(draft())
  const wrong = edits.map((edit) => ({ ...edit, text: 'v2 # new' }))
  expect(() => verify(draft(), text.replace('tag: v2', 'tag: v2 # new'), wrong, ANYWHERE)).toThrow(
    'The update would change a comment'
  )
})

test('places are those of the file', () => {
  const [image] = locateImages({ path: 'values.yaml', text: TEXT })
  expect(image).toEqual({
    place: { file: 'values.yaml', line: 8, column: 19 },
    format: 'helm-values',
    name: 'acme/shop',
    reference: { name: 'acme/shop', tag: 'v1' },
    path: 'ConfigMap/prod/shop:data.values.yaml.image.repository'
  })
  const { changes } = updateManifest({ path: 'values.yaml', text: TEXT }, WANTED, { addMissing: false })
  expect(changes.map(({ place }) => place)).toEqual([{ file: 'values.yaml', line: 9, column: 12 }])
})

test('nothing is advised to point into a block of text', () => {
  const other = 'worker: {image: {registry: ghcr.io, repository: acme/shop, tag: v1}}'
  const text = TEXT.replace("other: &o 'v1'", other).replace('    last: *o\n', '')
  const update = () => updateManifest({ path: 'values.yaml', text }, WANTED, { addMissing: false })
  expect(update).toThrow('"acme/shop" fits images of several registries: acme/shop:v1 (line 8)')
  try {
    update()
  } catch (error) {
    expect(error instanceof UpdateError && error.hint).toBe(
      'Write the name with its registry in "images" (as in "ghcr.io/acme/shop").'
    )
  }
})

test('one update edits the values in a block and the images around it', () => {
  const text = `${TEXT}---\ncontainers:\n- image: acme/shop:v0\n`
  const updated = updateManifest({ path: 'values.yaml', text }, WANTED, { addMissing: false })
  expect(updated.text).toBe(text.replace('tag: v1', 'tag: v2').replace('shop:v0', 'shop:v2'))
  expect(updated.changes.map(({ format }) => format)).toEqual(['helm-values', 'workload'])
})
