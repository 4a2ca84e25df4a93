import { parseTemplate, type Template } from '../core/plan/template.ts'
import {
  listVariables,
  mistakenForText,
  unknownNames,
  type TemplateVariable
} from '../core/plan/template-variables.ts'
import type { Problems } from './problems.ts'
import type { InputName, RawInputs } from './raw.ts'

/** The value of an input with a closed set of values; the first is the default. */
export function choice<Value extends string>(
  raw: RawInputs,
  input: InputName,
  values: readonly [Value, ...Value[]],
  problems: Problems
): Value {
  const text = raw[input].trim()
  const value = text === '' ? values[0] : values.find((each) => each === text)
  if (value !== undefined) return value
  problems.add(input, `"${text}" is not one of ${values.map((each) => `"${each}"`).join(', ')}.`)
  return values[0]
}

/** The value of an input with a closed set of values, or `undefined` where the input is empty. */
export const optionalChoice = <Value extends string>(
  raw: RawInputs,
  input: InputName,
  values: readonly [Value, ...Value[]],
  problems: Problems
): Value | undefined => (raw[input].trim() === '' ? undefined : choice(raw, input, values, problems))

/** A boolean as YAML 1.2 spells it, as the toolkit of GitHub Actions does; `''` is the default. */
export function truth(raw: RawInputs, input: InputName, problems: Problems, otherwise = false): boolean {
  const text = raw[input].trim()
  if (text === '') return otherwise
  if (/^(?:true|True|TRUE)$/.test(text)) return true
  if (!/^(?:false|False|FALSE)$/.test(text)) problems.add(input, `"${text}" is neither "true" nor "false".`)
  return false
}

/** A whole number within bounds. */
export function wholeNumber(
  raw: RawInputs,
  input: InputName,
  bounds: { readonly least: number; readonly most: number; readonly otherwise: number },
  problems: Problems
): number {
  const text = raw[input].trim()
  if (text === '') return bounds.otherwise
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN
  if (value >= bounds.least && value <= bounds.most) return value
  problems.add(input, `"${text}" is not a whole number from ${bounds.least} to ${bounds.most}.`)
  return bounds.otherwise
}

/** A Mustache template that names nothing but these variables, or `undefined` where the input is empty. */
export function template(
  raw: RawInputs,
  input: InputName,
  variables: readonly TemplateVariable[],
  problems: Problems
): Template | undefined {
  const text = raw[input].replaceAll('\r\n', '\n')
  if (text.trim() === '') return undefined
  try {
    const parsed = parseTemplate(text)
    const unknown = unknownNames(text, variables).map((name) => `"{{${name}}}"`)
    if (unknown.length > 0)
      problems.add(input, `${unknown.join(', ')} stands for nothing. There are: ${listVariables(variables)}.`)
    for (const sentence of mistakenForText(text, variables)) problems.add(input, sentence)
    return parsed
  } catch (error) {
    problems.add(
      input,
      `it is not a Mustache template: ${error instanceof Error ? error.message : String(error)}.`
    )
    return undefined
  }
}
