import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { splitReference } from '../../../src/core/image/reference.ts'
import type { Change } from '../../../src/core/manifest/manifest.ts'
import { auditTrailers, parseAudit } from '../../../src/core/plan/audit.ts'

const origin = {
  repository: 'acme/app',
  commit: '0123456789abcdef0123456789abcdef01234567',
  run: 'https://github.example/acme/app/actions/runs/1',
  actor: 'octocat',
  chosenBy: ''
}

const change = (from: string, to: string, image = splitReference(to).name): Change => ({
  place: { file: 'apps/api.yaml', line: 7, column: 3 },
  format: 'workload',
  image,
  from: splitReference(from),
  to: splitReference(to)
})

describe('the trailers for audit', () => {
  test('name each version with the one that it replaces, and where it comes from', () => {
    expect(auditTrailers([change('api:v1', 'api:v2')], origin)).toEqual([
      'Image: api:v1 -> api:v2',
      'Source-Commit: acme/app@0123456789abcdef0123456789abcdef01234567',
      'Workflow-Run: https://github.example/acme/app/actions/runs/1',
      'Workflow-Actor: octocat'
    ])
  })

  test('name the input that chose the versions, where one did', () => {
    const trailers = auditTrailers([change('api:v1', 'api:v2')], { ...origin, chosenBy: 'update-strategy' })
    expect(trailers.at(-1)).toBe('Chosen-By: update-strategy')
    expect(parseAudit(trailers.join('\n')).chosenBy).toBe('update-strategy')
  })

  test('name the image where the reference does not', () => {
    const [image] = auditTrailers([change('ghcr.io/acme/api:v1', 'ghcr.io/acme/api:v2', 'api')], origin)
    expect(image).toBe('Image: ghcr.io/acme/api:v1 -> ghcr.io/acme/api:v2 as api')
  })

  test('say the same of several places once', () => {
    const changes = [
      change('api:v1', 'api:v3'),
      change('api:v1', 'api:v3'),
      change('api:v2', 'api:v3'),
      change('web:v1', 'web:v3')
    ]
    expect(auditTrailers(changes, origin).slice(0, 3)).toEqual([
      'Image: api:v1 -> api:v3',
      'Image: api:v2 -> api:v3',
      'Image: web:v1 -> web:v3'
    ])
  })

  test('are bounded: of very many images the rest is counted', () => {
    const many = Array.from({ length: 80 }, (_, index) =>
      change(`api-${String(index)}:v1`, `api-${String(index)}:v2`)
    )
    const trailers = auditTrailers(many, origin)
    expect(trailers.filter((line) => line.startsWith('Image: '))).toHaveLength(50)
    expect(trailers[50]).toBe('Images-Omitted: 30')
    expect(parseAudit(trailers.join('\n'))).toMatchObject({ omitted: 30 })
  })

  test('leave out what nobody knows, as on a laptop', () => {
    expect(auditTrailers([], { ...origin, commit: '', run: '', actor: '' })).toEqual([])
  })

  test('hold no blanks and no ends of lines, whatever a manifest says', () => {
    const [image] = auditTrailers([change('api:v 1\nWorkflow-Actor: mallory', 'api:v2')], origin)
    expect(image).toBe('Image: api:v%201%0AWorkflow-Actor:%20mallory -> api:v2')
  })
})

describe('trailers that are read', () => {
  test('say what was written, though it looks like an encoding', () => {
    const trailers = auditTrailers([change('api:v%201', 'api:v2')], origin)
    expect(trailers[0]).toBe('Image: api:v%25201 -> api:v2')
    expect(parseAudit(trailers.join('\n')).images[0]?.from).toBe('api:v%201')
  })

  test('say what was written', () => {
    const trailers = auditTrailers([change('x/api:v1', 'x/api:v2', 'api'), change('web', 'web:v2')], origin)
    expect(parseAudit(`chore: update\n\nbody\n\n${trailers.join('\n')}\nGitops-Image-Update: 1`)).toEqual({
      ...origin,
      images: [
        { name: 'api', from: 'x/api:v1', to: 'x/api:v2' },
        { name: 'web', from: 'web', to: 'web:v2' }
      ],
      omitted: 0
    })
  })

  test('of a squash are all counted', () => {
    const message = `Title (#1)\n\n* one\n\nImage: api:v1 -> api:v2\nWorkflow-Actor: a\n\n* two\n\nImage: web:v1 -> web:v2\r\nWorkflow-Actor: b\r\n`
    expect(parseAudit(message)).toMatchObject({ actor: 'b', images: [{ name: 'api' }, { name: 'web' }] })
  })

  test.each([
    '',
    'chore: something',
    'Image: of a cat',
    'Image: a -> b -> c',
    'about Image: a -> b',
    ' Image: a -> b'
  ])('of "%s" say nothing', (message) => {
    expect(parseAudit(message)).toEqual({
      images: [],
      omitted: 0,
      repository: '',
      commit: '',
      run: '',
      actor: '',
      chosenBy: ''
    })
  })

  test('that somebody else wrote with a stray percent sign are taken as they are', () => {
    expect(parseAudit('Image: api:50% -> api:v2').images).toEqual([
      { name: 'api', from: 'api:50%', to: 'api:v2' }
    ])
  })

  test('say of every text what was put in', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 })
    fc.assert(
      fc.property(text, text, text, (tag, name, actor) => {
        const to = { name: 'api', tag }
        const trailers = auditTrailers([{ ...change('api:v1', 'api:v2', name), from: to, to }], {
          ...origin,
          actor
        })
        expect(trailers.join('\n').split('\n')).toHaveLength(4)
        expect(parseAudit(trailers.join('\n'))).toEqual({
          ...origin,
          actor,
          images: [{ name, from: `api:${tag}`, to: `api:${tag}` }],
          omitted: 0
        })
      })
    )
  })
})
