/** Who did it and when: the name, the address and seconds since the epoch. */
export interface Signature {
  readonly name: string
  readonly email: string
  readonly time: number
}

/** A commit's fields. */
export interface Commit {
  readonly oid: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

function parseSignature(text: string): Signature {
  const match = /^(.*?) ?<(.*)> (\d+)/.exec(text)
  return { name: match?.[1] ?? '', email: match?.[2] ?? '', time: Number(match?.[3] ?? 0) }
}

/** Reads the stored form of a commit. */
export function parseCommit(oid: string, bytes: Buffer): Commit {
  const text = bytes.toString()
  const split = text.indexOf('\n\n')
  const headers = text.slice(0, split).split('\n')
  const values = (key: string): string[] =>
    headers.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1))
  return {
    oid,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    author: parseSignature(values('author')[0] ?? ''),
    committer: parseSignature(values('committer')[0] ?? ''),
    message: text.slice(split + 2)
  }
}

const formatSignature = (signature: Signature): string =>
  `${signature.name} <${signature.email}> ${signature.time} +0000`

/** The stored form of a commit. */
export const formatCommit = (commit: Omit<Commit, 'oid'>): Buffer =>
  Buffer.from(
    [
      `tree ${commit.tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${formatSignature(commit.author)}`,
      `committer ${formatSignature(commit.committer)}`,
      '',
      commit.message
    ].join('\n')
  )

/** The first line of a message. */
export const headlineOf = (message: string): string => message.split('\n', 1)[0] ?? ''

/** What follows the first line and the blank one. */
export const bodyOf = (message: string): string => message.slice(headlineOf(message).length).trim()
