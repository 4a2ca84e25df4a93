/** The oldest Node that has all of what this program is written in: ECMAScript 2024. */
const OLDEST = 22

/** What is to be said to somebody whose Node is too old to run this; `undefined` where it is not. */
export function complaintAbout(version: string): string | undefined {
  const major = Number.parseInt(version, 10)
  return major < OLDEST
    ? `gitops-image-update needs Node ${String(OLDEST)} or later, and this is Node ${version}.`
    : undefined
}
