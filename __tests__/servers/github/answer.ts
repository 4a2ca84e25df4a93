/** An answer to be sent. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** An answer with a JSON body; undefined stands for none. */
export const jsonAnswer = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {}
): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body))
})

const documentation = 'https://docs.github.com/rest'

/** An error as REST answers carry it. */
export const restError = (
  status: number,
  message: string,
  errors?: readonly unknown[],
  headers: Readonly<Record<string, string>> = {}
): Answer =>
  jsonAnswer(
    status,
    {
      message,
      ...(errors === undefined ? {} : { errors }),
      documentation_url: documentation,
      status: String(status)
    },
    headers
  )
