import { describe, expect, test } from '@jest/globals'
import { sourceCommits } from '../../../src/core/plan/origins.ts'

const message = (to: string, commit: string, more = ''): string =>
  `chore: update\n\nImage: api:a -> ${to}\nSource-Commit: ${commit}\n${more}Gitops-Image-Update: 1\n`

const known = (...messages: readonly string[]) => Object.fromEntries(sourceCommits(messages, 'acme/app'))

describe('the commits for which versions were written', () => {
  test('are those of the newest commit that wrote each', () => {
    expect(
      known(
        message('api:b', 'acme/app@3333333'),
        message('api:c', 'acme/app@2222222'),
        message('api:b', 'acme/app@1111111')
      )
    ).toEqual({ 'api:b': '3333333', 'api:c': '2222222' })
  })

  test('are those of all images of a commit', () => {
    const both = message('api:b', 'acme/app@1111111').replace('Image:', 'Image: web:a -> web:b\nImage:')
    expect(known(both)).toEqual({ 'api:b': '1111111', 'web:b': '1111111' })
  })

  test.each([
    ['a person', 'chore: update\n\nAll by hand.\n'],
    ['a workflow of another repository', message('api:b', 'acme/other@1111111')],
    ['a run that had no commit', 'Image: api:a -> api:b\n'],
    ['update-strategy', message('api:b', 'acme/app@1111111', 'Chosen-By: update-strategy\n')],
    ['a promotion', message('api:b', 'acme/app@1111111', 'Chosen-By: promote-from\n')],
    ['a rollback', message('api:b', 'acme/app@1111111', 'Rollback-To: 2222222\nChosen-By: rollback\n')]
  ])('are not known of what %s wrote', (_, text) => {
    expect(known(text)).toEqual({})
  })

  test('are those of an earlier commit where a later one brought the version back', () => {
    expect(
      known(
        message('api:b', 'acme/app@3333333', 'Chosen-By: rollback\n'),
        message('api:b', 'acme/app@1111111')
      )
    ).toEqual({ 'api:b': '1111111' })
  })
})
