import { describe, expect, test } from '@jest/globals'
import { proposalBranch } from '../../../src/core/plan/proposal-branch.ts'
import { placeLink } from '../../../src/core/story/place-link.ts'
import { proposalText, revisedText } from '../../../src/core/story/proposal-text.ts'
import { parseTemplate } from '../../../src/core/plan/template.ts'
import { isBranchName } from '../../../src/core/branch-name.ts'
import { changeOf, provenance, setting } from './story.ts'

const change = (tag: string) => ({
  ...changeOf('api:v1', `api:${tag}`),
  place: { file: 'a|b.yaml', line: 3, column: 1 }
})
const showing = { ...setting, showPlace: placeLink('', '', 'before') }
const first = proposalText(showing, [change('v2')], provenance)
const second = proposalText(showing, [change('v3')], provenance)

describe('the text of a new pull request', () => {
  test('names the versions and shows a table', () => {
    expect(first.title).toBe('Update api:v2')
    expect(first.body).toContain('| <code>api</code> | <code>v1</code> | <code>v2</code> |')
  })

  test('keeps a cell of the table a cell', () => {
    expect(first.body).toContain('<code>a&#124;b.yaml:3</code>')
  })

  test('follows templates', () => {
    const templates = { title: parseTemplate('Ship {{images}}\nnow'), body: parseTemplate('By {{actor}}') }
    const text = proposalText({ ...showing, templates }, [change('v2')], provenance)
    expect(text.title).toBe('Ship api:v2 now')
    expect(text.body).toMatch(/^<!-- .* -->\nBy octocat\n<!-- .* -->$/)
  })

  test('stays within what GitHub takes', () => {
    const many = Array.from({ length: 5000 }, () => change('v2'))
    expect(proposalText(showing, many, provenance).body.length).toBeLessThan(65_536)
  })
})

test('a major step is told in the first sentence', () => {
  const changes = [changeOf('api:1.9.0', 'api:2.0.0')]
  expect(proposalText(showing, changes, provenance).body).toContain(
    'Updates one image in one file on <code>main</code>. One image takes a **major** step.\n'
  )
})

describe('what happens next', () => {
  test.each([
    [{}, 'Merge it. The GitOps agent that watches <code>main</code> then deploys it.'],
    [{ draft: true }, 'It is a draft: mark it as ready for review, and merge it.'],
    [
      { autoMerge: 'squash' as const },
      'It is merged (squash) as soon as all that is required is met, if the repository allows auto-merge; if not, merge it.'
    ]
  ])('is told: %#', (changed, told) => {
    expect(proposalText({ ...showing, ...changed }, [change('v2')], provenance).body).toContain(told)
  })

  test('openly as far as it is the next thing to do; what may come is behind a click', () => {
    const [open = '', closed = ''] = first.body.split(/<details><summary>Later versions, [^<]*<\/summary>/)
    expect(open).toContain('Merge it.')
    expect(open).not.toContain('Close it')
    expect(closed).toMatch(
      /A later version goes into this pull request[\s\S]*Close it to leave this version out/
    )
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
