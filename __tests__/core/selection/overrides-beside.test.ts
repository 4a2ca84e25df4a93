import { expect, test } from '@jest/globals'
import { overridesBeside } from '../../../src/core/selection/overrides-beside.ts'

test.each([
  ['for all and for one', ['a/kustomization.yml'], ['a/.argocd-source.yaml', 'a/.argocd-source-web.yaml']],
  ['in the root', ['Kustomization'], ['.argocd-source.yaml']]
])('overrides beside a kustomization: %s', (_what, selected, overrides) => {
  expect(overridesBeside(selected, [...selected, ...overrides, 'README.md'])).toEqual(overrides)
})

test.each([
  ['beside another kind of file', ['a/deployment.yaml'], 'a/.argocd-source.yaml'],
  ['in another directory', ['a/kustomization.yaml'], 'a/b/.argocd-source.yaml'],
  ['of another name', ['a/kustomization.yaml'], 'a/argocd-source.yaml'],
  ['that is selected itself', ['a/kustomization.yaml', 'a/.argocd-source.yaml'], 'a/.argocd-source.yaml']
])('no override: %s', (_what, selected, path) => {
  expect(overridesBeside(selected, [path])).toEqual([])
})
