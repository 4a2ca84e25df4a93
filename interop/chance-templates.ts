import { functions } from '../src/core/go-template/functions.ts'

/** Numbers below a bound that look like chance, and are the same in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const VALUES = [
  '1',
  '0',
  '-2',
  '7',
  'true',
  'false',
  '"a"',
  '""',
  '"a b-c_d"',
  '"v1.2.3"',
  '"äß"',
  '"x,y,z"',
  '","',
  '"\\n x\\n"',
  '"a/b/../c.d.e"',
  '"[a-z]+"',
  '"%s|%v"',
  '.Values',
  '.Values.cluster',
  '.Values.none',
  '.AutomationObject',
  '.AutomationObject.Name',
  '.Changed.FileChanges',
  '(index .Changed.Changes 0).NewValue',
  '(list 1 "a" "")',
  '(list "b" "a")',
  '(list)'
]

/** Templates put together by chance, of the words and the functions that we know: most of them make no sense. */
export function chanceTemplates(count: number, seed: number): readonly string[] {
  const below = chance(seed)
  const pick = (items: readonly string[]): string => items[below(items.length)] ?? ''
  const names = [...functions.keys()].filter((name) => name !== 'fail')

  const term = (depth: number): string => {
    if (depth === 0 || below(3) === 0) return pick(VALUES)
    const given = Array.from({ length: below(4) }, () => term(depth - 1))
    return `(${[pick(names), ...given].join(' ')})`
  }
  const pipeline = (depth: number): string =>
    below(4) === 0 ? `${term(1)} | ${pick(names)} ${pick(VALUES)}` : term(depth)
  const action = (depth: number): string => {
    switch (below(6)) {
      case 0:
        return `{{ if ${pipeline(2)} }}${depth > 0 ? action(depth - 1) : 'x'}{{ else }}y{{ end }}`
      case 1:
        return `{{ range $key, $value := ${pipeline(1)} }}{{ $key }}:{{ $value }} {{ else }}none{{ end }}`
      case 2:
        return `{{ with ${pipeline(2)} }}{{ . }}{{ else }}none{{ end }}`
      case 3:
        return `{{ $x := ${pipeline(1)} }}{{ $x }}{{- "-" -}} `
      default:
        return `{{ ${pipeline(2)} }}`
    }
  }
  return Array.from({ length: count }, () => action(2))
}
