import { describe, expect, test } from '@jest/globals'
import { splitReference } from '../../../src/core/image/reference.ts'
import { proposalBranch } from '../../../src/core/plan/proposal-branch.ts'
import { proposalText, revisedText } from '../../../src/core/plan/proposal-text.ts'
import { parseTemplate } from '../../../src/core/plan/template.ts'
import { isBranchName } from '../../../src/core/branch-name.ts'

const provenance = {
  branch: 'main',
  head: 'fedcba9',
  repository: 'acme/app',
  commit: '0123456789abcdef',
  run: 'https://github.example/acme/app/actions/runs/1',
  actor: 'octocat',
  id: '1'
}

const change = (tag: string) => ({
  place: { file: 'a|b.yaml', line: 3, column: 1 },
  format: 'workload' as const,
  image: 'api',
  from: splitReference('api:v1'),
  to: splitReference(`api:${tag}`)
})

const none = { title: undefined, body: undefined }
const first = proposalText(none, [change('v2')], provenance)
const second = proposalText(none, [change('v3')], provenance)

describe('the text of a new pull request', () => {
  test('names the versions and shows a table', () => {
    expect(first.title).toBe('Update api:v2')
    expect(first.body).toContain('| <code>api</code> | <code>api:v1</code> | <code>api:v2</code> |')
  })

  test('keeps a cell of the table a cell', () => {
    expect(first.body).toContain('<code>a&#124;b.yaml:3</code>')
  })

  test('follows templates', () => {
    const templates = { title: parseTemplate('Ship {{images}}\nnow'), body: parseTemplate('By {{actor}}') }
    const text = proposalText(templates, [change('v2')], provenance)
    expect(text.title).toBe('Ship api:v2 now')
    expect(text.body).toMatch(/^<!-- .* -->\nBy octocat\n<!-- .* -->$/)
  })

  test('stays within what GitHub takes', () => {
    const many = Array.from({ length: 5000 }, () => change('v2'))
    expect(proposalText(none, many, provenance).body.length).toBeLessThan(65_536)
  })
})

describe('the text of an open pull request', () => {
  test('is rewritten while it is ours', () => {
    expect(revisedText(first, second)).toEqual(second)
  })

  test('keeps what people wrote around our part', () => {
    const edited = { title: first.title, body: `Please look!\n\n${first.body}\n\ncc someone` }
    expect(revisedText(edited, second).body).toBe(`Please look!\n\n${second.body}\n\ncc someone`)
  })

  test('keeps a title that someone changed', () => {
    const edited = { title: 'API 2, at last', body: first.body }
    expect(revisedText(edited, second)).toEqual({ title: 'API 2, at last', body: second.body })
  })

  test('that is all theirs stays', () => {
    const theirs = { title: 'Mine', body: 'All rewritten.' }
    expect(revisedText(theirs, second)).toEqual(theirs)
  })
})

describe('the branch of a target', () => {
  const target = { branch: 'main', manifests: ['apps/api', 'apps/web/**'] }

  test('is the same for the same target, in whatever order it is written', () => {
    expect(proposalBranch({ ...target, manifests: [...target.manifests].reverse() })).toBe(
      proposalBranch(target)
    )
  })

  test.each([
    [{ ...target, branch: 'release/1' }],
    [{ ...target, manifests: ['apps/api'] }],
    [{ branch: '', manifests: ['apps/API'] }]
  ])('is another for another target', (other) => {
    expect(proposalBranch(other)).not.toBe(proposalBranch(target))
  })

  test('is a name that Git takes, whatever the target is', () => {
    for (const manifests of [['**/*'], ['ünïcode/…'], ['a'.repeat(300)], ['-x.lock']]) {
      expect(isBranchName(proposalBranch({ branch: 'feature/ä..', manifests }))).toBe(true)
    }
  })
})
