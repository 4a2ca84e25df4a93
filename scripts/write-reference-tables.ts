import { writeFileSync } from 'node:fs'
import { readProjectFile, withReferenceTables } from './reference-tables.ts'

const readme = new URL('../README.md', import.meta.url)
writeFileSync(readme, withReferenceTables(readProjectFile('README.md'), readProjectFile('action.yml')))
