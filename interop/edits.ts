import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import { parseImagesLine } from '../src/core/image/images-line.ts'
import { updateManifest } from '../src/core/manifest/update.ts'
import { editCases, type EditCase } from './edit-cases.ts'
import { writeKustomization, type Kustomize } from './kustomize.ts'
import { compared, countOf, outcome, type Outcome, type Part } from './outcome.ts'

type Tree = Readonly<Record<string, unknown>>
type Result = { readonly tree: Tree } | { readonly refusal: string }

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function ours({ before, images }: EditCase): Result {
  try {
    const wanted = images.map((line) => parseImagesLine(line, undefined))
    const { text } = updateManifest({ path: 'kustomization.yaml', text: before }, wanted, {
      addMissing: true
    })
    return { tree: parse(text, { merge: true }) as Tree }
  } catch (error) {
    return { refusal: messageOf(error) }
  }
}

async function theirs({ before, images }: EditCase, folder: string, kustomize: Kustomize): Promise<Result> {
  const path = await writeKustomization(folder, before)
  const answer = await kustomize.setImage(folder, images)
  return 'refusal' in answer ? answer : { tree: parse(await readFile(path, 'utf8')) as Tree }
}

/** The fields of an entry as kustomize decodes them: in any case, empty ones absent. */
const entryOf = (entry: unknown): Tree =>
  Object.fromEntries(
    Object.entries(entry as Tree)
      .map(([key, value]) => [key.toLowerCase(), value] as const)
      .filter(([, value]) => value !== '' && value !== null)
  )

const byName = (one: Tree, other: Tree): number => (String(one['name']) < String(other['name']) ? -1 : 1)

/** A tree without what differs in every file: the order of entries, the kind, and keys that hold nothing. */
function comparable(tree: Tree, differs: string | undefined): Tree {
  const pairs = Object.entries(tree)
    .map(([key, value]) => [key.toLowerCase() === 'images' ? 'images' : key, value] as const)
    .filter(
      ([key, value]) =>
        value !== null &&
        !(Array.isArray(value) && value.length === 0) &&
        (differs === 'type-meta' || !['apiVersion', 'kind'].includes(key))
    )
    .map(([key, value]) => {
      if (key !== 'images' || !Array.isArray(value)) return [key, value] as const
      const entries = value.map(entryOf)
      return [key, differs === 'order' ? entries : entries.toSorted(byName)] as const
    })
  return Object.fromEntries(pairs)
}

const shown = (result: Result): string =>
  'refusal' in result ? `refused: ${result.refusal}` : JSON.stringify(result.tree)

function compare(edit: EditCase, our: Result, their: Result): Outcome {
  const both = [our, their].map((result) =>
    'refusal' in result ? { refused: true } : comparable(result.tree, edit.differs)
  )
  const isEqual = isDeepStrictEqual(both[0], both[1])
  if (isEqual && 'refusal' in our) return outcome(edit.name, `both refuse: ${our.refusal}`)
  return compared(edit, isEqual, shown(our), shown(their))
}

/** Compares the parsed result of each case with that of kustomize's own command. */
export async function compareEdits(folder: string, kustomize: Kustomize): Promise<Part> {
  const outcomes: Outcome[] = []
  for (const [index, edit] of editCases.entries()) {
    const their = await theirs(edit, join(folder, String(index)), kustomize)
    outcomes.push(compare(edit, ours(edit), their))
  }
  const report = [countOf('edits', editCases)]
  return { title: 'kustomize edit set image', outcomes, report }
}
