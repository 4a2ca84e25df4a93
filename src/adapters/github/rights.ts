const WORKFLOWS = '.github/workflows'

/** The right that a token takes for these paths beyond all others; none where no workflow is among them. */
export const workflowRights = (paths: readonly string[]): readonly string[] =>
  paths.some((path) => path === WORKFLOWS || path.startsWith(`${WORKFLOWS}/`)) ? ['workflows: write'] : []
