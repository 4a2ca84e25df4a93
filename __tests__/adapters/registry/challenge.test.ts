import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseChallenges } from '../../../src/adapters/registry/challenge.ts'

const parsed = (header: string) =>
  parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])

describe('WWW-Authenticate', () => {
  test.each<readonly [string, readonly unknown[]]>([
    ['Basic realm="registry"', [['basic', { realm: 'registry' }]]],
    ['basic', [['basic', {}]]],
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/nginx:pull"',
      [
        [
          'bearer',
          {
            realm: 'https://auth.docker.io/token',
            service: 'registry.docker.io',
            scope: 'repository:library/nginx:pull'
          }
        ]
      ]
    ],
    [
      'Basic realm="a", Bearer realm="b",service=c',
      [
        ['basic', { realm: 'a' }],
        ['bearer', { realm: 'b', service: 'c' }]
      ]
    ],
    [
      'Negotiate, Bearer Realm = "b" , error="x"',
      [
        ['negotiate', {}],
        ['bearer', { realm: 'b', error: 'x' }]
      ]
    ],
    [
      'Negotiate YII+/w==, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }]
      ]
    ],
    [
      'Bearer scope="repository:a:pull,push",realm=r',
      [['bearer', { scope: 'repository:a:pull,push', realm: 'r' }]]
    ],
    ['Basic realm="say \\"hi\\", \\\\"', [['basic', { realm: 'say "hi", \\' }]]],
    [',, Basic realm=""', [['basic', { realm: '' }]]],
    ['realm="no scheme"', []],
    ['', []],
    ['Basic realm="open', [['basic', {}]]],
    ['"quoted" Basic realm=x', []]
  ])('%s', (header, expected) => {
    expect(parsed(header)).toEqual(expected)
  })

  test('every challenge comes back, whatever its values hold', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
    const value = fc.string({ maxLength: 12 }).filter((text) => !/[\r\n]/.test(text))
    const challenge = fc.tuple(
      name,
      fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 4 })
    )
    const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 4 }), (challenges) => {
        const header = challenges
          .map(([scheme, some]) =>
            `${scheme} ${some.map(([key, text]) => `${key}=${quoted(text)}`).join(', ')}`.trim()
          )
          .join(', ')
        expect(parsed(header)).toEqual(challenges.map(([scheme, some]) => [scheme, Object.fromEntries(some)]))
      })
    )
  })

  test('nothing is read for ever', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        parseChallenges(header)
      })
    )
    expect(parseChallenges(`Basic ${'a='.repeat(50_000)}`).length).toBeLessThan(2)
  })
})
