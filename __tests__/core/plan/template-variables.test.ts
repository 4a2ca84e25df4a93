import { describe, expect, test } from '@jest/globals'
import { templateValues } from '../../../src/core/plan/message.ts'
import {
  BRANCH_VARIABLES,
  CHANGE_VARIABLES,
  listVariables,
  mistakenForText,
  unknownNames,
  type TemplateVariable
} from '../../../src/core/plan/template-variables.ts'

describe('the names of a template', () => {
  test.each([
    '',
    'no tag at all',
    '{{images}} {{branch}} {{run}} {{actor}}',
    '{{{images}}} {{&images}}',
    '{{source.repository}}@{{source.commit}}',
    '{{#source}}{{repository}}@{{commit}}{{/source}}',
    '{{#changes}}{{file}}:{{line}} {{image}} {{from}} {{to}}{{/changes}}',
    '{{#changes}}{{images}} {{source.commit}} {{#source}}{{commit}}{{/source}}{{/changes}}',
    '{{#changes}}{{#undone}}{{file}} {{headline}}{{/undone}}{{/changes}}',
    '{{#undone}}{{commit}} {{url}} {{headline}}{{/undone}}{{^undone}}none of {{images}}{{/undone}}',
    '{{changes.length}} {{#changes.length}}some{{/changes.length}}',
    '{{#images}}{{.}}{{/images}}',
    '{{#actor}}by {{actor}}{{/actor}}',
    '{{! a remark with {braces} }}{{images}}',
    '{{=<% %>=}}<% images %>'
  ])('%s: all of them are known', (source) => {
    expect(unknownNames(source, CHANGE_VARIABLES)).toEqual([])
  })

  test.each([
    ['{{image}}', ['image']],
    ['{{Images}}', ['Images']],
    ['{{ version }} {{{version}}} {{&version}}', ['version']],
    ['{{file}}', ['file']],
    ['{{#changes}}{{tag}}{{/changes}}', ['tag']],
    ['{{#changes}}{{headline}}{{/changes}}', ['headline']],
    ['{{^changes}}{{file}}{{/changes}}', ['file']],
    ['{{#change}}{{file}}{{/change}}', ['change', 'file']],
    ['{{changes.file}}', ['changes.file']],
    ['{{source.sha}}', ['source.sha']],
    ['{{source.commit.sha}}', ['source.commit.sha']],
    ['{{repository}}', ['repository']],
    ['{{#changes}}{{source.file}}{{/changes}}', ['source.file']],
    ['{{.}}', ['.']],
    ['{{#changes}}{{.}}{{/changes}}', ['.']],
    ['{{images.length}}', ['images.length']],
    ['{{constructor}} {{__proto__}}', ['constructor', '__proto__']],
    ['{{> partial}}', ['> partial']],
    ['{{=<% %>=}}<% image %> {{images}}', ['image']]
  ])('%s: %j stands for nothing', (source, expected) => {
    expect(unknownNames(source, CHANGE_VARIABLES)).toEqual(expected)
  })

  test.each([
    [
      'a {{changes}} b {{{changes}}}',
      [
        '"{{changes}}" is a section: write "{{#changes}}…{{/changes}}", with {{file}}, {{line}}, {{image}}, {{from}}, {{to}} in it.'
      ]
    ],
    [
      '{{#changes}}{{&source}}{{/changes}}',
      ['"{{source}}" is several values: write one of {{source.repository}}, {{source.commit}}.']
    ],
    ['{{source.commit}} {{#source}}{{commit}}{{/source}} {{changes.length}} {{^undone}}none{{/undone}}', []]
  ])('%s: what is no text is not written as one', (source, sentences) => {
    expect(mistakenForText(source, CHANGE_VARIABLES)).toEqual(sentences)
  })

  test('of a branch are others: none that tells the version', () => {
    expect(
      unknownNames('{{branch}}-{{target}}-{{images}}-{{source.repository}}-{{actor}}', BRANCH_VARIABLES)
    ).toEqual([])
    expect(
      unknownNames('{{run}} {{source.commit}} {{#changes}}{{to}}{{/changes}}', BRANCH_VARIABLES)
    ).toEqual(['run', 'source.commit', 'changes', 'to'])
  })

  test('are listed for people', () => {
    expect(listVariables(CHANGE_VARIABLES)).toBe(
      'images, changes (a section, with file, line, image, from, to), undone (a section, with commit, url, headline), branch, ' +
        'source.repository, source.commit, run, actor'
    )
  })
})

/** The names of what a value holds, as the variables tell of it. */
const shapeOf = (value: unknown): unknown => {
  const example: unknown = Array.isArray(value) ? value[0] : value
  if (typeof example !== 'object' || example === null) return 'text'
  return Object.fromEntries(Object.entries(example).map(([name, held]) => [name, shapeOf(held)]))
}

const toldShape = (variables: readonly TemplateVariable[]): unknown =>
  Object.fromEntries(
    variables.map(({ name, fields }) => [name, fields === undefined ? 'text' : toldShape(fields)])
  )

test('the variables are what there is, no more and no less', () => {
  const reference = { name: 'api', tag: 'v1' }
  const commit = { oid: '1a2b3c4', url: '', message: 'deploy' }
  const values = templateValues(
    [
      {
        place: { file: 'a.yaml', line: 1, column: 1 },
        format: 'workload',
        image: 'api',
        from: reference,
        to: reference
      }
    ],
    {
      branch: 'main',
      head: '',
      repository: 'acme/app',
      repositoryUrl: '',
      commit: '',
      run: '',
      actor: '',
      chosenBy: '',
      id: '',
      stories: [],
      rollback: { to: commit, undone: [commit], from: [] }
    }
  )
  expect(toldShape(CHANGE_VARIABLES)).toEqual(shapeOf(values))
})
