import { describe, expect, test } from '@jest/globals'
import type { ImageReference } from '../../../src/core/image/reference.ts'
import type { ChangedFile } from '../../../src/core/plan/plan.ts'
import { fluxWording } from '../../../src/core/policy/wording.ts'
import { policiesOf } from './policies-of.ts'

const policy = (name: string, labels = ''): string =>
  `apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImagePolicy\nmetadata: {name: ${name}, namespace: flux${labels}}\nspec:\n  imageRepositoryRef: {name: ${name}}\n  policy: {alphabetical: {}}\n---\napiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageRepository\nmetadata: {name: ${name}, namespace: flux}\nspec: {image: ghcr.io/acme/${name}}\n`

/** An automation for the files beneath a path, with a template as one line of JSON. */
const automation = (name: string, path: string, template?: string, more = ''): string =>
  `apiVersion: image.toolkit.fluxcd.io/v1\nkind: ImageUpdateAutomation\nmetadata: {name: ${name}, namespace: flux}\nspec:\n  update: {path: '${path}'}\n${more}  git:\n    commit:\n      author: {email: a@b}\n${template === undefined ? '' : `      messageTemplate: ${JSON.stringify(template)}\n      messageTemplateValues: {cluster: prod}\n`}`

const object = (image: string, marker: string, name = 'app'): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  image: ${image} # {"$imagepolicy": "flux:${marker}"}\n`

const changed = (path: string, from: string, to: string, marker = 'api'): ChangedFile => ({
  path,
  before: object(from, marker),
  text: object(to, marker),
  executable: false
})

const IMAGES = new Map<string, ImageReference>([
  ['flux:api', { name: 'ghcr.io/acme/api', tag: 'v2' }],
  ['flux:web', { name: 'ghcr.io/acme/web', tag: 'v3' }]
])

const CHANGE = changed('apps/api.yaml', 'ghcr.io/acme/api:v1', 'ghcr.io/acme/api:v2')

/** What the automations say of some changes. */
const worded = (files: readonly ChangedFile[], ...automations: readonly string[]) => {
  const texts = [policy('api'), policy('web', ', labels: {team: web}'), ...automations]
  return fluxWording(policiesOf(...texts).automations, IMAGES)(files)
}

describe('the message of an automation', () => {
  test.each([
    ['Update by {{ .AutomationObject }}', 'Update by flux/all'],
    [
      '{{range .Changed.Changes}}{{.OldValue}} -> {{.NewValue}} ({{.Setter}}){{end}}',
      'ghcr.io/acme/api:v1 -> ghcr.io/acme/api:v2 (flux:api)'
    ],
    ['{{range $file, $_ := .Changed.FileChanges}}{{$file}}{{end}}', 'api.yaml'],
    [
      '{{range $o, $_ := .Changed.Objects}}{{$o.Kind}} {{$o.Name}} {{$o.APIVersion}}{{end}}',
      'Deployment app apps/v1'
    ],
    ['{{range .Updated.Images}}{{println .}}{{end}}', 'ghcr.io/acme/api:v2'],
    ['{{range .Changed.ImageResult.Images}}{{.Policy}}{{end}}', 'flux/api'],
    ['On {{ .Values.cluster }}', 'On prod']
  ])('%s', (template, text) => {
    expect(worded([CHANGE], automation('all', './apps', template))).toEqual({ text, notices: [] })
  })

  test('tells of what it has set alone', () => {
    const files = [CHANGE, changed('jobs/web.yaml', 'ghcr.io/acme/web:v1', 'ghcr.io/acme/web:v3', 'web')]
    const each = '{{ .AutomationObject.Name }}:{{range .Updated.Images}} {{.}}{{end}}'
    expect(worded(files, automation('apps', 'apps', each), automation('jobs', 'jobs', each))).toEqual({
      text: 'apps: ghcr.io/acme/api:v2\n\njobs: ghcr.io/acme/web:v3',
      notices: []
    })
  })

  test('goes by the policies that it selects', () => {
    const selector = '  policySelector: {matchLabels: {team: web}}\n'
    const files = [
      changed('a.yaml', 'x:1', 'ghcr.io/acme/web:v3', 'web'),
      changed('b.yaml', 'x:1', 'ghcr.io/acme/api:v2')
    ]
    const text = (name: string): string => `${name}{{range $f, $_ := .Changed.FileChanges}} {{$f}}{{end}}`
    expect(
      worded(files, automation('web', '.', text('web'), selector), automation('all', '.', text('all')))
    ).toEqual({
      text: 'web a.yaml\n\nall b.yaml',
      notices: []
    })
  })

  test('is said once where several say the same', () => {
    const files = [CHANGE, changed('jobs/web.yaml', 'x:1', 'ghcr.io/acme/web:v3', 'web')]
    expect(
      worded(files, automation('apps', 'apps', 'Update'), automation('jobs', 'jobs', 'Update')).text
    ).toBe('Update')
  })

  test('is the default one where there is none', () => {
    expect(worded([CHANGE], automation('all', 'apps'))).toEqual({ notices: [] })
    expect(worded([CHANGE])).toEqual({ notices: [] })
  })

  test('is not followed where the commit holds more than it words', () => {
    const other = changed('jobs/web.yaml', 'x:1', 'ghcr.io/acme/web:v3', 'web')
    const plain: ChangedFile = { path: 'values.yaml', before: 'a: 1\n', text: 'a: 2\n', executable: false }
    const notices = [
      'The messageTemplate of ImageUpdateAutomation "flux:apps" is not followed: the commit has changes, too, that are not worded by it.'
    ]
    const apps = automation('apps', 'apps', 'Update')
    expect(worded([CHANGE, other], apps, automation('jobs', 'jobs'))).toEqual({ notices })
    expect(worded([CHANGE, plain], apps)).toEqual({ notices })
    expect(worded([plain], apps)).toEqual({ notices: [] })
  })

  test.each([
    ['\n{{ if }}', 'something is missing (line 2 of it)'],
    ['{{ .Changed.Nothing }}', 'there is no field "Nothing" in Result (line 1 of it)'],
    ['{{ kindOf 1 }}', 'the function "kindOf" is not known (line 1 of it)'],
    ['{{ "" }} ', 'nothing is left of it']
  ])('%j is not followed, which is told where it stands', (template, why) => {
    expect(worded([CHANGE], automation('all', 'apps', template)).notices).toEqual([
      `2.yaml:9:24: the messageTemplate of ImageUpdateAutomation "flux:all" is not followed: ${why}. The commit has the default message; "commit-message" sets another.`
    ])
  })
})

test('values of several documents, of a list and without an object are told apart', () => {
  const text = (tag: string): string =>
    `${object(`a:${tag}`, 'api', 'one')}---\nkind: List\nitems:\n- {kind: A, metadata: {name: two, namespace: n}, image: "a:${tag}" } # x\n- kind: B\n  metadata: {name: three}\n  image: a:${tag} # {"$imagepolicy": "flux:api"}\n---\nimage: a:${tag} # {"$imagepolicy": "flux:api"}\n`
  const file: ChangedFile = { path: 'all.yaml', before: text('1'), text: text('2'), executable: false }
  const template = '{{range $o, $c := .Changed.Objects}}{{$o}}{{len $c}};{{end}}'
  expect(worded([file], automation('all', '.', template)).text).toBe(
    '{{{ } { }}}1;{{{ B} {three }}}1;{{{apps/v1 Deployment} {one }}}1;'
  )
})
