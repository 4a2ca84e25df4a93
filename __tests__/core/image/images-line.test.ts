import { describe, expect, test } from '@jest/globals'
import { ImagesLineError, parseImagesLine } from '../../../src/core/image/images-line.ts'
import { fulfil } from '../../../src/core/image/wanted.ts'

const OLD = `sha256:${'01'.repeat(32)}`
const NEW = `sha256:${'ab'.repeat(32)}`

describe('a line asks for what `kustomize edit set image` would, but what it does not say stays', () => {
  const entry = { name: 'registry.example/app', tag: 'old', digest: OLD }
  test.each([
    ['app:v1', 'registry.example/app:v1'],
    [`app@${NEW}`, `registry.example/app@${NEW}`],
    [`app@${OLD}`, `registry.example/app:old@${OLD}`],
    [`app:v1@${NEW}`, `registry.example/app:v1@${NEW}`],
    ['app=new', `new:old@${OLD}`],
    ['app=new:v1', 'new:v1'],
    [`app=new@${NEW}`, `new@${NEW}`],
    [`app=new:v1@${NEW}`, `new:v1@${NEW}`],
    ['app=*:v1', 'registry.example/app:v1'],
    [`app=*@${NEW}`, `registry.example/app@${NEW}`],
    [`app=*:*@${NEW}`, `registry.example/app:old@${NEW}`],
    ['app=*:v1@*', `registry.example/app:v1@${OLD}`],
    ['app=*:*@*', `registry.example/app:old@${OLD}`],
    ['app=*', `registry.example/app:old@${OLD}`],
    ['app:*', `registry.example/app:old@${OLD}`],
    ['app=new:*', `new:old@${OLD}`],
    ['app=:v1', 'registry.example/app:v1']
  ])('%s gives %s', (line, expected) => {
    const { name, tag, digest } = fulfil(entry, parseImagesLine(line, undefined))
    const version = `${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
    expect(`${name}${version}`).toBe(expected)
  })

  test('the name before the first "=" is looked for, whatever it is', () => {
    expect(parseImagesLine('IMAGE=ghcr.io/acme/api:v1', undefined)).toMatchObject({
      name: 'IMAGE',
      newName: 'ghcr.io/acme/api'
    })
    expect(parseImagesLine('localhost:5000/app:v1', undefined).name).toBe('localhost:5000/app')
  })

  test('`tag` is for the lines that give neither tag nor digest', () => {
    expect(parseImagesLine('app', 'v7').tag).toEqual({ set: 'v7' })
    expect(parseImagesLine('app=new', 'v7').tag).toEqual({ set: 'v7' })
    expect(parseImagesLine('app:v1', 'v7').tag).toEqual({ set: 'v1' })
    expect(parseImagesLine(`app@${NEW}`, 'v7').tag).toBe('unsaid')
  })
})

describe('what is not of the grammar is refused, with the part and a remedy', () => {
  test.each([
    ['app', /neither a tag nor a digest/],
    ['localhost:5000/app', /neither a tag nor a digest/],
    ['app=', /neither a tag nor a digest/],
    ['app:', /tag is empty/],
    ['app@', /digest is empty/],
    ['app:v1@', /digest is empty/],
    ['app:bad tag', /"bad tag" is not a tag/],
    ['app:v+1', /"v\+1" is not a tag/],
    ['app=new:v1:v2', /"v1:v2" is not a tag/],
    ['app==x:v1', /"=x" is not an image name/],
    ['=new:v1', /names no image/],
    [':v1', /names no image/],
    [`@${NEW}`, /names no image/],
    ['app=New/App:v1', /repositories are lower case/],
    ['IMAGE:v1', /write "IMAGE=\*:TAG"/],
    ['https://ghcr.io/acme/api:v1', /without a scheme/],
    ['app@sha256:1234', /is not a digest/],
    ['one two:v1', /is not an image name/]
  ])('%s', (line, complaint) => {
    expect(() => parseImagesLine(line, undefined)).toThrow(ImagesLineError)
    expect(() => parseImagesLine(line, undefined)).toThrow(complaint)
  })
})
