/** Helm values, and what is set in them. */
export interface HelmCase {
  readonly name: string
  readonly before: string
  /** Our wish, as a line of `images`. */
  readonly image: string
  /** What Helm is to set instead, in the syntax of `--set-string`. */
  readonly sets: readonly string[]
  /** The keys that Helm is to take away. */
  readonly unset?: readonly string[]
  /** The intended difference that this case shows; none, where Helm reads the same from both. */
  readonly differs?: string
}

const D1 = `sha256:${'1'.repeat(64)}`
const D2 = `sha256:${'2'.repeat(64)}`

const one = (
  name: string,
  before: string,
  image: string,
  sets: readonly string[],
  unset: readonly string[] = []
): HelmCase => ({ name, before, image, sets, unset })

/** What charts call the parts of an image. */
const keys: readonly HelmCase[] = [
  one('repository and tag', 'image:\n  repository: app\n  tag: v1\n', 'app:v2', ['image.tag=v2']),
  one('already there', 'image:\n  repository: app\n  tag: v2\n', 'app:v2', ['image.tag=v2']),
  one('name and tag', 'image:\n  name: app\n  tag: v1\n', 'app:v2', ['image.tag=v2']),
  one('image and tag', 'image: app\ntag: v1\n', 'app:v2', ['tag=v2']),
  one('image and imageTag', 'image: app\nimageTag: v1\n', 'app:v2', ['imageTag=v2']),
  one('a whole reference', 'image: ghcr.io/acme/app:v1\n', 'ghcr.io/acme/app:v2', [
    'image=ghcr.io/acme/app:v2'
  ]),
  one('a whole reference with a digest', `image: app:v1@${D1}\n`, `app:v2@${D2}`, [`image=app:v2@${D2}`]),
  one(
    'a registry apart',
    'image:\n  registry: ghcr.io\n  repository: acme/app\n  tag: v1\n',
    'ghcr.io/acme/app:v2',
    ['image.tag=v2']
  ),
  one(
    'without the registry apart',
    'image:\n  registry: ghcr.io\n  repository: acme/app\n  tag: v1\n',
    'acme/app:v2',
    ['image.tag=v2']
  ),
  one(
    'a global registry',
    'global:\n  imageRegistry: ghcr.io\nimage:\n  repository: acme/app\n  tag: v1\n',
    'ghcr.io/acme/app:v2',
    ['image.tag=v2']
  ),
  one('a key with a prefix', 'webImage:\n  repository: app\n  tag: v1\n', 'app:v2', ['webImage.tag=v2']),
  one('a version', 'image:\n  repository: app\n  version: v1\n', 'app:v2', ['image.version=v2']),
  one('a tag that is empty', 'image:\n  repository: app\n  tag: ""\n', 'app:v2', ['image.tag=v2']),
  one('a tag that is missing', 'image:\n  repository: app\n', 'app:v2', ['image.tag=v2'])
]

/** Digests, and new names. */
const parts: readonly HelmCase[] = [
  one('a digest for a digest', `image:\n  repository: app\n  tag: v1\n  digest: ${D1}\n`, `app:v2@${D2}`, [
    'image.tag=v2',
    `image.digest=${D2}`
  ]),
  one(
    'a digest that goes',
    `image:\n  repository: app\n  tag: v1\n  digest: ${D1}\n`,
    'app:v2',
    ['image.tag=v2'],
    ['image.digest']
  ),
  one('a digest that is empty', 'image:\n  repository: app\n  tag: v1\n  digest: ""\n', 'app:v2', [
    'image.tag=v2'
  ]),
  one('a digest for an empty one', 'image:\n  repository: app\n  tag: v1\n  digest: ""\n', `app:v2@${D2}`, [
    'image.tag=v2',
    `image.digest=${D2}`
  ]),
  one('a digest in the tag', `image:\n  repository: app\n  tag: v1@${D1}\n`, `app:v2@${D2}`, [
    `image.tag=v2@${D2}`
  ]),
  one('a digest in the tag that goes', `image:\n  repository: app\n  tag: v1@${D1}\n`, 'app:v2', [
    'image.tag=v2'
  ]),
  one('a new name', 'image:\n  repository: app\n  tag: v1\n', 'app=mirror.example.com/app:v2', [
    'image.repository=mirror.example.com/app',
    'image.tag=v2'
  ]),
  one(
    'a new name and a registry apart',
    'image:\n  registry: ghcr.io\n  repository: acme/app\n  tag: v1\n',
    'ghcr.io/acme/app=quay.io/acme/web:v2',
    ['image.registry=quay.io', 'image.repository=acme/web', 'image.tag=v2']
  ),
  one('a new name in a whole reference', 'image: app:v1\n', 'app=web:v2', ['image=web:v2'])
]

const styled = (name: string, tag: string, to: string): HelmCase =>
  one(name, `image:\n  repository: app\n  tag: ${tag}\n`, `app:${to}`, [`image.tag=${to}`])

/** Styles of the value before, and values that must be quoted. */
const styles: readonly HelmCase[] = [
  styled('single quotes', "'v1'", 'v2'),
  styled('double quotes', '"v1"', 'v2'),
  styled('a number', 'v1', '1.10'),
  styled('a number without quotes before', '1.9', '1.10'),
  styled('a whole number', 'v1', '20240105'),
  styled('an exponent', 'v1', '1e3'),
  styled('a commit that is a number', 'v1', '12e4567'),
  styled('a truth', 'v1', 'true'),
  styled('a truth of YAML 1.1', 'v1', 'on'),
  styled('nothing', 'v1', 'null'),
  styled('a date', 'v1', '2024-01-05'),
  styled('an octal number', 'v1', '0755'),
  styled('an underline', 'v1', '1_000'),
  styled('a folded text', '>-\n    v1', 'v2'),
  styled('a comment', 'v1 # the tag', 'v2')
]

/** Where the images stand. */
const places: readonly HelmCase[] = [
  one('below others', 'a:\n  b:\n    image:\n      repository: app\n      tag: v1\n', 'app:v2', [
    'a.b.image.tag=v2'
  ]),
  one(
    'in a list',
    'a:\n- image:\n    repository: web\n    tag: v1\n- image:\n    repository: app\n    tag: v1\n',
    'app:v2',
    ['a[1].image.tag=v2']
  ),
  one(
    'twice',
    'a:\n  image: {repository: app, tag: v1}\nb:\n  image: {repository: app, tag: v0}\n',
    'app:v2',
    ['a.image.tag=v2', 'b.image.tag=v2']
  ),
  one('a key with a dot', 'a.b:\n  image:\n    repository: app\n    tag: v1\n', 'app:v2', [
    'a\\.b.image.tag=v2'
  ]),
  one('flow', 'image: {repository: app, tag: v1}\n', 'app:1.10', ['image.tag=1.10']),
  one('JSON', '{"image": {"repository": "app", "tag": "v1"}}\n', 'app:v2', ['image.tag=v2']),
  one('CRLF', 'image:\r\n  repository: app\r\n  tag: v1\r\nb: 1\r\n', 'app:v2', ['image.tag=v2']),
  one(
    'a merge key',
    'a: &a\n  repository: app\n  pullPolicy: Always\nimage:\n  <<: *a\n  tag: v1\n',
    'app:v2',
    ['image.tag=v2'],
    []
  ),
  one('an anchor of one image', 'a: &v v0\nimage:\n  repository: app\n  tag: *v\n', 'app:v2', [
    'image.tag=v2'
  ]),
  one(
    'two readers of one map',
    'a:\n  image: &i\n    repository: app\n    tag: v1\nb:\n  image: *i\n',
    'app:v2',
    ['a.image.tag=v2', 'b.image.tag=v2']
  ),
  one(
    'beside what is no image',
    'repository: app\nchart:\n  name: app\n  repository: app\n  version: v1\nimage: {repository: app, tag: v1}\n',
    'app:v2',
    ['image.tag=v2']
  )
]

/** One case for each intended difference. */
const intended: readonly HelmCase[] = [
  {
    ...one('a template', 'image:\n  repository: app\n  tag: "{{ .Values.tag }}"\n', 'app:v2', [
      'image.tag=v2'
    ]),
    differs: 'values-template-left-alone'
  },
  {
    ...one('another image', 'image:\n  repository: web\n  tag: v1\n', 'app:v2', ['image.tag=v2']),
    differs: 'values-by-name'
  }
]

/** Every case. */
export const helmCases: readonly HelmCase[] = [...keys, ...parts, ...styles, ...places, ...intended]
