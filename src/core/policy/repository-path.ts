import { ROOT } from '../selection/selection.ts'

/**
 * The path that a controller comes to from a directory of the repository: absolute ones start at its root, `..` goes up.
 * `undefined` where it leaves the repository.
 */
export function pathIn(directory: string, path: string): string | undefined {
  const segments: string[] = []
  for (const segment of [...(path.startsWith('/') ? [] : directory.split('/')), ...path.split('/')]) {
    if (segment === '..' && segments.pop() === undefined) return undefined
    if (segment !== '' && segment !== '.' && segment !== '..') segments.push(segment)
  }
  return segments[0] === '.git' ? undefined : segments.join('/') || ROOT
}
