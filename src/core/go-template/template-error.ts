/** Why a template cannot be read or filled in, as half a sentence. */
export class GoTemplateError extends Error {
  override readonly name = 'GoTemplateError'
  /** Where in the template, by offset; `undefined` where that is not told. */
  readonly offset: number | undefined

  constructor(message: string, offset?: number) {
    super(message)
    this.offset = offset
  }
}
