import type { GitHub, RepositoryHandle } from './github/index.ts'

/** An error of a GraphQL answer, as far as tests look at it. */
export interface AnsweredError {
  readonly type?: string
  readonly path?: readonly (string | number)[]
  readonly message: string
}

/** What came back: the status, the headers and the parsed body. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
  readonly errors: readonly AnsweredError[]
}

/** A client that sends what it is told and judges nothing: the tests of the loopback GitHub speak through it. */
export class ApiClient {
  readonly #github: GitHub
  readonly #token: string | undefined

  constructor(github: GitHub, token: string | undefined = github.token) {
    this.#github = github
    this.#token = token
  }

  /** Sends a GraphQL document. */
  async graphql(query: string, variables: object = {}): Promise<Answered> {
    return await this.#send(this.#github.graphqlUrl, 'POST', { query, variables })
  }

  /** Calls an endpoint, given as `GET /repos/…`. */
  async rest(endpoint: string, body?: object, headers: Record<string, string> = {}): Promise<Answered> {
    const [method = 'GET', path = ''] = endpoint.split(' ')
    return await this.#send(`${this.#github.apiUrl}${path}`, method, body, headers)
  }

  /** Puts one file on a branch through `createCommitOnBranch`. */
  async commit(repository: RepositoryHandle, input: CommitInput): Promise<Answered> {
    return await this.graphql(
      `mutation ($c: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $c) { commit { oid } } }`,
      { c: await commitInput(repository, input) }
    )
  }

  /** The global id of a repository. */
  async idOf(repository: RepositoryHandle): Promise<string> {
    const [owner, name] = repository.nameWithOwner.split('/')
    const query = 'query ($o: String!, $n: String!) { repository(owner: $o, name: $n) { id } }'
    const { body } = (await this.graphql(query, { o: owner, n: name })) as {
      body: { data: { repository: { id: string } } }
    }
    return body.data.repository.id
  }

  async #send(
    url: string,
    method: string,
    body?: object,
    extra: Record<string, string> = {}
  ): Promise<Answered> {
    const headers = {
      ...(this.#token === undefined ? {} : { authorization: `bearer ${this.#token}` }),
      ...extra
    }
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json')
    const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : text
    const errors = (parsed as { errors?: readonly AnsweredError[] }).errors ?? []
    return { status: response.status, headers: response.headers, body: parsed, errors }
  }
}

/** A commit to put on a branch; what is left out is the default branch, its head and one changed file. */
export interface CommitInput {
  readonly branch?: string
  readonly head?: string
  readonly files?: Readonly<Record<string, string>>
  readonly delete?: readonly string[]
}

/** The input of `createCommitOnBranch` for a commit. */
export async function commitInput(repository: RepositoryHandle, input: CommitInput = {}): Promise<object> {
  const branch = input.branch ?? 'main'
  return {
    branch: { repositoryNameWithOwner: repository.nameWithOwner, branchName: branch },
    expectedHeadOid: input.head ?? (await repository.head(branch)),
    message: { headline: 'Update', body: 'By a test' },
    fileChanges: {
      additions: Object.entries(input.files ?? { 'app.yaml': 'tag: v2\n' }).map(([path, text]) => ({
        path,
        contents: Buffer.from(text).toString('base64')
      })),
      deletions: (input.delete ?? []).map((path) => ({ path }))
    }
  }
}
