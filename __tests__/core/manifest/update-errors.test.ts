import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../../../src/core/error.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'
import { wantedOf, type SpelledWish } from './fixture.ts'

interface Refusal {
  readonly what: string
  readonly path?: string
  readonly text: string
  readonly wanted?: readonly SpelledWish[]
  readonly addMissing?: boolean
  readonly code: string
  /** Line and column. */
  readonly at: readonly [number, number]
  readonly says: string
  readonly advises: string
}

const DIGEST = `sha256:${'1'.repeat(64)}`

const refusals: readonly Refusal[] = [
  {
    what: 'a document that is no YAML and names the image',
    path: 'a.yaml',
    text: 'spec:\n  containers:\n  - image: app:v1\n  other: [\n',
    code: 'not-parsed',
    at: [5, 1],
    says: 'This is not valid YAML: Flow sequence in block collection must be sufficiently indented',
    advises: 'Correct the file, or exclude it from "manifests" with "!".'
  },
  {
    what: 'the second document only, by its own place',
    path: 'a.yaml',
    text: 'a: 1\n---\nimage: "app:v1\n',
    code: 'not-parsed',
    at: [4, 1],
    says: 'This is not valid YAML: Missing closing "quote',
    advises: 'Correct the file'
  },
  {
    what: 'a document that names the image in another spelling',
    path: 'a.yaml',
    text: 'containers:\n- image: nginx:1.26\n  args: [\n',
    wanted: [{ name: 'docker.io/library/nginx', tag: '1.27' }],
    code: 'not-parsed',
    at: [4, 1],
    says: 'This is not valid YAML',
    advises: 'Correct the file'
  },
  {
    what: 'the source of a Helm template',
    path: 'templates/a.yaml',
    text: 'containers:\n{{- range .Values.all }}\n- image: app:{{ .tag }}\n{{- end }}\n',
    code: 'templated',
    at: [2, 1],
    says: 'This is a template, not YAML',
    advises: "(such as the chart's values)"
  },
  {
    what: 'a broken kustomization to which an entry is to be added',
    text: 'resources: [a\n',
    addMissing: true,
    code: 'not-parsed',
    at: [2, 1],
    says: 'This is not valid YAML',
    advises: 'Correct the file'
  },
  {
    what: 'duplicate entries that disagree',
    text: 'images:\n- name: app\n  newTag: v1\n- name: app\n  newTag: v0\n',
    code: 'ambiguous-image',
    at: [4, 9],
    says: '"app" has several entries that disagree: app:v1 (line 2), app:v0 (line 4).',
    advises: 'remove all but one'
  },
  {
    what: 'lists of entries that disagree, which kustomize applies one after the other',
    text: 'images:\n- name: app\n  newTag: v1\nimageTags:\n- name: app\n  newTag: v0\n',
    code: 'ambiguous-image',
    at: [5, 9],
    says: '"app" has several entries that disagree: app:v1 (line 2), app:v0 (line 5).',
    advises: 'remove all but one'
  },
  {
    what: 'several entries with the wanted new name',
    text: 'images:\n- name: A\n  newName: app\n- name: B\n  newName: app\n',
    code: 'ambiguous-image',
    at: [4, 9],
    says: '2 entries have "app" as their new name: "A" (line 2), "B" (line 4).',
    advises: 'Name the entry that is meant in "images", as in "B=*:TAG".'
  },
  {
    what: 'two wishes for one entry',
    text: 'images:\n- name: nginx\n',
    wanted: [
      { name: 'nginx', tag: 'v1' },
      { name: 'docker.io/library/nginx', tag: 'v2' }
    ],
    code: 'ambiguous-image',
    at: [2, 9],
    says: 'Two wishes are for this place: nginx:v1 (for "nginx") and nginx:v2 (for "docker.io/library/nginx").',
    advises: 'Remove one of the two lines from "images"'
  },
  {
    what: 'two wishes for one new entry',
    text: 'images: []\n',
    addMissing: true,
    wanted: [
      { name: 'app', tag: 'v1' },
      { name: 'app', tag: 'v2' }
    ],
    code: 'ambiguous-image',
    at: [1, 1],
    says: 'Two wishes are for one new entry: app:v1 (for "app") and app:v2 (for "app").',
    advises: 'Remove one'
  },
  {
    what: 'an anchor that another place uses',
    text: 'images:\n- name: app\n  newTag: &t v1\n- name: other\n  newTag: *t\n',
    code: 'not-editable',
    at: [3, 14],
    says: '"newTag" of "app" is shared through an anchor with other places (line 5), which would change too.',
    advises: 'Write the value out in one of the two places'
  },
  {
    what: 'an anchor that another place uses, in a line that would go',
    text: `images:\n- name: app\n  newTag: v1\n  digest: &d ${DIGEST}\n- name: other\n  digest: *d\n`,
    code: 'not-editable',
    at: [4, 14],
    says: '"digest" of "app" is shared through an anchor with other places (line 6)',
    advises: 'Write the value out'
  },
  {
    what: 'an anchor that another place uses, in a line that would change places',
    text: `images:\n- digest: ${DIGEST}\n  # note\n  name: app\n  newTag: &t v1\n- name: other\n  newTag: *t\n`,
    code: 'not-editable',
    at: [5, 14],
    says: '"newTag" of "app" is shared through an anchor with other places (line 7)',
    advises: 'Write the value out'
  },
  {
    what: 'an alias without an anchor',
    text: 'images:\n- name: app\n  newTag: *nope\n',
    code: 'not-editable',
    at: [3, 11],
    says: 'The alias *nope stands for nothing',
    advises: 'Write the value out'
  },
  {
    what: 'an anchored container that is used elsewhere',
    path: 'a.yaml',
    text: 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - &c\n    image: app:v1\n  other:\n  - *c\n',
    code: 'not-editable',
    at: [6, 12],
    says: '"image" of "app" is shared through an anchor with other places (line 8)',
    advises: 'Write the value out'
  },
  {
    what: 'aliases whose places are to differ',
    text: 'images:\n- name: app\n  newTag: &t v1\n- name: other\n  newTag: *t\n',
    wanted: [
      { name: 'app', tag: 'v2' },
      { name: 'other', tag: 'v3' }
    ],
    code: 'not-editable',
    at: [3, 14],
    says: '"newTag" of "app" is shared through an anchor',
    advises: 'Write the value out'
  },
  {
    what: 'a value that is inherited and would have to go',
    text: `x-pin: &pin {digest: '${DIGEST}'}\nimages:\n- name: app\n  <<: *pin\n`,
    code: 'not-editable',
    at: [3, 9],
    says: '"digest" of "app" is shared through an anchor with other places (line 4)',
    advises: 'Write the value out'
  },
  {
    what: 'a quoted value of several lines',
    path: 'a.yaml',
    text: 'containers:\n- image: "app:\\\n    v1"\n',
    code: 'not-editable',
    at: [2, 10],
    says: 'The value spans several lines.',
    advises: 'Write it on one line.'
  },
  {
    what: 'a block scalar that ends with a line break',
    text: 'images:\n- name: app\n  newTag: |\n    v1\n',
    code: 'not-editable',
    at: [3, 11],
    says: 'The value is a block scalar of several lines, or one that ends with a line break.',
    advises: 'Write it on one line, behind its key.'
  },
  {
    what: 'a map where a tag should be',
    text: 'images:\n- name: app\n  newTag: {a: b}\n',
    code: 'not-editable',
    at: [3, 11],
    says: '"newTag" of "app" holds a map or a list.',
    advises: 'Write a single value there.'
  },
  {
    what: 'a key to be added beside "? key"',
    text: 'images:\n- ? name\n  : app\n',
    code: 'not-editable',
    at: [2, 5],
    says: 'The map has a key written with "?"',
    advises: 'Write the map as "key: value" lines.'
  },
  {
    what: '"images" that are no list, where an entry is to be added',
    text: 'images: {app: v1}\n',
    addMissing: true,
    code: 'not-editable',
    at: [1, 9],
    says: '"images" is no list that an entry could be added to.',
    advises: 'Write it as a list of entries'
  },
  {
    what: '"images" that are an alias, where an entry is to be added',
    text: 'x: &x [{name: other}]\nimages: *x\n',
    addMissing: true,
    code: 'not-editable',
    at: [1, 7],
    says: '"images" is no list that an entry could be added to.',
    advises: 'Write it as a list of entries'
  },
  {
    what: 'a document that holds only a word, where an entry is to be added',
    text: 'nothing\n',
    addMissing: true,
    code: 'not-editable',
    at: [1, 1],
    says: 'The update would make the document unreadable, so nothing was written.',
    advises: 'update it by hand'
  },
  {
    what: 'a key that hides an older one',
    text: `images:\n- name: app\n  newTag: v1\n  digest: ${DIGEST}\n  digest: ${DIGEST}\n`,
    code: 'not-editable',
    at: [2, 9],
    says: `The update would leave app:v2@${DIGEST} where app:v2 is wanted, so nothing was written.`,
    advises: 'update it by hand'
  }
]

function refuse({ path, text, wanted, addMissing }: Refusal): UpdateError {
  try {
    const wishes = (wanted ?? [{ name: 'app', tag: 'v2' }]).map(wantedOf)
    updateManifest({ path: path ?? 'kustomization.yaml', text }, wishes, { addMissing: addMissing ?? false })
  } catch (error) {
    if (error instanceof UpdateError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe.each(refusals)('$what', (refusal) => {
  const error = refuse(refusal)
  const [line, column] = refusal.at

  test('is refused with its code and place', () => {
    expect({ code: error.code, place: error.place }).toEqual({
      code: refusal.code,
      place: { file: refusal.path ?? 'kustomization.yaml', line, column }
    })
  })

  test('is explained, with what to do', () => {
    expect(error.message).toContain(refusal.says)
    expect(error.hint).toContain(refusal.advises)
    const shown = refusal.text.split('\n')[line - 1] ?? ''
    if (error.excerpt !== undefined) expect(error.excerpt).toBe(`${shown}\n${' '.repeat(column - 1)}^`)
  })
})
