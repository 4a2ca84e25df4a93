import { application, applicationSet, listOf, several, type ArgocdCase } from './argocd-case.ts'

const D1 = `sha256:${'1'.repeat(64)}`
const D2 = `sha256:${'2'.repeat(64)}`

const inSource = (name: string, items: readonly string[], image: string, differs?: string): ArgocdCase => ({
  name,
  before: listOf(items),
  kind: 'source',
  images: [image],
  ...(differs === undefined ? {} : { differs })
})

/** Items of `kustomize.images`, in a file beside the manifests. */
const items: readonly ArgocdCase[] = [
  inSource('a tag', ['app:v1'], 'app:v2'),
  inSource('a tag already there', ['app:v2'], 'app:v2'),
  inSource('a name without a version', ['app'], 'app:v2'),
  inSource('a registry', ['ghcr.io/acme/app:v1'], 'ghcr.io/acme/app:v2'),
  inSource('a registry with a port', ['localhost:5000/app:v1'], 'localhost:5000/app:v2'),
  inSource(
    'two images of a registry with a port',
    ['localhost:5000/web:v1', 'localhost:5000/app:v1'],
    'localhost:5000/app:v2',
    'registry-with-port'
  ),
  inSource('a digest for a digest', [`app@${D1}`], `app@${D2}`),
  inSource('a tag and a digest', [`app:v1@${D1}`], `app:v2@${D2}`),
  inSource('a tag for a tag and a digest', [`app:v1@${D1}`], 'app:v2'),
  inSource('a tag for a digest', [`app@${D1}`], 'app:v2', 'found-by-image'),
  inSource('a digest for a tag', ['app:v1'], `app@${D2}`, 'found-by-image'),
  inSource('a named item', ['app=ghcr.io/acme/app:v1'], 'app=ghcr.io/acme/app:v2'),
  inSource('a named item, another name', ['app=ghcr.io/acme/app:v1'], 'app=mirror/app:v2'),
  inSource('a named item, a digest', ['app=ghcr.io/acme/app:v1'], `app=ghcr.io/acme/app@${D2}`),
  inSource('a named item, both', ['app=ghcr.io/acme/app:v1'], `app=ghcr.io/acme/app:v2@${D2}`),
  inSource('one of several', ['a:v1', 'app:v1', 'b:v1'], 'app:v2'),
  inSource('names that begin alike', ['app:v1', 'app-web:v1', 'acme/app:v1'], 'app:v2'),
  inSource('a number', ['app:v1'], 'app:1.10'),
  inSource('quotes', [`"app:v1"`, `'b:v1'`], 'app:v2'),
  inSource('a name with capitals', ['APP=app:v1'], 'APP=app:v2'),
  inSource('a new name for an item without one', ['app:v1'], 'app=mirror/app:v2', 'found-by-image'),
  inSource('the image of a named item', ['app=ghcr.io/acme/app:v1'], 'ghcr.io/acme/app:v2', 'found-by-image'),
  inSource('two spellings', ['docker.io/library/nginx:v1'], 'nginx:v2', 'found-by-image'),
  inSource('a name alone', ['app=ghcr.io/acme/app:v1'], 'app=mirror/app', 'unsaid-parts-stay'),
  inSource('a tag that keeps the name', ['app=ghcr.io/acme/app:v1'], 'app=*:v2', 'unsaid-parts-stay'),
  inSource('two that name one image', ['app:v1', 'app:v0'], 'app:v2', 'every-item'),
  inSource('a template', ['app:${TAG}'], 'app:v2', 'overrides-template-left-alone'),
  { name: 'two wishes', before: listOf(['a:v1', 'b:v1']), kind: 'source', images: ['b:v2', 'a:v3'] }
]

const withKind = (name: string, kind: ArgocdCase['kind'], before: string, image: string): ArgocdCase => ({
  name,
  before,
  kind,
  images: [image]
})

/** The same items in objects. */
const objects: readonly ArgocdCase[] = [
  withKind('an Application', 'Application', application(listOf(['app:v1'])), 'app:v2'),
  withKind('an Application, a named item', 'Application', application(listOf(['app=b:v1'])), 'app=b:v2'),
  withKind(
    'several sources',
    'Application',
    several(listOf(['app:v1']), 'path: x\n', listOf(['app:v0'])),
    'app:v2'
  ),
  withKind('an ApplicationSet', 'ApplicationSet', applicationSet(listOf(['app:v1'])), 'app:v2'),
  withKind('a flow list', 'Application', application('kustomize: {images: [app:v1, "b:v1"]}\n'), 'app:v2'),
  withKind('JSON', 'source', '{"kustomize": {"images": ["app:v1"]}}\n', 'app:v2'),
  withKind('CRLF', 'source', listOf(['app:v1']).replaceAll('\n', '\r\n'), 'app:v2'),
  withKind('comments', 'source', `# a\n${listOf(['app:v1 # b', 'c:v1'])}# d\n`, 'app:v2'),
  withKind(
    'other fields',
    'source',
    `${listOf(['app:v1'])}  namePrefix: x-\n  commonLabels: {a: b}\n`,
    'app:v2'
  ),
  withKind('no final newline', 'source', listOf(['app:v1']).trimEnd(), 'app:v2')
]

/** Every case of items. */
export const itemCases: readonly ArgocdCase[] = [...items, ...objects]
