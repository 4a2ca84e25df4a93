import { beforeAll, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { projectRoot } from './runner/action-metadata.ts'

const MOST_BYTES = 400_000

/** What a runner downloads of the commit that is checked out. */
let archive: Buffer

beforeAll(() => {
  const root = fileURLToPath(projectRoot)
  archive = execFileSync('git', ['archive', '--format=tar.gz', 'HEAD'], { cwd: root, maxBuffer: 2 ** 26 })
})

test('runners download what they run and its licences, and nothing else', () => {
  const files = execFileSync('tar', ['-tzf', '-'], { input: archive, encoding: 'utf8' }).trim().split('\n')
  expect(files.filter((path) => !path.endsWith('/')).sort()).toEqual([
    'LICENSE',
    'action.yml',
    'dist/index.js',
    'dist/licenses.txt',
    'dist/package.json',
    'package.json'
  ])
})

test(`runners download less than ${String(MOST_BYTES)} bytes`, () => {
  expect(archive.byteLength).toBeLessThan(MOST_BYTES)
})
