import Mustache from 'mustache'

/** Something that templates can name. */
export interface TemplateVariable {
  readonly name: string
  readonly meaning: string
  /** What it holds: to be named within its section, or behind a dot where it is no list. */
  readonly fields?: readonly TemplateVariable[]
  /** Whether its section is rendered for each of its items, and it has a `length`. */
  readonly isList?: boolean
}

const text = (name: string, meaning: string): TemplateVariable => ({ name, meaning })

const SOURCE_REPOSITORY = text('repository', '`owner/name` of the repository whose workflow runs')
const ACTOR = text('actor', 'the login of who started the workflow')

/** What `commit-message`, `pull-request-title` and `pull-request-body` can name. */
export const CHANGE_VARIABLES: readonly TemplateVariable[] = [
  text('images', 'the new versions in short: `api:v2, web:1a2b3c4`; the first few where there are many'),
  {
    name: 'changes',
    meaning: 'the places that change',
    isList: true,
    fields: [
      text('file', 'its path'),
      text('line', 'the line of the image in it, after the change'),
      text('image', 'the name that the image is asked for by'),
      text('from', 'the whole reference before'),
      text('to', 'the whole reference after')
    ]
  },
  {
    name: 'undone',
    meaning: 'the commits that a `rollback` undoes, newest first, at most twenty; none otherwise',
    isList: true,
    fields: [
      text('commit', 'its full name'),
      text('url', 'its page; empty where it has none'),
      text('headline', 'the first line of its message')
    ]
  },
  text('branch', 'the branch that the change is for'),
  {
    name: 'source',
    meaning: 'what the images are built from',
    fields: [SOURCE_REPOSITORY, text('commit', 'the commit that the workflow runs for')]
  },
  text('run', 'the address of the workflow run'),
  ACTOR
]

/** What `pull-request-branch` can name: nothing that depends on the version, for the same target has the same branch. */
export const BRANCH_VARIABLES: readonly TemplateVariable[] = [
  text('branch', 'the input `branch`; empty for the default branch'),
  text('target', 'the last part of the branch that would be chosen without a template'),
  text('images', 'the names of the `images`, without registry and organisation'),
  { name: 'source', meaning: 'what the images are built from', fields: [SOURCE_REPOSITORY] },
  ACTOR
]

const LENGTH = text('length', 'the number of its items')

const fieldsOf = ({ fields = [], isList = false }: TemplateVariable): readonly TemplateVariable[] =>
  isList ? [LENGTH] : fields

/** What a name stands for: its first part is looked up from the inside out, the rest within what that holds. */
function lookUp(
  name: string,
  scopes: readonly (readonly TemplateVariable[])[]
): TemplateVariable | undefined {
  const [first = '', ...rest] = name.split('.')
  const named = (variables: readonly TemplateVariable[], part: string): TemplateVariable | undefined =>
    variables.find((each) => each.name === part)
  const scope = scopes.findLast((variables) => named(variables, first) !== undefined) ?? []
  return rest.reduce((found, part) => found && named(fieldsOf(found), part), named(scope, first))
}

type Token = readonly [kind: string, value: string, start: number, end: number, inner?: readonly Token[]]

/** An item of a section that is a text, which `{{.}}` stands for. */
const ITSELF: readonly TemplateVariable[] = [text('.', 'the text of the section')]

/** A tag of a template, and what its name stands for. */
interface Tag {
  readonly kind: string
  readonly name: string
  readonly variable: TemplateVariable | undefined
}

function tagsIn(tokens: readonly Token[], scopes: readonly (readonly TemplateVariable[])[]): readonly Tag[] {
  return tokens.flatMap(([kind, name, , , inner = []]) => {
    if (kind === '>') return [{ kind, name: `> ${name}`, variable: undefined }]
    if (!['name', '&', '#', '^'].includes(kind)) return []
    const isItself = name === '.'
    const variable = isItself ? scopes.at(-1)?.find((each) => each.name === '.') : lookUp(name, scopes)
    const within = kind === '#' ? [...scopes, variable?.fields ?? ITSELF] : scopes
    return [{ kind, name, variable }, ...tagsIn(inner, within)]
  })
}

const tagsOf = (source: string, variables: readonly TemplateVariable[]): readonly Tag[] =>
  tagsIn(Mustache.parse(source) as unknown as readonly Token[], [variables])

/**
 * The names in a template that stand for nothing, each once; partials among them, for there are none.
 *
 * @param source - a well-formed template
 */
export const unknownNames = (source: string, variables: readonly TemplateVariable[]): readonly string[] => [
  ...new Set(
    tagsOf(source, variables).flatMap(({ name, variable }) => (variable === undefined ? [name] : []))
  )
]

function howToName({ name, fields = [], isList }: TemplateVariable): string {
  const names = fields.map((each) => `{{${isList === true ? '' : `${name}.`}${each.name}}}`).join(', ')
  return isList === true
    ? `"{{${name}}}" is a section: write "{{#${name}}}…{{/${name}}}", with ${names} in it.`
    : `"{{${name}}}" is several values: write one of ${names}.`
}

/** How to write what a template names as if it were a text, as sentences. */
export const mistakenForText = (
  source: string,
  variables: readonly TemplateVariable[]
): readonly string[] => [
  ...new Set(
    tagsOf(source, variables).flatMap(({ kind, variable }) =>
      variable?.fields !== undefined && ['name', '&'].includes(kind) ? [howToName(variable)] : []
    )
  )
]

/** The variables as a list for people: `branch`, `source.commit`, and of lists what their sections can name. */
export const listVariables = (variables: readonly TemplateVariable[]): string =>
  variables
    .flatMap(({ name, fields = [], isList }) => {
      const names = fields.map((each) => each.name)
      if (isList === true) return [`${name} (a section, with ${names.join(', ')})`]
      return names.length === 0 ? [name] : names.map((each) => `${name}.${each}`)
    })
    .join(', ')
