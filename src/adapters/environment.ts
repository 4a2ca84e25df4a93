/**
 * Lets the environment be looked up in a copy of it. The YAML parser asks it for each token of a text whether to log it, and each
 * look at the real one is a call into the system: a seventh of all that planning thousands of manifests takes. Not on Windows, where
 * names are found in any case.
 */
export function copyEnvironment(): void {
  if (process.platform !== 'win32') process.env = { ...process.env }
}
