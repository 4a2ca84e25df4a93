import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import {
  BRANCH_VARIABLES,
  CHANGE_VARIABLES,
  type TemplateVariable
} from '../src/core/plan/template-variables.ts'

interface Parameter {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

interface Metadata {
  readonly inputs: Readonly<Record<string, Parameter>>
  readonly outputs: Readonly<Record<string, Parameter>>
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')

const defaultOf = ({ required, default: value }: Parameter): string => {
  if (required === true) return '**required**'
  return value === undefined || value === '' ? '' : `\`${value}\``
}

function inputsTable({ inputs }: Metadata): string {
  const rows = Object.entries(inputs).map(
    ([name, input]) => `| \`${name}\` | ${defaultOf(input)} | ${oneLine(input.description)} |`
  )
  return ['| input | default | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}

function outputsTable({ outputs }: Metadata): string {
  const rows = Object.entries(outputs).map(
    ([name, output]) => `| \`${name}\` | ${oneLine(output.description)} |`
  )
  return ['| output | meaning |', '| --- | --- |', ...rows].join('\n')
}

function replaceSection(text: string, name: string, table: string): string {
  const section = new RegExp(`(<!-- ${name}: begin -->\\n)[^]*?(<!-- ${name}: end -->)`)
  if (!section.test(text)) throw new Error(`The document has no section "${name}".`)
  return text.replace(section, (_, begin: string, end: string) => `${begin}${table}\n${end}`)
}

/** The README with its tables of inputs and outputs as action.yml says. */
export function withReferenceTables(readme: string, actionYaml: string): string {
  const metadata = parse(actionYaml) as Metadata
  const withInputs = replaceSection(readme, 'inputs', inputsTable(metadata))
  return replaceSection(withInputs, 'outputs', outputsTable(metadata))
}

const GENERATED = '/* Made from action.yml by `npm run docs`. */'

/** The source file that tells the program its own inputs: what action.yml says of them. */
export function describedInputs(actionYaml: string): string {
  const { inputs } = parse(actionYaml) as Metadata
  const entries = Object.entries(inputs).map(([name, { description, default: value }]) => [
    name,
    { description: description.trim().replaceAll(/\s+/g, ' '), default: value ?? '' }
  ])
  return `${GENERATED}
import type { InputName } from './raw.ts'

/** What an input is for, and what it is where nobody says. */
export interface DescribedInput {
  readonly description: string
  readonly default: string
}

/** Every input, as action.yml describes it. */
export const INPUTS: Readonly<Record<InputName, DescribedInput>> = ${JSON.stringify(Object.fromEntries(entries), null, 2)}
`
}

function variablesTable(variables: readonly TemplateVariable[]): string {
  const rows = variables.flatMap(({ name, meaning, fields = [], isList = false }) => [
    `| \`${name}\` | ${meaning}${isList ? ': a section' : ''} |`,
    ...fields.map((field) =>
      isList
        ? `| \`{{#${name}}}{{${field.name}}}{{/${name}}}\` | ${field.meaning} |`
        : `| \`${name}.${field.name}\` | ${field.meaning} |`
    )
  ])
  return ['| variable | what it is |', '| --- | --- |', ...rows].join('\n')
}

/** The document about templates with its tables of variables as the sources say. */
export function withTemplateTables(document: string): string {
  const withChanges = replaceSection(document, 'change variables', variablesTable(CHANGE_VARIABLES))
  return replaceSection(withChanges, 'branch variables', variablesTable(BRANCH_VARIABLES))
}

/** Reads a file of the project by its path from the root. */
export const readProjectFile = (path: string): string =>
  readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
