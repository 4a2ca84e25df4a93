import type { Difference } from './differences.ts'

/** A kustomization and the lines that are to be written into it, by us and by `kustomize edit set image`. */
export interface EditCase {
  readonly name: string
  readonly before: string
  /** Lines of `images`, in the syntax that both share. */
  readonly images: readonly string[]
  /** The intended difference that this case shows; the results must be equal without one, and differ with one. */
  readonly differs?: Difference['id']
}

const D1 = `sha256:${'1'.repeat(64)}`
const D2 = `sha256:${'2'.repeat(64)}`

const entry = (...fields: readonly string[]): string =>
  `images:\n- name: app\n${fields.map((field) => `  ${field}\n`).join('')}`

const one = (name: string, before: string, image: string, differs?: string): EditCase => ({
  name,
  before,
  images: [image],
  ...(differs === undefined ? {} : { differs })
})

/** What each field of an entry becomes, for every form of a line. */
const fields: readonly EditCase[] = [
  one('tag', entry('newTag: v1'), 'app=*:v2'),
  one('tag beside a new name', entry('newName: reg/app', 'newTag: v1'), 'app=*:v2'),
  one('tag without one before', entry(), 'app=*:v2'),
  one('tag in place of a digest', entry(`digest: ${D1}`), 'app=*:v2'),
  one('tag in place of tag and digest', entry('newTag: v1', `digest: ${D1}`), 'app=*:v2'),
  one('tag in place of an empty one', entry('newTag: ""'), 'app=*:v2'),
  one('tag in place of null', entry('newTag:'), 'app=*:v2'),
  one('tag, keeping the digest', entry('newTag: v1', `digest: ${D1}`), 'app=*:v2@*'),
  one('tag, keeping a digest that is not there', entry('newTag: v1'), 'app=*:v2@*'),
  one('digest', entry(`digest: ${D1}`), `app=*@${D2}`),
  one('digest in place of a tag', entry('newTag: v1'), `app=*@${D2}`),
  one('digest in place of tag and digest', entry('newTag: v1', `digest: ${D1}`), `app=*@${D2}`),
  one('digest without anything before', entry(), `app=*@${D2}`),
  one('digest, keeping the tag', entry('newTag: v1'), `app=*:*@${D2}`),
  one('digest, keeping a tag that is not there', entry(`digest: ${D1}`), `app=*:*@${D2}`),
  one('tag and digest', entry('newTag: v1'), `app=*:v2@${D2}`),
  one('tag and digest beside a new name', entry('newName: reg/app', `digest: ${D1}`), `app=*:v2@${D2}`),
  one('new name and tag', entry('newTag: v1'), 'app=reg.example.com/app:v2'),
  one('new name and tag over others', entry('newName: old/app', 'newTag: v1'), 'app=reg.example.com/app:v2'),
  one('new name and digest', entry('newName: old/app', 'newTag: v1'), `app=reg.example.com/app@${D2}`),
  one('new name, tag and digest', entry('newTag: v1'), `app=reg.example.com/app:v2@${D2}`),
  one('new name with a port', entry('newTag: v1'), 'app=localhost:5000/app:v2'),
  one('new name, keeping the tag', entry('newTag: v1'), 'app=reg.example.com/app:*'),
  one('new name, keeping the digest', entry(`digest: ${D1}`), 'app=reg.example.com/app@*'),
  one('everything kept', entry('newName: reg/app', 'newTag: v1', `digest: ${D1}`), 'app=*:*@*'),
  one('name and tag, no new name', entry('newTag: v1'), 'app:v2'),
  one('name and digest, no new name', entry('newTag: v1'), `app@${D2}`),
  one('name, tag and digest', entry('newTag: v1'), `app:v2@${D2}`)
]

/** Tags that a YAML parser might read as something else. */
const values: readonly EditCase[] = [
  '1.10',
  '0123',
  '1_000',
  '0x1F',
  'yes',
  'null',
  '2024-01-01',
  '7284872',
  'on',
  '0o17',
  '5'
].map((tag) => one(`the tag ${tag}`, entry('newTag: v1'), `app=*:${tag}`))

/** Entries that are found, and ones that are added. */
const entries: readonly EditCase[] = [
  one(
    'the second of two entries',
    'images:\n- name: other\n  newTag: v1\n- name: app\n  newTag: v1\n',
    'app=*:v2'
  ),
  one('no prefix of a longer name', 'images:\n- name: app-worker\n  newTag: v1\n- name: app\n', 'app=*:v2'),
  one(
    'a name with registry and port',
    'images:\n- name: reg.example.com:5000/app\n  newTag: v1\n',
    'reg.example.com:5000/app=*:v2'
  ),
  one('a placeholder for a name', 'images:\n- name: IMAGE\n  newName: reg/app\n', 'IMAGE=*:v2'),
  one('a new entry beside others', 'images:\n- name: other\n  newTag: v1\n', 'zebra=*:v2'),
  one('a new entry with a new name', 'images:\n- name: other\n', 'zebra=reg/zebra:v2'),
  one('a new entry with a digest', 'images:\n- name: other\n', `zebra=*@${D2}`),
  one('a new entry with tag and digest', 'images:\n- name: other\n', `zebra=*:v2@${D2}`),
  one('a new entry, keeping what is not there', 'images:\n- name: other\n', 'zebra=*:v2@*'),
  one('a new list', 'resources:\n- a.yaml\n', 'app=*:v2'),
  one(
    'a new list below others',
    'namespace: x\n\nresources:\n- a.yaml\n\ncommonAnnotations:\n  a: b\n',
    'app=reg/app:v2'
  ),
  one('an empty list', 'images: []\nresources:\n- a.yaml\n', 'app=*:v2'),
  one('a list that is null', 'images:\nresources:\n- a.yaml\n', 'app=*:v2'),
  one('a file of comments', '# nothing\n', 'app=*:v2'),
  {
    name: 'several at once',
    before: 'images:\n- name: a\n  newTag: v1\n- name: b\n  digest: ' + D1 + '\n',
    images: ['b=*:v2', `a=reg/a@${D2}`, 'c=*:1.10']
  }
]

/** The same model in other clothes. */
const shapes: readonly EditCase[] = [
  one('flow style', 'images: [{name: app, newTag: v1}, {name: other}]\n', 'app=*:1.10'),
  one('flow style, inserted', 'images: [{name: app}]\n', `app=*:v2@${D2}`),
  one('flow style, removed', `images: [{name: app, newTag: v1, digest: "${D1}"}]\n`, 'app=*:v2'),
  one('flow style, a new entry', 'images: [{name: other, newTag: v1}]\n', 'zebra=*:v2'),
  one('JSON', '{"images": [{"name": "app", "newTag": "v1"}], "resources": []}\n', 'app=*:v2'),
  one('JSON, a new list', '{"resources": ["a.yaml"]}\n', 'app=*:v2'),
  one('a BOM', '\ufeffimages:\n- name: app\n  newTag: v1\n', 'app=*:v2'),
  one('CRLF', 'images:\r\n- name: app\r\n  newTag: v1\r\n', `app=*:v2@${D2}`),
  one('no final newline', 'images:\n- name: app', 'app=*:v2'),
  one('keys in other cases', 'Images:\n- Name: app\n  NewTag: v1\n', 'app=*:v2'),
  one(
    'keys in the order of the alphabet',
    `images:\n- digest: ${D1}\n  name: app\n  newName: reg/app\n`,
    'app=*:v2'
  ),
  one(
    'comments between the keys',
    `images:\n- digest: ${D1} # d\n  # n\n  name: app\n  newTag: v1\n`,
    'app=*:v2'
  ),
  one('quoted keys', 'images:\n- "name": "app"\n', 'app=*:v2'),
  one('a folded tag', 'images:\n- name: app\n  newTag: >-\n    v1\n', 'app=*:v2'),
  one(
    'a merge key',
    'images:\n- &a {name: app, newTag: v1}\n- <<: *a\n  name: other\n  newTag: v9\n',
    'other=*:v2'
  ),
  one('an alias for a tag', 'images:\n- name: a\n  newTag: &t v1\n- name: app\n  newTag: *t\n', 'app=*:v2'),
  one(
    'a component',
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n- name: app\n',
    'app=*:v2'
  ),
  one('the marker of a document', '---\nimages:\n- name: app\n  newTag: v1\n', 'app=*:v2')
]

/** One case for each intended difference. */
const intended: readonly EditCase[] = [
  one('a new entry before others', 'images:\n- name: other\n', 'app=*:v2', 'order'),
  one('nothing but images', entry('newTag: v1'), 'app=*:v2', 'type-meta'),
  one('a line without NAME=', entry('newName: reg/app', 'newTag: v1'), 'app:v2', 'new-name-kept'),
  one('a tag suffix', entry('tagSuffix: -debug'), 'app=*:v2', 'tag-suffix-kept'),
  one(
    'the new name for a name',
    entry('newName: reg/app', 'newTag: v1'),
    'reg/app=*:v2',
    'found-by-new-name'
  ),
  one('two spellings', 'images:\n- name: docker.io/library/nginx\n', 'nginx=*:v2', 'canonical-names'),
  one(
    'duplicates',
    'images:\n- name: app\n  newTag: v1\n- name: app\n  newTag: v0\n',
    'app=*:v2',
    'duplicates-refused'
  ),
  { name: 'two wishes', before: entry(), images: ['app=*:v1', 'app=*:v2'], differs: 'two-wishes-refused' },
  one('a tag that is none', entry(), 'app=*:v1+build', 'grammar'),
  one('imageTags', 'imageTags:\n- name: app\n  newTag: v1\n', 'app=*:v2', 'image-tags-kept'),
  one(
    'imageTags beside images',
    'images:\n- name: app\n  newTag: v1\nimageTags:\n- name: app\n  newTag: v1\n',
    'app=*:v2',
    'image-tags-kept'
  ),
  one('the name for a new name', entry(), 'app=app:v2', 'redundant-new-name'),
  one('a new name alone', entry('newTag: v1'), 'app=reg/app', 'unsaid-version-kept'),
  one(
    'a new name, keeping the tag beside a digest',
    entry('newTag: v1', `digest: ${D1}`),
    'app=reg/app:*',
    'unsaid-version-kept'
  ),
  one('an unknown field', entry('newTag: v1', 'newDigest: x'), 'app=*:v2', 'unknown-fields'),
  one('an unquoted number', entry('newTag: 1.10'), 'app=*:1.11', 'unquoted-number-repaired'),
  one('a placeholder', entry('newTag: ${TAG}'), 'app=*:v2', 'template-left-alone'),
  one(
    'an anchor that others use',
    'images:\n- name: app\n  newTag: &t v1\n- name: b\n  newTag: *t\n',
    'app=*:v2',
    'shared-value-refused'
  ),
  one('a number beyond all bounds', entry('newTag: v1'), 'app=*:12e4567', 'every-number-quoted'),
  one('old lists', `${entry('newTag: v1')}bases:\n- ../base\n`, 'app=*:v2', 'other-lists-untouched')
]

/** Every case. */
export const editCases: readonly EditCase[] = [...fields, ...values, ...entries, ...shapes, ...intended]
