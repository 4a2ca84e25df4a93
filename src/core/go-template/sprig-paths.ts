import { text } from './arguments.ts'
import type { GoFunction } from './functions.ts'

/** As Go's `path.Clean`: the shortest path that leads to the same place. */
function clean(path: string): string {
  const isAbsolute = path.startsWith('/')
  const steps: string[] = []
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.length > 0 && steps.at(-1) !== '..') steps.pop()
    else if (!isAbsolute) steps.push(step)
  }
  const cleaned = (isAbsolute ? '/' : '') + steps.join('/')
  return cleaned === '' ? '.' : cleaned
}

function base(path: string): string {
  if (path === '') return '.'
  const last = path.replace(/\/+$/, '')
  return last === '' ? '/' : last.slice(last.lastIndexOf('/') + 1)
}

const ext = (path: string): string => /\.[^./]*$/.exec(path)?.[0] ?? ''

/** Functions of paths with slashes. */
export const pathFunctions: Readonly<Record<string, GoFunction>> = {
  base: (path) => base(text(path)),
  dir: (path) => clean(text(path).slice(0, text(path).lastIndexOf('/') + 1)),
  clean: (path) => clean(text(path)),
  ext: (path) => ext(text(path)),
  isAbs: (path) => text(path).startsWith('/')
}
