import { expect, test } from '@jest/globals'
import { draftUpdate, editText, type Draft } from '../../../src/core/manifest/draft.ts'
import { ANYWHERE } from '../../../src/core/manifest/format.ts'
import { locateSlots } from '../../../src/core/manifest/locate.ts'
import { selectTargets } from '../../../src/core/manifest/select.ts'
import { verify } from '../../../src/core/manifest/verify.ts'
import { parseYaml } from '../../../src/core/yaml/document.ts'

const TEXT = `# head
images:
- name: app
  newTag: v1 # tag
- name: other
  newTag: &t 'v1'
note: *t
list: [a, !mine b]
---
second: "x"
`

const NOTHING_LACKS = { entries: [], pointers: [] }

function draft(): Draft {
  const file = parseYaml('kustomization.yaml', TEXT)
  const wanted = [{ name: 'app', newName: undefined, tag: { set: 'v2' }, digest: 'unsaid' as const }]
  return draftUpdate(
    file,
    selectTargets(file, locateSlots(file, ANYWHERE).slots, wanted),
    wanted,
    NOTHING_LACKS
  )
}

/** The result of the update with something else changed too. */
const tampered = (from: string, to: string): string => {
  const { text } = editText(draft())
  expect(text).toContain(from)
  return text.replace(from, to)
}

const check = (text: string) => () => verify(draft(), text, editText(draft()).edits, ANYWHERE)

test('the text that the edits make is what was wanted', () => {
  const { text } = editText(draft())
  expect(check(text)().file.text).toBe(text)
})

test.each([
  ['another value', "'v1'", "'v2'"],
  ['another value of the same number', 'second: "x"', 'second: "y"'],
  ['quotes', "&t 'v1'", '&t v1'],
  ['an anchor', '&t', '&u'],
  ['an alias', '*t', 'v1'],
  ['a tag', '!mine b', 'b'],
  ['a key', 'note:', 'notes:'],
  ['the order of keys', 'note: *t\nlist: [a, !mine b]', 'list: [a, !mine b]\nnote: *t'],
  ['the style of a list', 'list: [a, !mine b]', 'list:\n- a\n- !mine b'],
  ['an item less', '[a, !mine b]', '[a]'],
  ['a pair more', '---', 'more: 1\n---'],
  ['the wanted value without quotes that it needs', 'v2', '1.10']
])('the verification sees %s', (_what, from, to) => {
  expect(check(tampered(from, to))).toThrow('The update would change more of the document than the image')
})

test.each([
  ['lost', ' # tag', ''],
  ['changed', '# head', '# Head'],
  ['added', 'second: "x"', 'second: "x" # new'],
  ['swapped with another', /# head([^]*)# tag/, '# tag$1# head']
])('the verification sees a comment that is %s', (_what, from, to) => {
  const { text } = editText(draft())
  expect(check(text.replace(from, to))).toThrow('The update would change a comment')
})

test('the verification sees a document that is cut in two, or joined', () => {
  const message = 'The update would change how many documents the file has'
  expect(check(tampered('note:', '---\nnote:'))).toThrow(message)
  expect(check(tampered('---\nsecond', 'second'))).toThrow(message)
})

test('the verification sees a document that cannot be read any more', () => {
  expect(check(tampered('second: "x"', 'second: "x'))).toThrow(
    'The update would make the document unreadable'
  )
})

test('the verification sees a wish that is not fulfilled', () => {
  const wish = draft()
  const targets = wish.targets.map((target) => ({ ...target, to: { name: 'app', tag: 'v3' } }))
  const { text, edits } = editText(wish)
  expect(() => verify({ ...wish, targets }, text, edits, ANYWHERE)).toThrow(
    'leave app:v2 where app:v3 is wanted'
  )
})
