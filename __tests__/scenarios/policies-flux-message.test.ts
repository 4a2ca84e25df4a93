import { expect, test } from '@jest/globals'
import { useRegistries } from './registries.ts'
import { useStage } from './stage.ts'
import { useWorkingCopies } from './working-copy.ts'

const stage = useStage()
const registries = useRegistries()
const workingCopies = useWorkingCopies()

const object = (kind: string, name: string, spec: string): string =>
  `---\napiVersion: image.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: flux-system\nspec:\n${spec.replaceAll(/^(?=.)/gm, '  ')}\n`

const deployment = (image: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  image: ${image} # {"$imagepolicy": "flux-system:api"}\n`

/** A repository whose automation words its commits by a template, and the image that it updates to 2.0.0. */
async function scene(template: string) {
  const registry = await registries()
  registry.images.push('acme/api', '2.0.0')
  const image = `${registry.host}/acme/api`
  const message = `      messageTemplate: |-\n${template.replaceAll(/^(?=.)/gm, '        ')}\n`
  const files = {
    'clusters/prod.yaml':
      object('ImageRepository', 'api', `image: ${image}`) +
      object('ImagePolicy', 'api', 'imageRepositoryRef: {name: api}\npolicy: {semver: {range: ">=1.0"}}') +
      object(
        'ImageUpdateAutomation',
        'prod',
        `update: {path: apps}\ngit:\n  commit:\n${message.replaceAll(/^ {2}/gm, '')}`
      ),
    'apps/api.yaml': deployment(`${image}:1.0.0`)
  }
  return { image, files }
}

const TEMPLATE = `Automated image update

Automation name: {{ .AutomationObject }}

Files:
{{ range $filename, $_ := .Changed.FileChanges -}}
- {{ $filename }}
{{ end -}}

Objects:
{{ range $resource, $changes := .Changed.Objects -}}
- {{ $resource.Kind }} {{ $resource.Name }}
{{- range $_, $change := $changes }}
  {{ $change.OldValue }} -> {{ $change.NewValue }}
{{- end }}
{{ end -}}`

/** What the template says, before the trailers. */
const wordedBy = (image: string): string =>
  `Automated image update\n\nAutomation name: flux-system/prod\n\nFiles:\n- api.yaml\nObjects:\n- Deployment api\n  ${image}:1.0.0 -> ${image}:2.0.0\n\nImage: `

test.concurrent(
  'a commit has the message of its automation, and the trailers for audit behind it',
  async () => {
    const { files, image } = await scene(TEMPLATE)
    const { gitops, run } = await stage(files)
    const { exitCode, log } = await run({ policies: 'clusters' })
    expect([exitCode, log]).toEqual([0, log])
    const [newest] = await gitops.log()
    const message = newest?.message ?? ''
    expect(message.slice(0, wordedBy(image).length)).toBe(wordedBy(image))
    expect(message).toContain(`\nImage: ${image}:1.0.0 -> ${image}:2.0.0 as flux-system:api\n`)
    expect(message).toContain('\nGitops-Image-Update: ')
    expect(log).not.toContain('messageTemplate')
  }
)

test.concurrent('so has the commit of a pull request', async () => {
  const { files, image } = await scene(TEMPLATE)
  const { gitops, run } = await stage(files)
  const { outputs } = await run({ policies: 'clusters', mode: 'pull-request' })
  const [newest] = await gitops.log(outputs['branch'])
  expect(newest?.message).toContain(wordedBy(image))
})

test.concurrent('so has the commit of a checkout', async () => {
  const { files, image } = await scene(TEMPLATE)
  const { remote, run } = await workingCopies(files, [])
  const { exitCode, log } = await run({ policies: 'clusters' })
  expect([exitCode, log]).toEqual([0, log])
  expect(await remote('log', '-1', '--format=%B', 'main')).toContain(wordedBy(image))
})

test.concurrent('what older controllers gave to templates counts as well', async () => {
  const { files, image } = await scene('chore: {{range .Updated.Images}}{{println .}}{{end}}')
  const { gitops, run } = await stage(files)
  await run({ policies: 'clusters' })
  const [newest] = await gitops.log()
  expect(newest?.headline).toBe(`chore: ${image}:2.0.0`)
})

test.concurrent('an explicit commit-message goes before it', async () => {
  const { files } = await scene('{{ nothing }}')
  const { gitops, run } = await stage(files)
  const { log } = await run({ policies: 'clusters', 'commit-message': 'ours: {{images}}' })
  const [newest] = await gitops.log()
  expect(newest?.headline).toBe('ours: api:2.0.0')
  expect(log).not.toContain('messageTemplate')
})

test.concurrent(
  'one that cannot be followed is told with its place, and the commit has the default message',
  async () => {
    const { files } = await scene('Update\n{{ .Changed.Nobody }}')
    const { gitops, run } = await stage(files)
    const { exitCode, log } = await run({ policies: 'clusters' })
    const [newest] = await gitops.log()
    expect([exitCode, newest?.headline]).toEqual([0, 'chore: update api:2.0.0'])
    expect(log).toMatch(
      /clusters\/prod\.yaml:\d+:24: the messageTemplate of ImageUpdateAutomation "flux-system:prod" is not followed: there is no field "Nobody" in Result \(line 2 of it\)/
    )
  }
)
