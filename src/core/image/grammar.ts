/*
 * The grammar of image references, as the distribution specification defines it:
 *   reference = name [":" tag] ["@" digest]
 *   name      = [host "/"] component *("/" component)
 */

const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const DIGEST = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[A-Za-z0-9=_-]{32,}$/
const SHA256 = /^sha256:[0-9a-f]{64}$/
const SHA512 = /^sha512:[0-9a-f]{128}$/
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const HOST =
  /^(?:(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?$/
const LONGEST_NAME = 255

/** Whether `text` is a tag: 1 to 128 letters, digits, `_`, `.` and `-`, the first none of the last two. */
export const isTag = (text: string): boolean => TAG.test(text)

/** Whether `text` is a digest (`algorithm:encoded`); the lengths of SHA-256 and SHA-512 are checked. */
export function isDigest(text: string): boolean {
  if (text.startsWith('sha256:')) return SHA256.test(text)
  if (text.startsWith('sha512:')) return SHA512.test(text)
  return DIGEST.test(text)
}

/** Whether the first component of a name is a registry host: it holds a dot, a port or upper case, or is `localhost`. */
export const isRegistryHost = (component: string): boolean =>
  component === 'localhost' || /[.:A-Z]/.test(component)

/** Whether `text` is an image name, with or without its registry host, without tag and digest. */
export function isImageName(text: string): boolean {
  const components = text.split('/')
  const [first = '', ...rest] = components
  if (components.length > 1 && isRegistryHost(first)) {
    return (
      HOST.test(first) && rest.join('/').length <= LONGEST_NAME && rest.every((part) => COMPONENT.test(part))
    )
  }
  return text.length <= LONGEST_NAME && components.every((part) => COMPONENT.test(part))
}
