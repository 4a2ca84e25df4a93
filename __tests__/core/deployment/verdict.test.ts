import { describe, expect, test } from '@jest/globals'
import { agentFilter } from '../../../src/core/deployment/agent.ts'
import { verdictOn } from '../../../src/core/deployment/verdict.ts'
import type { CommitWords, Word } from '../../../src/core/deployment/word.ts'

const word = (said: string): Word => {
  const [context = '', state = ''] = said.split(' ')
  return { context, state: state as Word['state'], description: '', url: '' }
}

/** A commit with what is said of it: `oid: context state, context state`. */
const commit = (line: string): CommitWords => {
  const [oid = '', said = ''] = line.split(': ')
  return { oid, words: said === '' ? [] : said.split(', ').map(word) }
}

describe('the verdict on the commit "ours"', () => {
  test.each([
    ['nobody has spoken', ['ours'], 'silent'],
    ['others speak of it', ['ours: ci/build success'], 'silent'],
    ['a success', ['ours: argocd/api success'], 'deployed'],
    ['a failure', ['ours: argocd/api failure'], 'failed'],
    ['one that goes on', ['ours: argocd/api pending'], 'pending'],
    ['one of two is done', ['ours: argocd/api success, argocd/web pending'], 'pending'],
    ['one of two has failed', ['ours: argocd/api success, argocd/web failure'], 'failed'],
    ['a success of a later commit', ['later: argocd/api success', 'ours'], 'deployed'],
    ['a failure of a later commit alone', ['later: argocd/api failure', 'ours'], 'pending'],
    [
      'a failure that a later commit mended',
      ['later: argocd/api success', 'ours: argocd/api failure'],
      'deployed'
    ],
    [
      'a success that a later commit broke',
      ['later: argocd/api failure', 'ours: argocd/api success'],
      'deployed'
    ],
    [
      'a success of one later commit that the next broke',
      ['last: argocd/api failure', 'later: argocd/api success', 'ours'],
      'deployed'
    ],
    [
      'a failure, and a later commit on its way',
      ['later: argocd/api pending', 'ours: argocd/api failure'],
      'failed'
    ],
    [
      'a later failure of one, and a success of another',
      ['later: argocd/web failure', 'ours: argocd/api success'],
      'pending'
    ],
    ['contexts that differ in case', ['later: ArgoCD/API success', 'ours: argocd/api failure'], 'deployed'],
    ['not on the branch any more', [], 'silent']
  ])('%s', (_what, lines, expected) => {
    expect(verdictOn('ours', lines.map(commit), agentFilter('argocd')).kind).toBe(expected)
  })
})

describe('whose word counts', () => {
  test.each([
    ['argocd', 'continuous-delivery/api', true],
    ['argocd', 'argocd/prod/api', true],
    ['ArgoCD', 'continuous-delivery/api', true],
    ['ArgoCD', 'deployment:production', true],
    ['argocd', 'argo-cd', true],
    ['argocd', 'kustomization/apps/0c9c2e41', false],
    ['argocd', 'deployment:production', true],
    ['flux', 'kustomization/gitops-system/0c9c2e41', true],
    ['flux', 'helmrelease/app/0c9c2e41', true],
    ['flux', 'flux-system', true],
    ['Flux', 'helmrelease/app/0c9c2e41', true],
    ['flux', 'ci/flux', false],
    ['constructor', 'constructor', true],
    ['deploy/*', 'deploy/eu/api', true],
    ['deploy/*', 'ci/deploy', false],
    ['{api,web}-sync', 'web-sync', true],
    ['prod*', 'deployment:production', true],
    ['prod*', 'deployment:staging', false]
  ])('%s: %s', (filter, context, expected) => {
    expect(agentFilter(filter).speaks(context)).toBe(expected)
  })
})

test.each([
  ['argocd', false],
  ['Flux', false],
  ['argo*', false],
  ['{api,web}-sync', false],
  ['!ci', false],
  ['argo', true],
  ['deploy/prod', true]
])('only what is called "%s" counts: %s', (filter, expected) => {
  expect(agentFilter(filter).isExact).toBe(expected)
})
