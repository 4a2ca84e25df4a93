import { describe, expect, test } from '@jest/globals'
import { digest, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'

/** An entry of `images`, field by field. */
const entry = (...fields: readonly string[]): string => `images:\n  - ${fields.join('\n    ')}\n`

async function update(images: string, before: string): Promise<string | undefined> {
  const { gitops, run } = await stage({ [path]: before })
  const { exitCode, log } = await run({ images, manifests: 'app' })
  expect([exitCode, log]).toEqual([0, expect.any(String)])
  return gitops.read('main', path)
}

describe('the syntax of kustomize edit set image', () => {
  test.concurrent.each([
    ['a tag', 'api:v2', ['name: api', 'newTag: v1'], ['name: api', 'newTag: v2']],
    [
      'a port is no tag',
      'r.io:5000/api:v2',
      ['name: r.io:5000/api', 'newTag: v1'],
      ['name: r.io:5000/api', 'newTag: v2']
    ],
    [
      'a digest',
      `api@${digest('b')}`,
      ['name: api', `digest: ${digest('a')}`],
      ['name: api', `digest: ${digest('b')}`]
    ],
    [
      'a tag with a digest',
      `api:v2@${digest('b')}`,
      ['name: api', 'newTag: v1', `digest: ${digest('a')}`],
      ['name: api', 'newTag: v2', `digest: ${digest('b')}`]
    ],
    [
      'a new name',
      'api=r.io/api:v2',
      ['name: api', 'newTag: v1'],
      ['name: api', 'newName: r.io/api', 'newTag: v2']
    ],
    [
      'a new name alone',
      'api=r.io/api',
      ['name: api', 'newTag: v1'],
      ['name: api', 'newName: r.io/api', 'newTag: v1']
    ],
    [
      'an old new name gives way',
      'api=r.io/new:v2',
      ['name: api', 'newName: r.io/old', 'newTag: v1'],
      ['name: api', 'newName: r.io/new', 'newTag: v2']
    ],
    [
      'NAME=*:TAG keeps the new name',
      'api=*:v2',
      ['name: api', 'newName: r.io/api', 'newTag: v1'],
      ['name: api', 'newName: r.io/api', 'newTag: v2']
    ],
    [
      'NAME=NEW:* keeps the tag',
      'api=r.io/new:*',
      ['name: api', 'newName: r.io/api', 'newTag: v1'],
      ['name: api', 'newName: r.io/new', 'newTag: v1']
    ],
    [
      'NAME=*:TAG@* keeps the digest',
      'api=*:v2@*',
      ['name: api', 'newTag: v1', `digest: ${digest('a')}`],
      ['name: api', 'newTag: v2', `digest: ${digest('a')}`]
    ],
    [
      'NAME=NEW:*@* keeps tag and digest',
      'api=r.io/new:*@*',
      ['name: api', 'newName: r.io/api', 'newTag: v1', `digest: ${digest('a')}`],
      ['name: api', 'newName: r.io/new', 'newTag: v1', `digest: ${digest('a')}`]
    ],
    [
      'without NAME= the new name stays',
      'api:v2',
      ['name: api', 'newName: r.io/api', 'newTag: v1'],
      ['name: api', 'newName: r.io/api', 'newTag: v2']
    ],
    [
      'a tag alone removes the digest that pins the old image',
      'api:v2',
      ['name: api', 'newTag: v1', `digest: ${digest('a')}`],
      ['name: api', 'newTag: v2']
    ],
    [
      'a digest alone removes the tag of another image',
      `api@${digest('b')}`,
      ['name: api', 'newTag: v1'],
      ['name: api', `digest: ${digest('b')}`]
    ],
    [
      'an entry is found by its only matching newName',
      'r.io/api:v2',
      ['name: api', 'newName: r.io/api', 'newTag: v1'],
      ['name: api', 'newName: r.io/api', 'newTag: v2']
    ],
    [
      'a name that is no image name, as placeholders are',
      'API_IMAGE=r.io/api:v2',
      ['name: API_IMAGE', 'newName: r.io/api', 'newTag: v1'],
      ['name: API_IMAGE', 'newName: r.io/api', 'newTag: v2']
    ]
  ])('%s', async (_, images, before, after) => {
    expect(await update(images, entry(...before))).toBe(entry(...after))
  })
})

test.concurrent.each(['nginx:1.28', 'docker.io/library/nginx:1.28', 'index.docker.io/library/nginx:1.28'])(
  '%s is found in each of its spellings, which stays as it is',
  async (images) => {
    const before = entry('name: docker.io/nginx', 'newTag: "1.27"')
    expect(await update(images, before)).toBe(entry('name: docker.io/nginx', 'newTag: "1.28"'))
  }
)

test.concurrent('a tag that YAML would read as something else is quoted, and no other', async () => {
  const odd = ['1.10', '12e4567', '0123', '1_000', 'yes', '2024-01-01', 'null', '0x1F', '1.0', '1234567']
  const plain = ['1a2b3c4', 'v1.10', '1.10.0', 'latest']
  const { gitops, run } = await stage({
    [path]: kustomization(...[...odd, ...plain].map((tag) => `app-${tag.toLowerCase()}:v0`))
  })
  const images = [...odd, ...plain].map((tag) => `app-${tag.toLowerCase()}:${tag}`)
  const { exitCode } = await run({ images: images.join('\n'), manifests: 'app' })
  expect(exitCode).toBe(0)
  const tags = [...((await gitops.read('main', path)) ?? '').matchAll(/newTag: (.*)/g)].map(([, tag]) => tag)
  expect(tags.slice(0, odd.length)).toEqual(
    odd.map((tag) => expect.stringMatching(`^(["'])${tag.replaceAll('.', '\\.')}\\1$`))
  )
  expect(tags.slice(odd.length)).toEqual(plain)
})
