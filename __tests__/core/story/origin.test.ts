import { describe, expect, test } from '@jest/globals'
import { originShown } from '../../../src/core/story/origin.ts'
import { provenance } from './story.ts'

const shown = (changed: Partial<typeof provenance>, isSeenInRun = false): string =>
  originShown({ ...provenance, ...changed }, isSeenInRun).join('\n\n')
const commits = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    oid: `${String(index)}abcdef0123`,
    url: `https://github.example/c/${String(index)}`,
    message: `feat: ${String(index)} (#${String(index)})\n\nbody`
  }))
const range = { base: 'v1.2.0', head: 'v1.3.0' }
const url = 'https://github.example/compare'

describe('where a change comes from', () => {
  test('is the run, its repository, the commit and the person', () => {
    expect(shown({})).toContain(
      '\n\nBy [a workflow run](https://github.example/acme/app/actions/runs/1) of [acme/app](https://github.example/acme/app)' +
        ' at [<code>8a1f3c5</code>](https://github.example/acme/app/commit/8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a), started by octocat.'
    )
  })

  test.each([
    [{ run: '', repository: '', repositoryUrl: '', commit: '', actor: '' }, '\n\nBy hand.'],
    [{ run: '', repository: '', repositoryUrl: '', commit: '' }, '\n\nStarted by octocat.'],
    [{ run: '', repositoryUrl: '', actor: '' }, '\n\nOf acme/app at <code>8a1f3c5</code>.'],
    [
      { repository: '', repositoryUrl: '', commit: '', actor: '' },
      '\n\nBy [a workflow run](https://github.example/acme/app/actions/runs/1).'
    ]
  ])('is told as far as it is known: %#', (changed, line) => {
    expect(shown(changed)).toContain(line)
  })

  test('is how the versions were chosen, one by one or behind a click', () => {
    expect(shown({ stories: ['api:1.4 is the highest version, among 3 candidates of 9 tags.'] })).toMatch(
      /^- api:1\.4 is the highest version/m
    )
    const many = Array.from({ length: 60 }, (_, index) => `story ${String(index)}`)
    expect(shown({ stories: many })).toMatch(
      /<details><summary>How the versions were chosen<\/summary>\n\n- story 0\n(?:- story \d+\n){49}\n<\/details>/
    )
  })

  test('is not the run where it is read on the page of that run', () => {
    const stories = ['Promoted from staging at main (fedcba9).']
    expect(shown({ stories }, true)).toBe(
      '**Where it comes from**\n\nPromoted from staging at main (fedcba9).'
    )
    expect(shown({}, true)).toBe('')
  })

  test('is what a rollback goes back to, and what it undoes', () => {
    const [to, ...undone] = commits(3)
    if (to === undefined) throw new Error('There is no commit.')
    const lines = shown({ rollback: { to, undone, from: [] } }).split('\n')
    expect(lines).toContain(
      'Back to what ran at [<code>0abcdef</code>](https://github.example/c/0) (feat: 0 (\\#&#8203;0)). This undoes:'
    )
    expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(2)
  })

  test('is what was committed between: a few openly', () => {
    const told = shown({ between: [{ range, commits: commits(2), total: 2, url }] })
    expect(told).toContain(
      `[2 commits](${url}) from <code>v1.2.0</code> to <code>v1.3.0</code>:\n\n- [<code>0abcdef</code>]`
    )
    expect(told).not.toContain('body')
  })

  test('is what was committed between: commits by their short names, and each tag whole', () => {
    const [base, head] = ['8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a', 'main-42']
    expect(shown({ between: [{ range: { base, head }, commits: [], total: 9, url }] })).toContain(
      `[9 commits](${url}) from <code>8a1f3c5</code> to <code>main-42</code>.`
    )
  })

  test('is what was committed between: many behind a click, the first twenty of them', () => {
    const told = shown({ between: [{ range, commits: commits(30), total: 95, url }] })
    expect(told).toContain(
      '<details><summary>95 commits from <code>v1.2.0</code> to <code>v1.3.0</code></summary>'
    )
    expect(told.match(/^- \[<code>/gm)).toHaveLength(20)
    expect(told).toContain(`- and 75 more\n\n[Compare the two](${url})\n\n</details>`)
  })

  test('is what was committed between: their number where no more is known, nothing where there is none', () => {
    expect(shown({ between: [{ range, commits: [], total: 95, url }] })).toContain(
      `[95 commits](${url}) from <code>v1.2.0</code> to <code>v1.3.0</code>.`
    )
    expect(shown({ between: [{ range, commits: [], total: 0, url }] })).not.toContain('commits')
  })
})
