import { expect, test } from '@jest/globals'
import { UpdateError } from '../../../src/core/error.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'
import { surroundingsOf, wantedOf, type FixtureCase } from './fixture.ts'

interface Refusal extends FixtureCase {
  readonly what: string
  readonly text: string
  readonly code: string
  /** Line and column. */
  readonly at: readonly [number, number]
  readonly says: string
  readonly advises: string
}

const DIGEST = `sha256:${'4'.repeat(64)}`
const at = (field: string, image?: string) => [
  { field, part: 'whole' as const, ...(image === undefined ? {} : { image }) }
]
const web = [{ name: 'web', tag: 'v2' }]

const refusals: readonly Refusal[] = [
  {
    what: 'a policy and an image that want two things of one marked value',
    text: 'image: web:v1 # {"$imagepolicy": "apps:web"}\n',
    wanted: [...web, { name: 'apps:web', tag: 'v3' }],
    code: 'ambiguous-image',
    at: [1, 8],
    says: 'Two wishes are for this place: web:v2 (for "web") and web:v3 (for "apps:web").',
    advises: 'Remove one of the two lines from "images"'
  },
  {
    what: 'a policy and an image that want two things of one container',
    text: 'containers:\n- image: web:v1 # {"$imagepolicy": "apps:web"}\n',
    wanted: [...web, { name: 'apps:web', tag: 'v3' }],
    code: 'ambiguous-image',
    at: [2, 10],
    says: 'Two wishes are for this place',
    advises: 'Remove one'
  },
  {
    what: 'a marked value that a wish for the place around it wants otherwise',
    text: 'a:\n  other: v1 # {"$imagepolicy": "apps:web:tag"}\n  image: web\n  tag: v1 # {"$imagepolicy": "apps:web:tag"}\n',
    wanted: [...web, { name: 'apps:web', tag: 'v3' }],
    code: 'ambiguous-image',
    at: [3, 10],
    says: 'web:v2 (for "web") and web:v3 (for "apps:web")',
    advises: 'Remove one'
  },
  {
    what: 'a digest alone for a marked tag',
    text: 'a:\n- v1 # {"$imagepolicy": "apps:web:tag"}\n',
    wanted: [{ name: 'apps:web', digest: DIGEST }],
    code: 'not-editable',
    at: [2, 3],
    says: 'This place holds a tag and no digest, while "apps:web" is given a digest alone.',
    advises: 'Give the tag too in "images".'
  },
  {
    what: 'a tag alone for a marked digest',
    text: `pin: ${DIGEST} # {"$imagepolicy": "apps:web:digest"}\n`,
    wanted: [{ name: 'apps:web', tag: 'v2' }],
    code: 'not-editable',
    at: [1, 6],
    says: 'This place holds a digest and no tag, while "apps:web" is given a tag alone.',
    advises: 'Give the digest too'
  },
  {
    what: 'a marked value of an image that nothing names',
    text: 'image: "" # {"$imagepolicy": "apps:web"}\n',
    wanted: [{ name: 'apps:web', tag: 'v2' }],
    code: 'not-editable',
    at: [1, 8],
    says: 'Nothing tells which image this place names.',
    advises: 'Write "apps:web=IMAGE:TAG" in "images".'
  },
  {
    what: 'a broken document with a marker of the wanted policy',
    text: 'a: [\n---\nversion: v1 # {"$imagepolicy": "apps:web:tag"}\nb: [\n',
    wanted: [{ name: 'ghcr.io/acme/web', tag: 'v2' }],
    policies: { 'apps:web': 'ghcr.io/acme/web' },
    code: 'not-parsed',
    at: [5, 1],
    says: 'This is not valid YAML',
    advises: 'Correct the file'
  },
  {
    what: 'a marked anchor in a list that a wish for one alias wants otherwise',
    text: 'containers:\n- image: &i web:v1 # {"$imagepolicy": "apps:web"}\n- image: *i\n',
    wanted: [{ name: 'apps:web', tag: 'v3' }, ...web],
    code: 'ambiguous-image',
    at: [2, 13],
    says: 'Two wishes are for this place',
    advises: 'Remove one'
  },
  {
    what: 'a field that is not there',
    text: 'image:\n  repository: web\n  tag: v1\nsidecar:\n  image: {tag: v1}\n',
    pointers: at('sidecar.tag'),
    wanted: web,
    code: 'missing-image',
    at: [1, 1],
    says: '"a.yaml" has no field "sidecar.tag".',
    advises: '"sidecar.image.tag" (line 5)'
  },
  {
    what: 'an item that is not there',
    text: 'steps:\n- {name: web-test, run: "web:v1"}\n',
    pointers: at('steps.[name=web].run'),
    wanted: web,
    code: 'missing-image',
    at: [1, 1],
    says: 'has no field "steps.[name=web].run"',
    advises: 'Near to it: "steps.[name=web-test].run" (line 2)'
  },
  {
    what: 'a field of an empty file',
    text: '# nothing yet\n',
    pointers: at('image.tag', 'web'),
    wanted: web,
    code: 'missing-image',
    at: [1, 1],
    says: 'has no field "image.tag"',
    advises: 'It has no fields at all.'
  },
  {
    what: 'a field of a file that is no map',
    text: 'hello\n',
    pointers: at('image.tag', 'web'),
    wanted: web,
    code: 'missing-image',
    at: [1, 1],
    says: 'has no field "image.tag"',
    advises: 'It has no fields at all.'
  },
  {
    what: 'a field that holds a map',
    text: 'image:\n  tag: v1\n',
    pointers: at('image'),
    wanted: web,
    code: 'not-editable',
    at: [2, 3],
    says: '"image" holds a map or a list.',
    advises: 'Point at a single value in it.'
  },
  {
    what: 'a field that holds anything else',
    text: 'version: v1, or later\n',
    pointers: at('version'),
    wanted: web,
    code: 'not-editable',
    at: [1, 10],
    says: '"version" holds "v1, or later", which is no part of an image reference.',
    advises: 'Say what it holds: "version:tag", "version:name" or "version:digest".'
  },
  {
    what: 'a field that is filled in later',
    text: 'image: {tag: "{{ .Values.tag }}"}\n',
    pointers: at('image.tag'),
    wanted: web,
    code: 'templated',
    at: [1, 14],
    says: '"image.tag" holds the source of a template: {{ .Values.tag }}.',
    advises: 'Point at the field that sets the value.'
  },
  {
    what: 'two images for one field',
    text: 'image: {tag: v1}\n',
    pointers: at('image.tag'),
    wanted: [...web, { name: 'api', tag: 'v3' }],
    code: 'ambiguous-image',
    at: [1, 14],
    says: 'Two wishes are for this place: web:v2 (for "web") and api:v3 (for "api").',
    advises: 'Say in "manifests" which image the line is for, as in "api=a.yaml#FIELD".'
  },
  {
    what: 'one image in a field, another in the place around it',
    text: 'containers:\n- image: api:v1\n',
    pointers: at('containers.0.image', 'web'),
    formats: ['workload', 'yaml-field'],
    wanted: [...web, { name: 'api', tag: 'v3' }],
    code: 'ambiguous-image',
    at: [2, 10],
    says: 'Two wishes are for this place',
    advises: ''
  },
  {
    what: 'one image in a part of a place, another in all of it',
    text: 'image:\n  repository: api\n  tag: v1\n',
    pointers: at('image.tag', 'web'),
    formats: ['helm-values', 'yaml-field'],
    wanted: [...web, { name: 'api', tag: 'v3' }],
    code: 'ambiguous-image',
    at: [3, 8],
    says: 'Two wishes are for this place',
    advises: ''
  },
  {
    what: 'a digest alone for a field that holds a tag',
    text: 'image: {tag: v1}\n',
    pointers: at('image.tag'),
    wanted: [{ name: 'web', digest: DIGEST }],
    code: 'not-editable',
    at: [1, 14],
    says: 'This place holds a tag and no digest, while "web" is given a digest alone.',
    advises: 'Give the tag too'
  },
  {
    what: 'a field whose value others read through its anchor',
    text: 'a: &tag v1\nb: *tag\n',
    pointers: at('a'),
    wanted: web,
    code: 'not-editable',
    at: [1, 9],
    says: 'is shared through an anchor with other places (line 2)',
    advises: 'Write the value out'
  },
  {
    what: 'an item of a list that others read through its anchor',
    text: 'a: &list [v1]\nb: *list\n',
    pointers: at('a.0'),
    wanted: web,
    code: 'not-editable',
    at: [1, 11],
    says: 'is shared through an anchor with other places (line 2)',
    advises: 'Write the value out'
  },
  {
    what: 'a broken document in a file with a pointer',
    text: 'image: {tag: v1}\n---\na: [\n',
    pointers: at('image.tag'),
    wanted: web,
    code: 'not-parsed',
    at: [4, 1],
    says: 'This is not valid YAML',
    advises: 'Correct the file'
  }
]

test.each(refusals)('$what: $code', ({ text, code, at: [line, column], says, advises, ...rest }) => {
  const run = (): unknown =>
    updateManifest({ path: 'a.yaml', text }, rest.wanted.map(wantedOf), {
      addMissing: false,
      surroundings: surroundingsOf(rest)
    })
  expect(run).toThrow(UpdateError)
  expect(run).toThrow(
    expect.objectContaining({
      code,
      place: { file: 'a.yaml', line, column },
      message: expect.stringContaining(says),
      hint: expect.stringContaining(advises)
    })
  )
})
