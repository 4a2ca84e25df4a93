import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { renderMarkdown } from '../pictures/github-markdown.ts'
import { carriedText } from '../pictures/png.ts'
import { described } from '../pictures/sight.ts'
import { playReadmeSights, type ReadmeSights } from '../pictures/sights.ts'
import { projectRoot } from './runner/action-metadata.ts'

const MOST_BYTES = 150_000
const SCHEMES = [
  ['light', ''],
  ['dark', '-dark']
] as const
const NAMES = ['pull-request', 'job-summary'] as const

let sights: ReadmeSights

beforeAll(async () => {
  sights = await playReadmeSights()
})

const picture = (name: string): Buffer => readFileSync(new URL(`docs/pictures/${name}.png`, projectRoot))

describe.each(NAMES)('the picture of a %s', (name) => {
  test.each(SCHEMES)('in %s says what people see today (npm run build, npm run pictures)', (_, suffix) => {
    expect(carriedText(picture(`${name}${suffix}`))).toBe(described(sights[name]))
  })

  test.each(SCHEMES)(`in %s is smaller than ${String(MOST_BYTES)} bytes`, (_, suffix) => {
    expect(picture(`${name}${suffix}`).byteLength).toBeLessThan(MOST_BYTES)
  })

  test('shows neither where it was made nor when', () => {
    const visible = renderMarkdown(described(sights[name])).replaceAll(/<[^>]*>/g, '')
    expect(visible).toContain('ghcr.io/acme/storefront')
    expect(visible).not.toMatch(/127\.0\.0\.1|localhost|github\.com|\b\d\d:\d\d\b|\b20\d\d-\d\d-\d\d\b/)
  })
})
