import { createHash } from 'node:crypto'

const COMMIT = /\b[0-9a-f]{40}\b/g
const SHORT = 7

const nameOfCommit = (number: number): string => createHash('sha1').update(`commit ${number}`).digest('hex')

/**
 * The same value with names that are the same every time: GitHub's address for that of the server, and for each commit, whose name
 * depends on the time of day, one by the order in which they appear.
 */
export function steady<T>(value: T, serverUrl: string): T {
  const text = JSON.stringify(value).replaceAll(serverUrl, 'https://github.com')
  const commits = [...new Set(text.match(COMMIT))]
  const named = commits.reduce((so, commit, index) => {
    const name = nameOfCommit(index + 1)
    return so
      .replaceAll(commit, name)
      .replaceAll(new RegExp(`\\b${commit.slice(0, SHORT)}\\b`, 'g'), name.slice(0, SHORT))
  }, text)
  return JSON.parse(named) as T
}
