import Mustache from 'mustache'

/** A Mustache template that is known to be well-formed. */
export interface Template {
  readonly source: string
}

/**
 * A template of the user's: Mustache, as its specification says, but that nothing is escaped for HTML.
 *
 * @throws Error that says what is wrong with the template
 */
export function parseTemplate(source: string): Template {
  Mustache.parse(source)
  return { source }
}

/** The text of a template with these values. */
export const renderTemplate = (template: Template, values: object): string =>
  Mustache.render(template.source, values, {}, { escape: String })

/** One change, as templates see it. `from` and `to` are whole references. */
export interface TemplateChange {
  readonly file: string
  readonly line: number
  readonly image: string
  readonly from: string
  readonly to: string
}

/** What templates can name. */
export interface TemplateValues {
  /** The new versions in short: `api:v2, web:1a2b3c4`; the first few where there are many. */
  readonly images: string
  readonly changes: readonly TemplateChange[]
  /** The commits that a rollback undoes, newest first, at most twenty; none otherwise. */
  readonly undone: readonly { readonly commit: string; readonly url: string; readonly headline: string }[]
  /** The branch that the change is for. */
  readonly branch: string
  /** `owner/name` of the repository whose workflow runs, and the commit that it runs for. */
  readonly source: { readonly repository: string; readonly commit: string }
  /** The address of the workflow run. */
  readonly run: string
  readonly actor: string
}
