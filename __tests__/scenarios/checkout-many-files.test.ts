import { expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { useWorkingCopies } from './working-copy.ts'

const workingCopy = useWorkingCopies()
const COUNT = 600
const folder = (index: number): string => `apps/${'a-team-with-a-long-name/'.repeat(8)}app-${index}`
const paths = Array.from({ length: COUNT }, (_, index) => `${folder(index)}/kustomization.yaml`).sort()

test('more files in a checkout than fit into one command of git are one commit', async () => {
  const files = Object.fromEntries(
    paths.map((path, index) => [path, kustomization(`app-${index}:v1`, 'proxy:v1')])
  )
  const { run, remote } = await workingCopy(files)
  expect(paths.join(' ').length).toBeGreaterThan(100_000)
  const { exitCode } = await run({ images: 'proxy:v2', manifests: 'apps/**' })
  expect(exitCode).toBe(0)
  expect((await remote('diff', '--name-only', 'main~1', 'main')).split('\n')).toEqual(paths)
  const lines = (await remote('diff', '--unified=0', 'main~1', 'main')).split('\n')
  expect(lines.filter((line) => /^[-+] /.test(line))).toEqual(
    paths.flatMap(() => ['-    newTag: v1', '+    newTag: v2'])
  )
})
