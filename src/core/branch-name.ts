/**
 * Whether Git takes `name` as the name of a branch (the rules of `git check-ref-format --branch`): no control characters,
 * blanks or any of `~^:?*[\`, no `..` or `@{`, no component that starts with a dot or ends with `.lock`.
 */
export function isBranchName(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what the rule is about
  if (name === '' || name === '@' || /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{/.test(name)) return false
  if (name.startsWith('-') || name.endsWith('.')) return false
  return name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
}
