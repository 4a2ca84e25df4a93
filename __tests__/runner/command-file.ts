/** Reads a file of `name=value` and `name<<delimiter` records, as the runner reads GITHUB_OUTPUT. */
export function parseCommandFile(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const heredoc = /^([^=]+?)<<(.+)$/.exec(line)
    if (heredoc === null) {
      const equals = line.indexOf('=')
      if (equals > 0) values[line.slice(0, equals)] = line.slice(equals + 1)
      continue
    }
    const [, name = '', delimiter] = heredoc
    const end = lines.indexOf(delimiter ?? '', index + 1)
    if (end < 0) throw new Error(`Matching delimiter not found: ${String(delimiter)}`)
    values[name] = lines.slice(index + 1, end).join('\n')
    index = end
  }
  return values
}
