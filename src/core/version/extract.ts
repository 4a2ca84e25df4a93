/** The number or the name of a group. */
export type Group = number | string

/** A template as Go's `Regexp.Expand` takes it: what a policy compares, made of the groups of a pattern. */
export interface ExtractTemplate {
  readonly text: string
  /** The groups that it names. */
  readonly groups: readonly Group[]
  /** The template filled in; a group without a value is empty. */
  readonly expand: (valueOf: (group: Group) => string | undefined) => string
}

type Part = { readonly literal: string } | { readonly group: Group }

// A `$` before anything else stands for itself.
const REFERENCE = /\$(?:\$|\{(?<braced>[\p{L}\p{Nd}_]+)\}|(?<bare>[\p{L}\p{Nd}_]+))/gu

const groupOf = (name: string): Group => (/^(?:0|[1-9]\d{0,7})$/.test(name) ? Number(name) : name)

function* partsOf(text: string): Generator<Part> {
  let end = 0
  for (const { 0: reference, index, groups } of text.matchAll(REFERENCE)) {
    yield { literal: text.slice(end, index) }
    const name = groups?.['braced'] ?? groups?.['bare']
    yield name === undefined ? { literal: '$' } : { group: groupOf(name) }
    end = index + reference.length
  }
  yield { literal: text.slice(end) }
}

/** Reads a template: `$1`, `${1}`, `$name`, `${name}`, `$$`. A bare name is as long as it can be: `$1x` names the group "1x". */
export function parseExtract(text: string): ExtractTemplate {
  const parts = [...partsOf(text)]
  return {
    text,
    groups: parts.flatMap((part) => ('group' in part ? [part.group] : [])),
    expand: (valueOf) =>
      parts.map((part) => ('group' in part ? (valueOf(part.group) ?? '') : part.literal)).join('')
  }
}
