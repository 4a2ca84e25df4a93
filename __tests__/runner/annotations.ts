/** An annotation as the runner reads it off the log. */
export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error'
  readonly message: string
  readonly properties: Readonly<Record<string, string>>
}

const unescaped = (text: string): string =>
  text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%25', '%')

function propertiesOf(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').filter((pair) => pair !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=')
      return [pair.slice(0, equals), unescaped(pair.slice(equals + 1))]
    })
  )
}

/** The annotations in a log, in its order. */
export function annotationsIn(log: string): readonly Annotation[] {
  const commands = log.matchAll(/^::(notice|warning|error)(?: ([^\n]*?))?::([^\n]*)$/gm)
  return [...commands].map(([, level, properties = '', message = '']) => ({
    level: level as Annotation['level'],
    message: unescaped(message),
    properties: propertiesOf(properties)
  }))
}
