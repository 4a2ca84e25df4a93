import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Wanted, Wish } from '../../../src/core/image/wanted.ts'
import type { FieldPointer } from '../../../src/core/manifest/field-pointer.ts'
import { ANYWHERE, type Surroundings } from '../../../src/core/manifest/format.ts'
import type { FormatName } from '../../../src/core/manifest/manifest.ts'

const root = new URL('../../fixtures/formats/', import.meta.url)

/** A wish as a fixture spells it: `*` keeps a part, a part that is missing is unsaid. */
export interface SpelledWish {
  readonly name: string
  readonly newName?: string
  readonly tag?: string
  readonly digest?: string
}

/** What `case.yaml` says of a fixture. */
export interface FixtureCase {
  readonly wanted: readonly SpelledWish[]
  /** The manifest's path; by default a usual one of the format. */
  readonly file?: string
  readonly addMissing?: boolean
  /** The fields that are pointed at; none by default. */
  readonly pointers?: readonly FieldPointer[]
  /** Images by Flux policy; none by default. */
  readonly policies?: Readonly<Record<string, string>>
  /** The formats that may search; all by default, none but `yaml-field` beside pointers. */
  readonly formats?: readonly FormatName[]
  /** Positions of the wishes that count as found; all by default. */
  readonly found?: readonly number[]
  /** How many places change; as many as wishes by default. */
  readonly changes?: number
  /** `LINE: BEGINNING OF THE MESSAGE`; none by default. */
  readonly notices?: readonly string[]
  /** `as they are`: the fixture has line ends of its own, which are not converted. */
  readonly lineEnds?: string
}

/** One folder of fixtures. */
export interface Fixture {
  readonly format: string
  readonly name: string
  readonly case: FixtureCase
  readonly before: string
  readonly after: string
}

const wishOf = (spelled: string | undefined): Wish =>
  spelled === undefined ? 'unsaid' : spelled === '*' ? 'keep' : { set: spelled }

/** The wish in the terms of the core. */
export const wantedOf = ({ name, newName, tag, digest }: SpelledWish): Wanted => ({
  name,
  newName,
  tag: wishOf(tag),
  digest: wishOf(digest)
})

/** What the formats know beyond the fixture's text. */
export const surroundingsOf = ({ pointers = [], policies = {}, formats }: FixtureCase): Surroundings => ({
  formats: new Set(formats ?? (pointers.length > 0 ? ['yaml-field'] : ANYWHERE.formats)),
  pointers,
  policies: new Map(Object.entries(policies))
})

function readFixture(format: string, name: string): Fixture {
  const read = (file: string): string => readFileSync(new URL(`${format}/${name}/${file}.yaml`, root), 'utf8')
  return {
    format,
    name,
    case: parse(read('case')) as FixtureCase,
    before: read('before'),
    after: read('after')
  }
}

/** Every fixture of every format. */
export const fixtures: readonly Fixture[] = readdirSync(root).flatMap((format) =>
  readdirSync(new URL(`${format}/`, root)).map((name) => readFixture(format, name))
)
