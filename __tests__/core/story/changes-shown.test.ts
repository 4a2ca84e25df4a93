import { describe, expect, test } from '@jest/globals'
import { cautionOf, changesShown, extentOf } from '../../../src/core/story/changes-shown.ts'
import { placeLink } from '../../../src/core/story/place-link.ts'
import { changeOf, rowsOf, setting } from './story.ts'

const { showPlace } = setting
const DIGEST = `sha256:${'0a'.repeat(32)}`
const shown = (...changes: readonly ReturnType<typeof changeOf>[]): string =>
  changesShown(changes, showPlace, 50_000)
const numbered = (count: number, change: (index: number) => ReturnType<typeof changeOf>) =>
  Array.from({ length: count }, (_, index) => change(index))

describe('a change is a row: the image, the version before and after, the place', () => {
  test.each([
    ['api:v1', 'api:v2', '<code>api</code> | <code>v1</code> | <code>v2</code>'],
    ['api:1.9.0', 'api:2.0.0', '<code>api</code> | <code>1.9.0</code> | <code>2.0.0</code> **major**'],
    ['api:v1.9', 'api:v2.0', '<code>api</code> | <code>v1.9</code> | <code>v2.0</code> **major**'],
    ['api:2025.12.1', 'api:2026.1.0', '<code>api</code> | <code>2025.12.1</code> | <code>2026.1.0</code>'],
    ['api:1.2.0', 'api:1.1.9', '<code>api</code> | <code>1.2.0</code> | <code>1.1.9</code> **older**'],
    ['api:2.0.0', 'api:1.9.0', '<code>api</code> | <code>2.0.0</code> | <code>1.9.0</code> **older**'],
    ['api', 'api:v2', '<code>api</code> | *none* | <code>v2</code>'],
    [':v1', 'api:v2', '<code>api</code> | <code>v1</code> | <code>v2</code>'],
    ['old/api:v1', 'api:v2', '<code>api</code> | <code>old/api:v1</code> | <code>v2</code>'],
    ['docker.io/library/nginx:1', 'nginx:2', '<code>nginx</code> | <code>1</code> | <code>2</code>'],
    [`api:v1`, `api:v2@${DIGEST}`, '<code>api</code> | <code>v1</code> | <code>v2&#64;sha256:0a0a0a0</code>'],
    [
      `old@${DIGEST}`,
      `api@${DIGEST}`,
      '<code>api</code> | <code>old&#64;sha256:0a0a0a0</code> | <code>&#64;sha256:0a0a0a0</code>'
    ],
    ['api:v1', `api:${'ab12'.repeat(10)}`, '<code>api</code> | <code>v1</code> | <code>ab12ab1</code>']
  ])('%s -> %s', (from, to, row) => {
    expect(rowsOf(shown(changeOf(from, to)))).toEqual([`| ${row} | app/kustomization.yaml:7 |`])
  })

  test('with the name that its places pull it by, where it is looked for by another', () => {
    const change = { ...changeOf('ghcr.io/acme/api:v1', 'ghcr.io/acme/api:v2'), image: 'api' }
    expect(rowsOf(shown(change))).toEqual([
      '| <code>api</code> (<code>ghcr.io/acme/api</code>) | <code>v1</code> | <code>v2</code> | app/kustomization.yaml:7 |'
    ])
  })

  test('and the whole references can be copied', () => {
    expect(shown(changeOf('api:v1', `api:v2@${DIGEST}`))).toContain(
      `<details><summary>Whole references</summary>\n\n\`\`\`text\napi:v1 → api:v2@${DIGEST}\n\`\`\`\n\n</details>`
    )
  })

  test('and what is long may be broken, so that the place stays in sight', () => {
    const name = 'registry.example/platform/production/containers/checkout'
    expect(rowsOf(shown(changeOf(`${name}:v1`, `${name}:v2`)))[0]).toContain(
      '<code>registry.example/<wbr>platform/<wbr>production/<wbr>containers/<wbr>checkout</code>'
    )
  })
})

describe('what is many', () => {
  test('places of one step are one row: three stand open', () => {
    const changes = numbered(3, (index) => changeOf('api:v1', 'api:v2', `${String(index)}.yaml:1`))
    expect(rowsOf(shown(...changes))).toEqual([
      '| <code>api</code> | <code>v1</code> | <code>v2</code> | 0.yaml:1<br>1.yaml:1<br>2.yaml:1 |'
    ])
  })

  test('more places are behind a click that tells how many', () => {
    const changes = numbered(4, (index) =>
      changeOf('api:v1', 'api:v2', `${String(index % 2)}.yaml:${String(index)}`)
    )
    expect(rowsOf(shown(...changes))).toEqual([
      '| <code>api</code> | <code>v1</code> | <code>v2</code> | <details><summary>4 places in 2 files</summary>0.yaml:0<br>1.yaml:1<br>0.yaml:2<br>1.yaml:3</details> |'
    ])
  })

  test('steps from different versions are different rows', () => {
    expect(rowsOf(shown(changeOf('api:v1', 'api:v3'), changeOf('api:v2', 'api:v3')))).toHaveLength(2)
  })

  test('ten rows stand open, and the rest of sixty is behind a click', () => {
    const markdown = shown(
      ...numbered(60, (index) => changeOf(`app-${String(index)}:v1`, `app-${String(index)}:v2`))
    )
    const [open = '', closed = ''] = markdown.split('<details><summary>50 more</summary>')
    expect(rowsOf(open)).toHaveLength(10)
    expect(rowsOf(closed)).toHaveLength(50)
  })

  test('what a reader should not overlook stands first, and never behind a click', () => {
    const changes = [
      ...numbered(20, (index) => changeOf(`app-${String(index)}:1.0.0`, `app-${String(index)}:1.1.0`)),
      changeOf('api:2.0.0', 'api:1.9.0'),
      changeOf('web:1.9.0', 'web:2.0.0')
    ]
    const rows = rowsOf(shown(...changes))
    expect(rows.slice(0, 3).map((row) => /<code>(.*?)<\/code>/.exec(row)?.[1])).toEqual([
      'api',
      'web',
      'app-0'
    ])
    expect(rows).toHaveLength(22)
  })

  test.each([1, 11, 60, 400, 5000])('%s changes stay within the length given, every fold closed', (count) => {
    const changes = numbered(count, (index) =>
      changeOf(
        `app-${String(index)}:v1`,
        `app-${String(index)}:v2`,
        `${'long/'.repeat(20)}${String(index)}.yaml:1`
      )
    )
    for (const one of [
      changes,
      changes.map((each) => ({ ...each, image: 'api', from: each.to, to: changeOf('a', 'b:1').to }))
    ]) {
      const markdown = changesShown(
        one,
        placeLink('https://github.example/acme/gitops', 'main', 'place'),
        40_000
      )
      expect(markdown.length).toBeLessThanOrEqual(40_000)
      expect(markdown.match(/<details>/g)?.length).toBe(markdown.match(/<\/details>/g)?.length)
    }
  })

  test('what is left out is counted', () => {
    const changes = numbered(5000, (index) => changeOf(`app-${String(index)}:v1`, `app-${String(index)}:v2`))
    expect(shown(...changes)).toMatch(/… and 4\d{3} more steps of images/)
  })
})

test.each([
  [[changeOf('api:v1', 'api:v2')], 'one image in one file'],
  [[changeOf('api:v1', 'api:v2', 'a:1'), changeOf('web:v1', 'web:v2', 'b:1')], '2 images in 2 files'],
  [
    [changeOf('api:v1', 'api:v2', 'a:1'), changeOf('api:v1', 'api:v2', 'a:2')],
    'one image in 2 places of one file'
  ]
])('how much changes: %#', (changes, extent) => {
  expect(extentOf(changes)).toBe(extent)
})

describe('what a reader should not overlook', () => {
  const major = [changeOf('api:1.0.0', 'api:2.0.0'), changeOf('web:1.0.0', 'web:2.0.0')]
  const older = changeOf('db:1.1.0', 'db:1.0.0')
  const commit = { oid: '0123456', url: '', message: '' }

  test.each([
    [[changeOf('api:1.0.0', 'api:1.1.0')], ''],
    [major.slice(0, 1), 'One image takes a **major** step.'],
    [
      [...major, ...major, older],
      '2 images take a **major** step. One image takes a step to an **older** version.'
    ]
  ])('%#', (changes, caution) => {
    expect(cautionOf(changes, {})).toBe(caution)
  })

  test('a rollback goes to older versions without saying so', () => {
    expect(cautionOf([older], { rollback: { to: commit, undone: [], from: [] } })).toBe('')
  })
})

describe('a place', () => {
  const place = { file: 'job/my deployment (1).yaml', line: 10, column: 3 }
  const page = 'https://github.example/acme/gitops'

  test('is a link to its line', () => {
    expect(placeLink(page, 'fedcba9', 'place')({ place })).toBe(
      '[<code>job/my deployment (1).yaml:10</code>](https://github.example/acme/gitops/blob/fedcba9/job/my%20deployment%20%281%29.yaml#L10)'
    )
  })

  test('is a link to the line that it has in the commit before the change', () => {
    const showBefore = placeLink(page, 'fedcba9', 'before')
    expect(showBefore({ place, before: { ...place, line: 8 } })).toMatch(/:8<.*#L8\)$/)
    expect(showBefore({ place })).toBe('<code>job/my deployment (1).yaml:10</code>')
  })

  test('is code alone where there is no page for it', () => {
    expect(placeLink('', 'fedcba9', 'place')({ place })).toBe('<code>job/my deployment (1).yaml:10</code>')
  })
})
