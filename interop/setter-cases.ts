/** A Flux image policy, `NAMESPACE:NAME`, and the image that it has chosen. */
export interface Policy {
  readonly name: string
  readonly image: string
  readonly tag: string
  readonly digest?: string
}

/** A manifest with markers, and the policies that they name. */
export interface SetterCase {
  readonly name: string
  readonly before: string
  readonly policies: readonly Policy[]
  /** Whether the policies of the repository are followed, in all formats; else the images are asked for by their names. */
  readonly followed?: boolean
  /** The intended difference that this case shows; none, where the parsed results are equal. */
  readonly differs?: string
}

const D1 = `sha256:${'1'.repeat(64)}`
const D2 = `sha256:${'2'.repeat(64)}`
const APP: Policy = { name: 'flux-system:app', image: 'ghcr.io/acme/app', tag: 'v2' }
const WEB: Policy = { name: 'flux-system:web', image: 'ghcr.io/acme/web', tag: 'v2', digest: D2 }

const tagged = (tag: string): Policy => ({ ...APP, tag })
const marker = (rest = '', policy = 'flux-system:app'): string => `# {"$imagepolicy": "${policy}${rest}"}`
const web = (rest = ''): string => marker(rest, WEB.name)

const one = (name: string, before: string, policy: Policy = APP, differs?: string): SetterCase => ({
  name,
  before,
  policies: [policy],
  ...(differs === undefined ? {} : { differs })
})

/** What each kind of marker writes. */
const markers: readonly SetterCase[] = [
  one('a whole reference', `image: ghcr.io/acme/app:v1 ${marker()}\n`),
  one('a whole reference already there', `image: ghcr.io/acme/app:v2 ${marker()}\n`),
  one('a whole reference without a version', `image: ghcr.io/acme/app ${marker()}\n`),
  one('a whole reference of another registry', `image: old.example.com/app:v1 ${marker()}\n`),
  one(
    'a whole reference with a digest, without one wanted',
    `image: ghcr.io/acme/app:v1@${D1} ${marker()}\n`
  ),
  one('a whole reference, with a digest wanted', `image: ghcr.io/acme/web:v1 ${web()}\n`, WEB),
  one('a whole reference whose digest changes', `image: ghcr.io/acme/web:v2@${D1} ${web()}\n`, WEB),
  one('a tag', `tag: v1 ${marker(':tag')}\n`),
  one('a tag, with a digest wanted', `tag: v1 ${web(':tag')}\n`, WEB),
  one('a name', `name: old.example.com/app ${marker(':name')}\n`),
  one('a digest', `digest: ${D1} ${web(':digest')}\n`, WEB),
  one('a name and a tag', `name: ghcr.io/acme/app ${marker(':name')}\ntag: v1 ${marker(':tag')}\n`),
  one(
    'a name, a tag and a digest',
    `name: ghcr.io/acme/web ${web(':name')}\ntag: v1 ${web(':tag')}\ndigest: ${D1} ${web(':digest')}\n`,
    WEB
  ),
  one(
    'a name of another registry and a tag',
    `name: mirror/app ${marker(':name')}\ntag: v1 ${marker(':tag')}\n`
  ),
  one('a tag in several places', `a: v1 ${marker(':tag')}\nb: {c: [v0]}\nd: v1 ${marker(':tag')}\n`),
  {
    name: 'two policies',
    before: `a: ghcr.io/acme/app:v1 ${marker()}\nb: ghcr.io/acme/web:v1 ${web()}\n`,
    policies: [APP, WEB]
  }
]

/** What is a marker, and what is none. */
const comments: readonly SetterCase[] = [
  one('JSON without blanks', 'image: ghcr.io/acme/app:v1 #{"$imagepolicy":"flux-system:app"}\n'),
  one('many hashes', 'image: ghcr.io/acme/app:v1 ### {"$imagepolicy": "flux-system:app"}\n'),
  one('blanks all around', 'image: ghcr.io/acme/app:v1   #  {  "$imagepolicy" :  "flux-system:app"  }  \n'),
  one('other keys beside', 'image: ghcr.io/acme/app:v1 # {"a": "b", "$imagepolicy": "flux-system:app"}\n'),
  one(
    'another key that is no string',
    'image: ghcr.io/acme/app:v1 # {"a": 1, "$imagepolicy": "flux-system:app"}\n'
  ),
  one('text before', `image: ghcr.io/acme/app:v1 # x ${marker().slice(2)}\n`),
  one('text behind', `image: ghcr.io/acme/app:v1 ${marker()} x\n`),
  one('another key', 'image: ghcr.io/acme/app:v1 # {"$policy": "flux-system:app"}\n'),
  one('single quotes', "image: ghcr.io/acme/app:v1 # {'$imagepolicy': 'flux-system:app'}\n"),
  one('no namespace', `image: ghcr.io/acme/app:v1 ${marker('', 'app')}\n`),
  one('an unknown part', `image: ghcr.io/acme/app:v1 ${marker(':version')}\n`),
  one('a marker below a comment', `a: 1\n# an image\n${marker()}\nimage: ghcr.io/acme/app:v1\n`),
  one('a marker at the end of a map', `a:\n  image: ghcr.io/acme/app:v1\n  ${marker()}\nb: 1\n`),
  one('a marker on the key of a map', `a: ${marker()}\n  image: ghcr.io/acme/app:v1\n`),
  one('a marker above', `${marker()}\nimage: ghcr.io/acme/app:v1\n`),
  one('a marker above the second key', `a: 1\n${marker()}\nimage: ghcr.io/acme/app:v1\n`),
  one('a marker after a blank line', `a: 1\n\n${marker()}\nimage: ghcr.io/acme/app:v1\n`),
  one('a marker above a comment at the side', `a: 1\n${marker()}\nimage: ghcr.io/acme/app:v1 # x\n`),
  one('a marker behind a flow list', `a: [v1, v0] ${marker(':tag')}\n`)
]

/** The places in which a marked value stands. */
const places: readonly SetterCase[] = [
  one('an item of a list', `a:\n- b\n- ghcr.io/acme/app:v1 ${marker()}\n`),
  one('an item below its marker', `a:\n- b\n${marker()}\n- ghcr.io/acme/app:v1\n`),
  one('a container', `spec:\n  containers:\n  - name: app\n    image: ghcr.io/acme/app:v1 ${marker()}\n`),
  one('the first key of an item', `a:\n- image: ghcr.io/acme/app:v1 ${marker()}\n  name: app\n`),
  one('an environment variable', `env:\n- name: VERSION\n  value: v1 ${marker(':tag')}\n`),
  one('a flow map on one line', `a: {image: "ghcr.io/acme/app:v1"} ${marker()}\n`),
  one('a flow map on several lines', `a: {\n  image: ghcr.io/acme/app:v1, ${marker()}\n  b: c\n}\n`),
  one('a second document', `a: v1\n---\na: v1 ${marker(':tag')}\n---\na: v1\n`),
  one('a list of Pods', `kind: PodList\nitems:\n- kind: Pod\n  image: ghcr.io/acme/app:v1 ${marker()}\n`),
  one(
    'a kustomization',
    `images:\n- name: app\n  newName: old.example.com/app ${marker(':name')}\n  newTag: v1 ${marker(':tag')}\n`
  ),
  one(
    'a HelmRelease',
    `kind: HelmRelease\nspec:\n  values:\n    image:\n      repository: ghcr.io/acme/app\n      tag: v1 ${marker(':tag')}\n`
  ),
  one('an anchored value that nobody uses', `a: &v v1 ${marker(':tag')}\nb: w\n`),
  one('CRLF', `a: 1\r\nimage: ghcr.io/acme/app:v1 ${marker()}\r\nb: 2\r\n`),
  one('no final newline', `image: ghcr.io/acme/app:v1 ${marker()}`),
  one('an anchored value that aliases read', `a: &v v1 ${marker(':tag')}\nb: *v\n`),
  one('an alias', `a: &v v1\nb: *v ${marker(':tag')}\n`),
  one('a null in words', `a: null ${marker()}\nb: 1\n`),
  one('an empty text', `tag: "" ${marker(':tag')}\n`),
  one('a tag beside a digest without a marker', `a:\n  tag: v1 ${marker(':tag')}\n  digest: ${D1}\n`),
  one('a folded text', `tag: >- ${marker(':tag')}\n  v1\n`),
  one('a value that is no image', `image: An Image ${marker()}\n`),
  one('a name that is spelled otherwise', `a: docker.io/library/nginx:1 ${marker()}\n`, {
    ...APP,
    image: 'nginx'
  }),
  one('a tagged value', `tag: !!str v1 ${marker(':tag')}\n`),
  one('a number with a tag', `tag: !!str 1 ${marker(':tag')}\n`, tagged('1.10')),
  one('a value on its own line', `a:\n  v1 ${marker(':tag')}\n`),
  one('a value below its marker', `a:\n  ${marker(':tag')}\n  v1\n`),
  one('a list below its marker', `a: ${marker(':tag')}\n- v1\n`),
  one('JSON', `{"tag": "v1"}\n`),
  one('a CustomResourceDefinition', `kind: CustomResourceDefinition\nspec:\n  tag: v1 ${marker(':tag')}\n`),
  one('a merge key', `a: &a\n  tag: v1 ${marker(':tag')}\nb:\n  <<: *a\n`),
  one('a marker inside a literal', `values.yaml: |\n  image: ghcr.io/acme/app:v1 ${marker()}\n`),
  one('a literal beside', `image: ghcr.io/acme/app:v1 ${marker()}\nscript: |\n  a\n\n  b\n`)
]

/** Styles of the value before, and values that must be quoted. */
const styles: readonly SetterCase[] = [
  one('single quotes around', `tag: 'v1' ${marker(':tag')}\n`),
  one('double quotes around', `tag: "v1" ${marker(':tag')}\n`),
  one('a number', `tag: v1 ${marker(':tag')}\n`, tagged('1.10')),
  one('a number in quotes', `tag: '1.9' ${marker(':tag')}\n`, tagged('1.10')),
  one('a number without quotes before', `tag: 1.9 ${marker(':tag')}\n`, tagged('1.10')),
  one('a whole number', `tag: v1 ${marker(':tag')}\n`, tagged('20240105')),
  one('an exponent', `tag: v1 ${marker(':tag')}\n`, tagged('1e3')),
  one('a hexadecimal number', `tag: v1 ${marker(':tag')}\n`, tagged('0x1F')),
  one('a truth', `tag: v1 ${marker(':tag')}\n`, tagged('true')),
  one('a truth of YAML 1.1', `tag: v1 ${marker(':tag')}\n`, tagged('no')),
  one('nothing', `tag: v1 ${marker(':tag')}\n`, tagged('null')),
  one('a whole reference with a number', `image: "ghcr.io/acme/app:1" ${marker()}\n`, tagged('1.10'))
]

const values = (...lines: readonly string[]): string =>
  ['kind: HelmRelease', 'spec:', '  values:', '    image:', ...lines.map((line) => `      ${line}`), ''].join(
    '\n'
  )
const entry = (...lines: readonly string[]): string =>
  [
    'apiVersion: kustomize.config.k8s.io/v1beta1',
    'kind: Kustomization',
    'images:',
    `- name: ${lines[0] ?? ''}`,
    ...lines.slice(1).map((line) => `  ${line}`),
    ''
  ].join('\n')

/** Parts without a marker beside those that have one. */
const unmarked: readonly SetterCase[] = [
  one('a tag beside the name of a mirror', values('repository: mirror/app', `tag: v1 ${marker(':tag')}`)),
  one(
    'a tag beside a registry',
    values('registry: mirror.example', 'repository: app', `tag: v1 ${marker(':tag')}`)
  ),
  one('a tag in an entry of another name', entry('mirror/app', `newTag: v1 ${marker(':tag')}`)),
  one(
    'a tag in an entry with a new name',
    entry('app', 'newName: mirror/app', `newTag: v1 ${marker(':tag')}`)
  ),
  one(
    'a tag in a Kustomization of Flux',
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  images:\n  - name: app\n    newTag: v1 ${marker(':tag')}\n`
  ),
  one(
    'a tag in parameters of Argo CD',
    `apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      parameters:\n      - name: image.repository\n        value: mirror/app\n      - name: image.tag\n        value: v1 ${marker(':tag')}\n`
  ),
  one('a tag beside a digest', entry('ghcr.io/acme/app', `newTag: v1 ${marker(':tag')}`, `digest: ${D1}`)),
  one(
    'a tag beside a digest, with another wanted',
    entry('ghcr.io/acme/web', `newTag: v1 ${web(':tag')}`, `digest: ${D1}`),
    WEB
  ),
  one('a tag alone, with a digest wanted', entry('ghcr.io/acme/web', `newTag: v1 ${web(':tag')}`), WEB),
  one(
    'a tag in values, with a digest wanted',
    values('repository: ghcr.io/acme/web', `tag: v1 ${web(':tag')}`),
    WEB
  ),
  one(
    'a tag beside an empty digest, with one wanted',
    values('repository: ghcr.io/acme/web', `tag: v1 ${web(':tag')}`, 'digest: ""'),
    WEB
  ),
  one(
    'a tag with a digest behind it',
    values('repository: ghcr.io/acme/web', `tag: v1@${D1} ${web(':tag')}`),
    WEB
  ),
  one('a digest beside a tag', entry('mirror/web', 'newTag: v1', `digest: ${D1} ${web(':digest')}`), WEB),
  one(
    'a digest beside a tag, without one wanted',
    entry('app', 'newTag: v1', `digest: ${D1} ${marker(':digest')}`)
  ),
  one('a name beside a tag', entry('app', `newName: mirror/app ${marker(':name')}`, 'newTag: v1')),
  one(
    'a name beside a registry',
    values('registry: mirror.example', `repository: app ${marker(':name')}`, `tag: v1 ${marker(':tag')}`),
    APP,
    'marked-name-split'
  ),
  {
    name: 'a name and a tag of two policies',
    before: entry('app', `newName: mirror/app ${marker(':name')}`, `newTag: v1 ${web(':tag')}`),
    policies: [APP, { ...WEB, tag: 'v3' }]
  },
  one('a policy of another name', `image: ghcr.io/acme/app:v1 ${marker('', 'flux-system:other')}\n`)
].map((each) => ({ ...each, followed: true }))

/** One case for each intended difference, and what else belongs to it. */
const intended: readonly SetterCase[] = [
  one(
    'another policy',
    `image: ghcr.io/acme/app:v1 ${marker('', 'flux-system:other')}\n`,
    APP,
    'marked-by-value'
  ),
  one('another namespace', `image: ghcr.io/acme/app:v1 ${marker('', 'team:app')}\n`, APP, 'marked-by-value'),
  one('a commit', `tag: v1 ${marker(':tag')}\n`, tagged('12e4567'), 'marked-number-quoted'),
  one('a template', `image: \${IMAGE} ${marker()}\n`, APP, 'marked-template-left-alone'),
  one(
    'a digest, without one wanted',
    `a: ghcr.io/acme/app ${marker(':name')}\nb: ${D1} ${marker(':digest')}\n`,
    APP,
    'digest-not-emptied'
  ),
  one('a literal', `tag: | ${marker(':tag')}\n  v1\n`, APP, 'block-scalar-refused'),
  one('a document that is a list', `- a\n- tag: v1 ${marker(':tag')}\n`, APP, 'root-list'),
  one('a List', `kind: List\nitems:\n- image: ghcr.io/acme/app:v1 ${marker()}\n`, APP, 'list-items'),
  one('no value', `a: ${marker()}\nb: 1\n`, APP, 'empty-value-filled')
]

/** Every case. */
export const setterCases: readonly SetterCase[] = [
  ...markers,
  ...comments,
  ...places,
  ...styles,
  ...unmarked,
  ...intended
]
