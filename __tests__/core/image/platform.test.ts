import { expect, test } from '@jest/globals'
import { formatPlatform, parsePlatform, servesPlatform } from '../../../src/core/image/platform.ts'

test.each(['linux/amd64', 'linux/arm/v7', 'windows/amd64', 'linux/ppc64le'])('%s is a platform', (text) => {
  const platform = parsePlatform(text)
  expect(platform && formatPlatform(platform)).toBe(text)
})

test.each(['', 'linux', 'linux/', '/amd64', 'linux/amd64/v1/x', 'linux amd64', 'linux/amd 64'])(
  '"%s" is no platform',
  (text) => {
    expect(parsePlatform(text)).toBeUndefined()
  }
)

test.each([
  ['linux/amd64', 'linux/amd64', true],
  ['linux/amd64', 'LINUX/amd64', true],
  ['linux/amd64', 'linux/arm64', false],
  ['windows/amd64', 'linux/amd64', false],
  ['linux/arm/v6', 'linux/arm', true],
  ['linux/arm/v6', 'linux/arm/v7', false],
  ['linux/arm', 'linux/arm/v7', true],
  ['linux/arm64', 'linux/arm64/v8', true],
  ['linux/amd64', 'linux/amd64/v3', false],
  ['linux/s390x', 'linux/s390x/v1', false]
])('an image for %s serves a wish for %s: %s', (actual, wanted, expected) => {
  const [one, other] = [parsePlatform(actual), parsePlatform(wanted)]
  expect(one && other && servesPlatform(one, other)).toBe(expected)
})
