const value = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`)

function input([name, text]: readonly [string, string]): string[] {
  if (!text.includes('\n')) return [`    ${name}: ${value(text)}`]
  return [`    ${name}: |`, ...text.split('\n').map((line) => `      ${line}`)]
}

/** A step as a workflow file has it; the token stands for the secret. */
export function workflowStep(inputs: Readonly<Record<string, string>>): string {
  const token = ['token', '${{ secrets.GITOPS_TOKEN }}'] as const
  const [repository, ...others] = Object.entries(inputs).flatMap(input)
  return [
    '- uses: OWNER/gitops-image-update@v1',
    '  with:',
    repository,
    `    ${token.join(': ')}`,
    ...others
  ].join('\n')
}
