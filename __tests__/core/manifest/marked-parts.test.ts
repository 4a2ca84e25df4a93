import { expect, test } from '@jest/globals'
import type { Wanted } from '../../../src/core/image/wanted.ts'
import { updateManifest } from '../../../src/core/manifest/update.ts'

const IMAGE = 'ghcr.io/acme/app'
const [OLD, NEW] = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`]
const mark = (part: string, policy = 'apps:app'): string => `# {"$imagepolicy": "${policy}:${part}"}`
const TAG = mark('tag')

/** What a policy of the repository wants of a file. */
const policy = (digest: Wanted['digest'] = 'unsaid', name = 'apps:app'): Wanted => ({
  name,
  newName: IMAGE,
  tag: { set: 'v2' },
  digest,
  reach: { files: new Set(['a.yaml', 'kustomization.yaml']), ifMissing: 'ignore', onlyMarked: true }
})

const update = (text: string, ...wanted: readonly Wanted[]) => {
  const path = text.startsWith('images:') ? 'kustomization.yaml' : 'a.yaml'
  return updateManifest({ path, text }, wanted, { addMissing: false })
}

const application = (parameters: string): string =>
  `kind: Application\napiVersion: argoproj.io/v1alpha1\nspec:\n  source:\n    helm:\n      parameters:\n${parameters}`

test.each([
  ['an entry of another name', `images:\n- name: mirror/app\n  newTag: v1 ${TAG}\n`],
  ['an entry with a new name', `images:\n- name: app\n  newName: mirror/app\n  newTag: v1 ${TAG}\n`],
  ['an entry of a placeholder', `images:\n- name: placeholder\n  newTag: v1 ${TAG}\n`],
  ['values', `image:\n  repository: mirror/app\n  tag: v1 ${TAG}\n`],
  ['values with a registry', `image:\n  registry: mirror.example\n  repository: app\n  tag: v1 ${TAG}\n`],
  [
    'a HelmRelease',
    `kind: HelmRelease\napiVersion: helm.toolkit.fluxcd.io/v2\nspec:\n  values:\n    image:\n      registry: mirror.example\n      repository: app\n      tag: v1 ${TAG}\n`
  ],
  [
    'a Kustomization of Flux',
    `kind: Kustomization\napiVersion: kustomize.toolkit.fluxcd.io/v1\nspec:\n  images:\n  - name: placeholder\n    newTag: v1 ${TAG}\n`
  ],
  [
    'parameters of Argo CD',
    application(
      `      - name: image.repository\n        value: mirror/app\n      - name: image.tag\n        value: v1 ${TAG}\n`
    )
  ],
  ['an unmarked digest that is empty', `image:\n  repository: ${IMAGE}\n  tag: v1 ${TAG}\n  digest: ""\n`],
  ['an unmarked digest', `images:\n- name: ${IMAGE}\n  newTag: v1 ${TAG}\n  digest: ${OLD}\n`]
])('a policy sets the marked tag alone of %s', (_what, before) => {
  for (const digest of ['unsaid', 'keep', { set: NEW }] as const) {
    expect(update(before, policy(digest)).text).toBe(before.replace('v1 #', 'v2 #'))
  }
})

test('a marked tag is the tag, also where a digest stands behind it', () => {
  const text = (tag: string): string => `image:\n  repository: ${IMAGE}\n  tag: ${tag} ${TAG}\n`
  for (const tag of ['v1', `v1@${OLD}`, `v2@${OLD}`]) {
    expect(update(text(tag), policy({ set: NEW })).text).toBe(text('v2'))
  }
})

test('a digest that stays and pins the image is told', () => {
  const text = `images:\n- name: ${IMAGE}\n  newTag: v1 ${TAG}\n  digest: ${OLD}\n`
  expect(update(text, policy()).notices).toEqual([
    {
      place: { file: 'kustomization.yaml', line: 2, column: 9 },
      message:
        'The digest beside the marked tag has no marker and stays, as in Flux: it may be the image of before that runs. Mark it ("apps:app:digest"), or take it away.'
    }
  ])
})

test('the digest alone is marked', () => {
  const text = (digest: string): string =>
    `images:\n- name: mirror/app\n  newTag: 1.10\n  digest: ${digest} ${mark('digest')}\n`
  expect(update(text(OLD), policy({ set: NEW })).text).toBe(text(NEW))
  expect(update(text(OLD), policy()).text).toBe(text('""'))
})

test('a marked name goes over a registry and a repository', () => {
  const text = (registry: string, repository: string, tag: string): string =>
    `image:\n  registry: ${registry}\n  repository: ${repository} ${mark('name')}\n  tag: ${tag} ${TAG}\n`
  expect(update(text('mirror.example', 'app', 'v1'), policy()).text).toBe(text('ghcr.io', 'acme/app', 'v2'))
})

test('each of two policies in one entry sets what it is on', () => {
  const text = (name: string, tag: string): string =>
    `images:\n- name: app\n  newName: ${name} ${mark('name', 'apps:name')}\n  newTag: ${tag} ${TAG}\n`
  const { text: after, changes } = update(text('mirror/app', 'v1'), policy(), policy('unsaid', 'apps:name'))
  expect(after).toBe(text(IMAGE, 'v2'))
  expect(changes.map(({ image, place }) => [image, place.line])).toEqual([
    ['apps:app', 4],
    ['apps:name', 3]
  ])
})

test('a place without a marker is none of a policy', () => {
  const text = `images:\n- name: apps:app\n  newTag: v1\n`
  expect(update(text, policy()).text).toBe(text)
})

test('a person who names the policy means the whole place', () => {
  const wish: Wanted = { name: 'apps:app', newName: IMAGE, tag: { set: 'v2' }, digest: 'unsaid' }
  const text = `images:\n- name: app\n  newTag: v1 ${TAG}\n  digest: ${OLD}\n`
  expect(update(text, wish).text).toBe(`images:\n- name: app\n  newName: ${IMAGE}\n  newTag: v2 ${TAG}\n`)
})
