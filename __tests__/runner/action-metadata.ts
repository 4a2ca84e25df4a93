import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/** One input or output of action.yml. */
export interface Parameter {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

/** What action.yml says. */
export interface ActionMetadata {
  readonly inputs: Readonly<Record<string, Parameter>>
  readonly outputs: Readonly<Record<string, Parameter>>
  readonly runs: { readonly using: string; readonly main: string }
}

/** The root of the project. */
export const projectRoot = new URL('../../', import.meta.url)

/** Reads action.yml. */
export const actionMetadata = (): ActionMetadata =>
  parse(readFileSync(new URL('action.yml', projectRoot), 'utf8')) as ActionMetadata
