import fc from 'fast-check'

/** A generated manifest, and where its image's version stands in it. */
export interface GeneratedManifest {
  readonly path: string
  readonly text: string
  /** The characters before and behind those of the version: the scalar with its quotes. */
  readonly before: string
  readonly behind: string
  /** Reads the version from what a parser makes of all documents. */
  readonly read: (documents: readonly unknown[]) => unknown
}

const choice = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const quotes = choice('', "'", '"')
const comment = choice('', ' # v0', '   # 🚀 tag: "x"', "\t# it's", ' #')
const gap = choice(' ', '  ', '    ')

/** Tags that tempt parsers, and any others of the grammar. */
export const tags: fc.Arbitrary<string> = fc.oneof(
  choice(
    '1.10',
    '12e4567',
    '0123',
    '1_000',
    'yes',
    'null',
    '0x1F',
    '2024-01-01',
    'v2',
    '5',
    'e12',
    '_1',
    'NaN',
    '1-2'
  ),
  fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,40}$/),
  fc.stringMatching(/^[0-9a-f]{7,8}$/),
  fc.stringMatching(/^[0-9]{1,3}[._e-]?[0-9]{0,3}$/)
)

/** What stands around the part of interest: text, line ends, a byte order mark, other documents. */
const surroundings = fc.record({
  mark: choice('', '\ufeff'),
  lineEnd: choice('\n', '\r\n'),
  head: choice('', '# head', '---', '# é\n---', '%YAML 1.2\n---'),
  finalLine: fc.boolean(),
  tail: choice('', '\n', '# tail', '...', '---\nb: [1, 2]\nt: |\n  x\n\n  y', '---\n# nothing')
})

type Surroundings = typeof surroundings extends fc.Arbitrary<infer T> ? T : never

function assemble(
  around: Surroundings,
  before: string,
  behind: string
): Pick<GeneratedManifest, 'before' | 'behind' | 'text'> {
  const ends = (text: string): string => text.replaceAll('\n', around.lineEnd)
  const head = around.mark + (around.head === '' ? '' : ends(`${around.head}\n`))
  const tail = around.tail === '' ? '' : `\n${around.tail}`
  const start = head + ends(before)
  const end = ends(behind + tail + (around.finalLine ? '\n' : ''))
  return { before: start, behind: end, text: start + end }
}

const indentation = fc.integer({ min: 0, max: 4 })

const layout = fc.record({
  around: surroundings,
  indent: indentation,
  dashGap: gap,
  keyGap: gap,
  quote: quotes,
  comment,
  anchor: choice('', '&tag ', '!!str '),
  others: fc.array(
    choice(
      '# note',
      'newName: reg.example.com:5000/app',
      'x: {a: [1, "2"]}',
      'note: |\n  text # no\n\n  more'
    ),
    {
      maxLength: 3
    }
  )
})

const indented = (lines: readonly string[], indent: string): readonly string[] =>
  lines.flatMap((line) => line.split('\n')).map((line) => (line === '' ? '' : indent + line))

interface Item {
  readonly before: string
  readonly behind: string
}

/** A list item in block style whose first key is `first`, and whose last value is the version. */
function blockItem(
  {
    indent,
    dashGap,
    keyGap,
    quote,
    comment: note,
    anchor,
    others
  }: Omit<typeof layout extends fc.Arbitrary<infer T> ? T : never, 'around'>,
  first: string,
  key: string
): Item {
  const dash = `${' '.repeat(indent)}-${dashGap}`
  const deeper = ' '.repeat(dash.length)
  const unique = [...new Set(others)]
  const lines = [`${dash}${first}`, ...indented(unique, deeper), `${deeper}${key}:${keyGap}${anchor}${quote}`]
  return { before: lines.join('\n'), behind: `${quote}${note}` }
}

const lastOf = (list: unknown): unknown => (Array.isArray(list) ? list.at(-1) : undefined)
const valueOf = (map: unknown, key: string): unknown =>
  typeof map === 'object' && map !== null ? (map as Record<string, unknown>)[key] : undefined

/** Kustomizations with an entry "app" that has a tag, in block or flow style. */
const kustomizations: fc.Arbitrary<(tag: string) => GeneratedManifest> = fc
  .record({ layout, flow: fc.boolean(), key: choice('newTag', '"newTag"', 'NewTag') })
  .map(({ layout: { around, ...rest }, flow, key }) => {
    const item = flow
      ? {
          before: `${' '.repeat(rest.indent)}-${rest.dashGap}{name: app, ${key}: ${rest.quote}`,
          behind: `${rest.quote}}`
        }
      : blockItem(rest, 'name: app', key)
    return (tag) => ({
      path: 'kustomization.yaml',
      ...withValue(assemble(around, `images:\n${item.before}`, item.behind), tag, rest.quote),
      read: ([document]) => valueOf(lastOf(valueOf(document, 'images')), key.replaceAll('"', ''))
    })
  })

/** Workloads with a container of the image "reg.example.com:5000/app". */
const workloads: fc.Arbitrary<(tag: string) => GeneratedManifest> = fc
  .record({ layout, key: choice('containers', 'initContainers') })
  .map(({ layout: { around, ...rest }, key }) => {
    const item = blockItem(rest, 'name: main', 'image')
    return (tag) => ({
      path: 'deployment.yaml',
      ...withValue(
        assemble(around, `${key}:\n${item.before}`, item.behind),
        `reg.example.com:5000/app:${tag}`,
        rest.quote
      ),
      read: ([document]) => valueOf(lastOf(valueOf(document, key)), 'image')
    })
  })

function withValue(
  around: Item,
  value: string,
  quote: string
): Pick<GeneratedManifest, 'before' | 'behind' | 'text'> {
  const trim = (text: string): string => text.slice(0, text.length - quote.length)
  return {
    before: trim(around.before),
    behind: around.behind.slice(quote.length),
    text: around.before + value + around.behind
  }
}

/** Kustomizations and workloads, still without their tag. */
export const manifests = fc.oneof(kustomizations, workloads)

/** Text that is almost YAML: pieces of syntax and of manifests in any order. */
export const scraps: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      choice(
        'images:',
        '- name: app',
        '  newTag: v1',
        '  newTag: &a v1',
        '  newTag: *a',
        'containers:',
        '- image: app:v1',
        '  digest: sha256:1',
        '{',
        '}',
        '[',
        ']',
        ',',
        '\n',
        '\r\n',
        '\n',
        '\n',
        '  ',
        '\t',
        '# app',
        '---',
        '...',
        '|',
        '>-',
        '? ',
        ': ',
        '<<: *a',
        '&a ',
        '*a',
        '!!str ',
        '"',
        "'",
        '{{ app }}',
        '%YAML 1.1',
        '\ufeff',
        '- ',
        'app',
        'kind: List',
        '🚀'
      ),
      fc.string({ maxLength: 6 })
    ),
    { maxLength: 30 }
  )
  .map((pieces) => pieces.join(''))
