import { isImageName } from '../core/image/grammar.ts'
import { splitReference } from '../core/image/reference.ts'
import type { Wanted } from '../core/image/wanted.ts'
import { canonicalName } from '../core/image/name.ts'
import type { Problems } from './problems.ts'
import { items, type InputName, type Item, type RawInputs } from './raw.ts'

/** An image to be looked for, and the name that it is to get, where a line says one. Its version comes from elsewhere. */
export type ImageName = Pick<Wanted, 'name' | 'newName'>

/** What reads like a name and its tag may be meant as a policy, which a name that is kept stands behind. */
const orPolicy = (text: string): string =>
  /^[^:/=@]+:[^:/=@]+$/.test(text) ? `, or "${text}=*" where it is a policy of Flux` : ''

function parseItem({ text, line }: Item, source: InputName, problems: Problems): ImageName | undefined {
  const equals = text.indexOf('=')
  const { name: image, tag, digest } = splitReference(text.slice(equals + 1))
  const name = equals < 0 ? image : text.slice(0, equals)
  const newName = equals < 0 || image === '*' ? undefined : image
  if (tag !== undefined || digest !== undefined) {
    problems.add(
      'images',
      `"${text}" gives a version, which is for "${source}" to tell. Write the name alone${orPolicy(text)}.`,
      line
    )
  } else if (name === '' || /\s/.test(name) || (equals < 0 && !isImageName(name))) {
    problems.add('images', `"${text}" is not an image name. Write [REGISTRY/]REPOSITORY in lower case.`, line)
  } else if (newName !== undefined && !isImageName(newName)) {
    problems.add('images', `"${newName}" is not an image name. Write NAME=[REGISTRY/]REPOSITORY.`, line)
  } else return { name, newName }
  return undefined
}

/** Reads `images` for a source that tells the versions itself: `[NAME=]IMAGE` a line, each image once. */
export function readImageNames(raw: RawInputs, source: InputName, problems: Problems): readonly ImageName[] {
  const names = new Map<string, ImageName>()
  for (const item of items(raw.images)) {
    const image = parseItem(item, source, problems)
    if (image !== undefined) names.set(canonicalName(image.name), image)
  }
  return [...names.values()]
}
