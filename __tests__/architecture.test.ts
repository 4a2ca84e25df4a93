import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCE = fileURLToPath(new URL('../src', import.meta.url))
const LONGEST_FILE = 250
const LONGEST_MEDIAN = 80

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'))

const textOf = (path: string): string => readFileSync(join(SOURCE, path), 'utf8')

interface Import {
  readonly from: string
  /** The file imported, from the root of the sources, or the name of a package. */
  readonly to: string
  readonly typeOnly: boolean
}

function importsOf(path: string): readonly Import[] {
  const statements = textOf(path).matchAll(
    /^(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|^import\s+()'([^']+)'/gm
  )
  return [...statements].map((match) => {
    const specifier = match[2] ?? match[4] ?? ''
    const to = specifier.startsWith('.')
      ? normalize(join(dirname(path), specifier)).replaceAll('\\', '/')
      : specifier
    return { from: path, to, typeOnly: match[1] !== undefined }
  })
}

const imports = files.flatMap(importsOf)

const isOwn = (to: string): boolean => files.includes(to)
const isIn = (path: string, ...folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`))

/** What adapters may use beside Node and the runner's toolkit, and sources at all. */
const SHELL_LIBRARIES = ['p-limit']

const PURE_LIBRARIES = ['yaml', 'picomatch', 'mustache', 'diff', 'fastest-levenshtein', 're2js']

/** Within core, who stands on whom: each folder may import those before it and itself. */
const CORE_ORDER = [
  'core/markdown',
  'core/image',
  'core/version',
  'core/go-template',
  'core/yaml',
  'core/manifest',
  'core/selection',
  'core/plan',
  'core/story',
  'core/policy'
]

function mayImport({ from, to, typeOnly }: Import): boolean {
  if (isIn(from, 'core')) {
    if (!isOwn(to)) return PURE_LIBRARIES.includes(to)
    const rank = CORE_ORDER.findIndex((folder) => isIn(from, folder))
    const targetRank = CORE_ORDER.findIndex((folder) => isIn(to, folder))
    return isIn(to, 'core') && (rank < 0 ? targetRank < 0 : targetRank <= rank)
  }
  if (isIn(from, 'ports')) return isIn(to, 'core', 'ports') && typeOnly
  if (isIn(from, 'sources')) {
    const isPlainType = typeOnly && (isIn(to, 'inputs', 'ports') || to === 'reading.ts')
    return isIn(to, 'core', 'sources') || SHELL_LIBRARIES.includes(to) || isPlainType
  }
  if (isIn(from, 'deliveries')) {
    const isPlainType = typeOnly && (isIn(to, 'inputs') || to === 'reading.ts')
    return isIn(to, 'core', 'deliveries') || (isIn(to, 'ports') && typeOnly) || isPlainType
  }
  if (isIn(from, 'adapters')) {
    if (!isOwn(to))
      return to.startsWith('node:') || to.startsWith('@actions/') || SHELL_LIBRARIES.includes(to)
    const [, folder = ''] = from.split('/')
    const ownFolder = folder.endsWith('.ts') ? 'adapters' : `adapters/${folder}`
    return isIn(to, ownFolder, 'core', 'ports') || ['inputs/raw.ts', 'inputs/described.ts'].includes(to)
  }
  if (['main.ts', 'action.ts', 'command.ts', 'wiring.ts'].includes(from))
    return isOwn(to) || to === 'node:crypto'
  return isOwn(to) && !isIn(to, 'adapters')
}

describe('who may import whom', () => {
  test('there is something to judge', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(imports.length).toBeGreaterThan(150)
  })

  test('no import crosses a border', () => {
    const trespasses = imports.filter((each) => !mayImport(each)).map(({ from, to }) => `${from} -> ${to}`)
    expect(trespasses).toEqual([])
  })

  test('no format knows another', () => {
    const formats = imports.filter(
      ({ from, to }) =>
        isIn(from, 'core/manifest/formats') && !from.endsWith('index.ts') && isIn(to, 'core/manifest/formats')
    )
    expect(formats).toEqual([])
  })

  test('no file imports itself by a detour', () => {
    const targets = new Map(files.map((file) => [file, importsOf(file).filter(({ to }) => isOwn(to))]))
    const cycles: string[] = []
    const walk = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '))
        return
      }
      for (const { to, typeOnly } of targets.get(file) ?? []) if (!typeOnly) walk(to, [...trail, file])
    }
    for (const file of files) walk(file, [])
    expect([...new Set(cycles)]).toEqual([])
  })

  test('what people give is matched by RE2 alone, in linear time', () => {
    // These make expressions of constants, and of names with every special character escaped.
    const ofOurs = [
      'adapters/registry/challenge.ts',
      'core/manifest/mention.ts',
      'core/plan/audit.ts',
      'core/plan/message.ts',
      'core/plan/rollback-trailers.ts',
      'core/version/constraint.ts',
      'core/version/decimal.ts',
      'core/version/release-order.ts',
      'core/version/semver.ts'
    ]
    expect(files.filter((file) => /\bRegExp\(/.test(textOf(file))).sort()).toEqual(ofOurs)
  })

  test('the core has no clock, no chance, no log and no environment', () => {
    const impure =
      /\b(?:Date\.now|new Date|Math\.random|performance\.|process\.|console\.|setTimeout|fetch\()/
    expect(files.filter((file) => isIn(file, 'core') && impure.test(textOf(file)))).toEqual([])
  })
})

describe('the size and names of files', () => {
  const lengths = files.map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))

  test(`no file is longer than ${String(LONGEST_FILE)} lines`, () => {
    expect(lengths.filter(({ lines }) => lines > LONGEST_FILE)).toEqual([])
  })

  test('most files are short', () => {
    const sorted = lengths.map(({ lines }) => lines).sort((one, other) => one - other)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(LONGEST_MEDIAN)
  })

  test('files are named by the noun that they own', () => {
    const names = files.map((file) => file.slice(file.lastIndexOf('/') + 1))
    expect(names.filter((name) => !/^[a-z]+(?:-[a-z]+)*\.ts$/.test(name))).toEqual([])
    expect(names.filter((name) => /util|helper|manager|misc|common/.test(name))).toEqual([])
  })

  test('every exported symbol says what its name cannot', () => {
    const undocumented = files.flatMap((file) => {
      const lines = textOf(file).split('\n')
      return lines.flatMap((line, index) => {
        const name = /^export (?:async )?(?:function|const|class|interface|type) (\w+)/.exec(line)?.[1]
        return name !== undefined && !/\*\/\s*$/.test(lines[index - 1] ?? '') ? [`${file}: ${name}`] : []
      })
    })
    expect(undocumented).toEqual([])
  })
})
