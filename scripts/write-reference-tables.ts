import { writeFileSync } from 'node:fs'
import {
  describedInputs,
  readProjectFile,
  withReferenceTables,
  withTemplateTables
} from './reference-tables.ts'

const actionYaml = readProjectFile('action.yml')
const write = (path: string, text: string): void => {
  writeFileSync(new URL(`../${path}`, import.meta.url), text)
}

write('README.md', withReferenceTables(readProjectFile('README.md'), actionYaml))
write('src/inputs/described.ts', describedInputs(actionYaml))
write('docs/templates.md', withTemplateTables(readProjectFile('docs/templates.md')))
