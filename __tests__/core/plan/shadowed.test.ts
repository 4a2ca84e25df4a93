import { describe, expect, test } from '@jest/globals'
import { parseImagesLine } from '../../../src/core/image/images-line.ts'
import { FORMAT_NAMES, type FormatName } from '../../../src/core/manifest/manifest.ts'
import { planUpdate } from '../../../src/core/plan/plan.ts'

const KUSTOMIZATION = 'images:\n- name: web\n  newName: ghcr.io/acme/web\n  newTag: v1\n'

const source = (...images: readonly string[]): string =>
  `kustomize:\n  images:\n${images.map((image) => `  - ${image}\n`).join('')}`

const application = (path: string, images: readonly string[], kind = 'Application'): string => {
  const spec = { source: { path, kustomize: { images } } }
  return JSON.stringify(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind,
      metadata: { name: 'web' },
      spec: kind === 'Application' ? spec : { template: { spec } }
    },
    undefined,
    2
  )
}

interface Situation {
  /** The files beside `apps/web/kustomization.yaml`. */
  readonly beside: Readonly<Record<string, string>>
  readonly line?: string
  /** Only the kustomization, by default: overrides that the run updates too shadow nothing. */
  readonly formats?: readonly FormatName[]
}

function noticesOf({ beside, line = 'web:v2', formats = ['kustomization'] }: Situation) {
  const files = Object.entries({ 'apps/web/kustomization.yaml': KUSTOMIZATION, ...beside })
  const planned = files.map(([path, text]) => ({ path, text, executable: false, named: false, aims: [{}] }))
  const { notices } = planUpdate(planned, [parseImagesLine(line, undefined)], { ifMissing: 'fail', formats })
  return notices.map(({ place, message }) => `${place.file}:${String(place.line)}: ${message}`)
}

const told = (reference: string, by: string): string =>
  `apps/web/kustomization.yaml:4: Argo CD will run ${reference} instead: ${by}. Update that place too, or remove it.`

describe('an edit of a kustomization that an override shadows', () => {
  test.each<[string, Situation, readonly string[]]>([
    [
      'the file of an Application beside it',
      { beside: { 'apps/web/.argocd-source-web.yaml': source('other:v1', 'web=mirror.example.com/web:v0') } },
      [
        told(
          'mirror.example.com/web:v0',
          'apps/web/.argocd-source-web.yaml overrides this image (apps/web/.argocd-source-web.yaml:4:5)'
        )
      ]
    ],
    [
      'the file of all Applications beside it',
      { beside: { 'apps/web/.argocd-source.yaml': source('web:v0') } },
      [told('web:v0', 'apps/web/.argocd-source.yaml overrides this image (apps/web/.argocd-source.yaml:3:5)')]
    ],
    [
      'an Application of its directory',
      { beside: { 'argocd/web.yaml': application('./apps/web/', ['web:v0']) } },
      [
        told(
          'web:v0',
          'the Application "web" in argocd/web.yaml overrides this image (argocd/web.yaml:12:11)'
        )
      ]
    ],
    [
      'an ApplicationSet of its directory',
      { beside: { 'argocd/web.yaml': application('apps/web', ['web:v0'], 'ApplicationSet') } },
      [
        told(
          'web:v0',
          'the ApplicationSet "web" in argocd/web.yaml overrides this image (argocd/web.yaml:14:15)'
        )
      ]
    ],
    [
      'an override of the new name, which kustomize applies afterwards',
      {
        beside: { 'apps/web/.argocd-source-web.yaml': source('ghcr.io/acme/web:v0') },
        formats: FORMAT_NAMES
      },
      [
        told(
          'ghcr.io/acme/web:v0',
          'apps/web/.argocd-source-web.yaml overrides this image (apps/web/.argocd-source-web.yaml:3:5)'
        )
      ]
    ],
    [
      'an override of the name of the entry, which was looked for by its new name',
      {
        beside: { 'apps/web/.argocd-source-web.yaml': source('web:v0') },
        line: 'ghcr.io/acme/web:v2',
        formats: FORMAT_NAMES
      },
      [
        told(
          'web:v0',
          'apps/web/.argocd-source-web.yaml overrides this image (apps/web/.argocd-source-web.yaml:3:5)'
        )
      ]
    ],
    [
      'the file instead of the Application whose list it replaces',
      {
        beside: {
          'argocd/web.yaml': application('apps/web', ['web:v0']),
          'apps/web/.argocd-source-argocd_web.yaml': source('web:v1')
        }
      },
      [
        told(
          'web:v1',
          'apps/web/.argocd-source-argocd_web.yaml overrides this image (apps/web/.argocd-source-argocd_web.yaml:3:5)'
        )
      ]
    ],
    [
      'the Application, where the file is of another one',
      {
        beside: {
          'argocd/web.yaml': application('apps/web', ['web:v0']),
          'apps/web/.argocd-source-api.yaml': source('api:v1')
        }
      },
      [
        told(
          'web:v0',
          'the Application "web" in argocd/web.yaml overrides this image (argocd/web.yaml:12:11)'
        )
      ]
    ]
  ])('is told with %s', (_what, situation, expected) => {
    expect(noticesOf(situation)).toEqual(expected)
  })

  test.each<[string, Situation]>([
    ['nothing overrides it', { beside: {} }],
    [
      'the override is updated by the same run',
      {
        beside: { 'apps/web/.argocd-source-web.yaml': source('web:v1') },
        formats: FORMAT_NAMES
      }
    ],
    [
      'the override wants the same version',
      { beside: { 'apps/web/.argocd-source-web.yaml': source('web:v2') } }
    ],
    [
      'the override has no version',
      { beside: { 'apps/web/.argocd-source-web.yaml': source('web=mirror/web') } }
    ],
    [
      'the override is of another image',
      { beside: { 'apps/web/.argocd-source-web.yaml': source('web-api:v1') } }
    ],
    [
      'the override is of another directory',
      {
        beside: {
          'apps/.argocd-source-web.yaml': source('web:v1'),
          'argocd/web.yaml': application('apps/web/overlays', ['web:v0']),
          'argocd/set.yaml': application('apps/{{name}}', ['web:v0'], 'ApplicationSet')
        }
      }
    ],
    [
      'a file with another list replaces the override',
      {
        beside: {
          'argocd/web.yaml': application('apps/web', ['web:v0']),
          'apps/web/.argocd-source.yaml': source('api:v1')
        }
      }
    ],
    ['the override is no YAML', { beside: { 'apps/web/.argocd-source-web.yaml': 'kustomize: [api:v1\n' } }],
    ['the edit is none', { beside: { 'apps/web/.argocd-source-web.yaml': source('web:v0') }, line: 'web:v1' }]
  ])('is not told where %s', (_what, situation) => {
    expect(noticesOf(situation)).toEqual([])
  })

  test('counts in the root of the repository, too', () => {
    const planned = Object.entries({
      'kustomization.yaml': KUSTOMIZATION,
      'web.yaml': application('.', ['web:v0'])
    }).map(([path, text]) => ({ path, text, executable: false, named: false, aims: [{}] }))
    const options = { ifMissing: 'fail', formats: ['kustomization'] } as const
    const { notices } = planUpdate(planned, [parseImagesLine('web:v2', undefined)], options)
    expect(notices.map(({ message }) => message)).toEqual([
      expect.stringContaining('will run web:v0 instead')
    ])
  })

  test('counts in a file that is not among those to be edited, and stays as it is', () => {
    const path = 'apps/web/.argocd-source.yaml'
    const kustomizations = [
      {
        path: 'apps/web/kustomization.yaml',
        text: KUSTOMIZATION,
        executable: false,
        named: false,
        aims: [{}]
      }
    ]
    const { files, notices } = planUpdate(kustomizations, [parseImagesLine('web:v2', undefined)], {
      ifMissing: 'fail',
      formats: FORMAT_NAMES,
      overrides: [{ path, text: source('web:v0') }]
    })
    expect(files.map((file) => file.path)).toEqual(['apps/web/kustomization.yaml'])
    expect(notices.map(({ message }) => message)).toEqual([
      `Argo CD will run web:v0 instead: ${path} overrides this image (${path}:3:5). Update that place too, or remove it.`
    ])
  })
})
