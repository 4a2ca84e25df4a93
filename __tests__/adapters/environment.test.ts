import { expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'

const module = new URL('../../src/adapters/environment.ts', import.meta.url).href

/** What a program prints that copies its environment first. */
function printed(script: string): string {
  const source = `import { execFileSync } from 'node:child_process'
import { copyEnvironment } from '${module}'
copyEnvironment()
${script}`
  return execFileSync(process.execPath, ['--input-type=module', '-e', source], {
    encoding: 'utf8',
    env: { ...process.env, GIVEN: 'given' }
  })
}

test('a copy of the environment holds what was given and takes what is added', () => {
  expect(printed(`process.env.ADDED = 'added'; console.log(process.env.GIVEN, process.env.ADDED)`)).toBe(
    'given added\n'
  )
})

test('programs that are started get both', () => {
  const inner = `console.log(process.env.GIVEN, process.env.ADDED)`
  const script = `process.env.ADDED = 'added'
process.stdout.write(execFileSync(process.execPath, ['-e', ${JSON.stringify(inner)}]))`
  expect(printed(script)).toBe('given added\n')
})
