import { application, applicationSet, listOf, parametersOf, several, type ArgocdCase } from './argocd-case.ts'

const D1 = `sha256:${'1'.repeat(64)}`
const D2 = `sha256:${'2'.repeat(64)}`

const FORCED = '    forceString: true\n'

interface Parameters {
  readonly name: string
  readonly parameters: readonly (readonly [name: string, value: string])[]
  readonly image: string
  readonly strings: readonly string[]
  readonly differs?: string
}

const inParameters = ({ parameters, ...rest }: Parameters): ArgocdCase => ({
  name: `parameters: ${rest.name}`,
  before: parametersOf(parameters, FORCED),
  kind: 'source',
  images: [rest.image],
  kustomize: [],
  strings: rest.strings,
  ...(rest.differs === undefined ? {} : { differs: rest.differs })
})

const NAMED = ['image.repository', 'ghcr.io/acme/app'] as const

/** Helm parameters that are strings, as Argo CD Image Updater writes them. */
const parameters: readonly ArgocdCase[] = [
  {
    name: 'a tag',
    parameters: [NAMED, ['image.tag', 'v1']] as const,
    image: 'ghcr.io/acme/app:v2',
    strings: ['image.tag=v2']
  },
  {
    name: 'a name',
    parameters: [
      ['image.name', 'app'],
      ['image.tag', 'v1']
    ] as const,
    image: 'app:v2',
    strings: ['image.tag=v2']
  },
  {
    name: 'a tag before its name',
    parameters: [['image.tag', 'v1'], NAMED] as const,
    image: 'ghcr.io/acme/app:v2',
    strings: ['image.tag=v2']
  },
  {
    name: 'a number',
    parameters: [NAMED, ['image.tag', 'v1']] as const,
    image: 'ghcr.io/acme/app:1.10',
    strings: ['image.tag=1.10']
  },
  {
    name: 'a number for a number',
    parameters: [NAMED, ['image.tag', '"1.9"']] as const,
    image: 'ghcr.io/acme/app:1.10',
    strings: ['image.tag=1.10']
  },
  {
    name: 'a truth',
    parameters: [NAMED, ['image.tag', 'v1']] as const,
    image: 'ghcr.io/acme/app:true',
    strings: ['image.tag=true']
  },
  {
    name: 'a tag with its digest',
    parameters: [NAMED, ['image.tag', 'v1']] as const,
    image: `ghcr.io/acme/app:v2@${D2}`,
    strings: [`image.tag=v2@${D2}`]
  },
  {
    name: 'a tag for one with its digest',
    parameters: [NAMED, ['image.tag', `v1@${D1}`]] as const,
    image: 'ghcr.io/acme/app:v2',
    strings: ['image.tag=v2']
  },
  {
    name: 'a digest of its own',
    parameters: [NAMED, ['image.tag', 'v1'], ['image.digest', D1]] as const,
    image: `ghcr.io/acme/app:v2@${D2}`,
    strings: ['image.tag=v2', `image.digest=${D2}`]
  },
  {
    name: 'a digest of its own that goes',
    parameters: [NAMED, ['image.tag', 'v1'], ['image.digest', D1]] as const,
    image: 'ghcr.io/acme/app:v2',
    strings: ['image.tag=v2', 'image.digest=']
  },
  {
    name: 'a registry of its own',
    parameters: [
      ['image.registry', 'ghcr.io'],
      ['image.repository', 'acme/app'],
      ['image.tag', 'v1']
    ] as const,
    image: 'ghcr.io/acme/app:v2',
    strings: ['image.tag=v2']
  },
  {
    name: 'a new name',
    parameters: [NAMED, ['image.tag', 'v1']] as const,
    image: 'ghcr.io/acme/app=mirror.example.com/app:v2',
    strings: ['image.repository=mirror.example.com/app', 'image.tag=v2']
  },
  {
    name: 'a whole reference',
    parameters: [['web.image', 'ghcr.io/acme/app:v1']] as const,
    image: 'ghcr.io/acme/app:v2',
    strings: ['web.image=ghcr.io/acme/app:v2']
  },
  {
    name: 'one of two images',
    parameters: [
      ['a.image.repository', 'a'],
      ['a.image.tag', 'v1'],
      ['b.image.repository', 'b'],
      ['b.image.tag', 'v1']
    ] as const,
    image: 'b:v2',
    strings: ['b.image.tag=v2']
  },
  {
    name: 'two of one image',
    parameters: [
      ['a.image.repository', 'app'],
      ['a.image.tag', 'v1'],
      ['b.image.repository', 'app'],
      ['b.image.tag', 'v0']
    ] as const,
    image: 'app:v2',
    strings: ['a.image.tag=v2', 'b.image.tag=v2']
  },
  {
    name: 'no prefix',
    parameters: [
      ['repository', 'app'],
      ['tag', 'v1']
    ] as const,
    image: 'app:v2',
    strings: ['tag=v2']
  },
  {
    name: 'other parameters',
    parameters: [['replicas', '"3"'], NAMED, ['image.tag', 'v1'], ['a,b', 'x']] as const,
    image: 'ghcr.io/acme/app:v2',
    strings: ['image.tag=v2']
  },
  {
    name: 'two of one name',
    parameters: [NAMED, ['image.tag', 'v0'], ['image.tag', 'v1']] as const,
    image: 'ghcr.io/acme/app:v2',
    strings: ['image.tag=v2'],
    differs: 'last-parameter'
  },
  {
    name: 'a template',
    parameters: [NAMED, ['image.tag', '${TAG}']] as const,
    image: 'ghcr.io/acme/app:v2',
    strings: ['image.tag=v2'],
    differs: 'overrides-template-left-alone'
  }
].map(inParameters)

const plain = parametersOf([NAMED, ['image.tag', 'v1']])

/** Parameters that Helm may read as something else than strings. */
const loose: readonly ArgocdCase[] = [
  {
    name: 'a parameter that is no string',
    before: plain,
    kind: 'source',
    images: ['ghcr.io/acme/app:v2'],
    kustomize: [],
    values: ['image.tag=v2']
  },
  {
    name: 'a parameter of an Application',
    before: application(plain),
    kind: 'Application',
    images: ['ghcr.io/acme/app:v2'],
    kustomize: [],
    values: ['image.tag=v2']
  },
  {
    name: 'a parameter of an ApplicationSet',
    before: applicationSet(plain),
    kind: 'ApplicationSet',
    images: ['ghcr.io/acme/app:v2'],
    kustomize: [],
    values: ['image.tag=v2']
  },
  {
    name: 'parameters of several sources',
    before: several(plain, plain),
    kind: 'Application',
    images: ['ghcr.io/acme/app:v2'],
    kustomize: [],
    values: ['image.tag=v2']
  },
  {
    name: 'both kinds of override',
    before: several(plain, listOf(['ghcr.io/acme/app:v1'])),
    kind: 'Application',
    images: ['ghcr.io/acme/app:v2'],
    values: ['image.tag=v2']
  }
]

/** Every case of parameters. */
export const parameterCases: readonly ArgocdCase[] = [...parameters, ...loose]
