import type { Entry } from '../../core/selection/entry.ts'
import type { RepositoryFile } from '../../ports/snapshot.ts'
import { ask, blobFetcher, refuse, repositoryOf, type Reader } from './ask.ts'
import { HttpFailure } from './fault.ts'
import type { Query } from './query.ts'
import { filesQuery, MOST_FILES } from './read-query.ts'
import { contentsOf, type Contents } from './snapshot.ts'
import type { GraphqlAnswer } from './transport.ts'

/** The answer to a query for some of the paths wanted. */
export interface PartAnswer {
  readonly answer: GraphqlAnswer
  readonly asked: readonly string[]
  readonly rest: readonly string[]
  /** How many paths at once GitHub has borne: no more are worth trying. */
  readonly most: number
}

const FILE_HOLDERS: readonly (string | number)[] = ['base', 'proposal', 'object']

/** A file that cannot be read is not one that is not there. Where pull requests are not shown, the rest of the answer says so too. */
function refuseUnreadFiles(reader: Reader, { faults }: GraphqlAnswer): void {
  const fault = faults.find(
    ({ path = [], type }) =>
      path[0] === 'repository' &&
      FILE_HOLDERS.includes(path[1] ?? '') &&
      path[2] !== 'associatedPullRequests' &&
      type !== 'NOT_FOUND'
  )
  if (fault !== undefined) throw refuse(reader, fault)
}

const TOO_LONG = /^Timeout on validation of query|^Something went wrong while executing/

/** Whether an answer, or a part of its files, is missing because it was too much at once. */
const isCut = ({ data, faults }: GraphqlAnswer): boolean =>
  faults.some(
    ({ type, message }) =>
      type === 'RESOURCE_LIMITS_EXCEEDED' || (data === undefined && TOO_LONG.test(message))
  )

/** Whether GitHub gave a query up: it does so after ten seconds, with a 502 or 504. */
const isGivenUp = (error: unknown): boolean =>
  error instanceof HttpFailure && [502, 504].includes(error.fault.status ?? 0)

async function askUnlessTooMuch(reader: Reader, query: Query): Promise<GraphqlAnswer | undefined> {
  try {
    const answer = await reader.transport.query(query.document, query.variables)
    return isCut(answer) ? undefined : answer
  } catch (error) {
    if (isGivenUp(error)) return undefined
    if (error instanceof HttpFailure) throw refuse(reader, error.fault)
    throw error
  }
}

/** The waits before a single path is asked for again: it cannot be halved, and what was too much is how busy GitHub is. */
const LOAD_WAITS = [1000, 3000]

/** Asks for what cannot be less; where it is too much all the same, GitHub's words about it are the answer. */
async function askPatiently(reader: Reader, query: Query): Promise<GraphqlAnswer> {
  for (const wait of LOAD_WAITS) {
    const answer = await ask(reader, query)
    if (!isCut(answer)) return answer
    await reader.clock.sleep(wait)
  }
  return ask(reader, query)
}

/** Asks for the first `most` paths; for fewer where that is too much for GitHub. */
export async function askForFiles(
  reader: Reader,
  paths: readonly string[],
  queryFor: (paths: readonly string[]) => Query,
  most = MOST_FILES
): Promise<PartAnswer> {
  const asked = paths.slice(0, most)
  const query = queryFor(asked)
  const answer = await (asked.length > 1 ? askUnlessTooMuch : askPatiently)(reader, query)
  if (answer === undefined) return askForFiles(reader, paths, queryFor, Math.ceil(asked.length / 2))
  refuseUnreadFiles(reader, answer)
  return { answer, asked, rest: paths.slice(most), most }
}

/** Reads paths of a commit that is known, as many a request as GitHub bears. */
export async function readContents(
  reader: Reader,
  commit: string,
  paths: readonly string[],
  most = MOST_FILES
): Promise<Contents> {
  const entries: Entry[] = []
  const files = new Map<string, RepositoryFile>()
  for (let [rest, bearable] = [paths, most]; rest.length > 0;) {
    const queryFor = (some: readonly string[]): Query => filesQuery(reader.owner, reader.name, commit, some)
    const part = await askForFiles(reader, rest, queryFor, bearable)
    const { object } = repositoryOf(reader, part.answer)
    const contents = await contentsOf(object ?? {}, part.asked, blobFetcher(reader))
    entries.push(...contents.entries)
    for (const [path, file] of contents.files) files.set(path, file)
    rest = part.rest
    bearable = part.most
  }
  return { entries, files }
}
