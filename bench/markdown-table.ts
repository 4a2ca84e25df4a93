/** A Markdown table. Columns after the first `leading` are aligned to the right. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  leading = 1
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const alignment = header.map((_, column) => (column < leading ? '---' : '---:'))
  return [line(header), line(alignment), ...rows.map(line)].join('\n')
}
