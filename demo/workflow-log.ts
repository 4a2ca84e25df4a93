import type { Style } from './style.ts'

interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

const unescape = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')

function commandIn(line: string): Command | undefined {
  const match = /^::([a-z-]+)(?: ([^:]*))?::(.*)$/.exec(line)
  if (match === null) return undefined
  const [, name = '', properties = '', message = ''] = match
  const pairs = properties.split(',').map((pair) => pair.split('='))
  return {
    name,
    properties: Object.fromEntries(pairs.map(([key = '', ...rest]) => [key, unescape(rest.join('='))])),
    message: unescape(message)
  }
}

function annotation({ name, properties, message }: Command): string {
  const { file, line, title } = properties
  const place = file === undefined ? '' : ` ${file}${line === undefined ? '' : `:${line}`}`
  const heading = title === undefined ? '' : `${title}: `
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${place}  ${heading}${message}`
}

function show(command: Command, style: Style): string[] {
  switch (command.name) {
    case 'group':
      return [style.bold(`▾ ${command.message}`)]
    case 'notice':
      return [style.blue(annotation(command))]
    case 'warning':
      return [style.yellow(annotation(command))]
    case 'error':
      return [style.red(annotation(command))]
    default:
      return []
  }
}

/** A step's log as people see it on GitHub: groups as headings, notices as such, other commands not at all. */
export function renderLog(log: string, style: Style): string {
  let isGrouped = false
  const shown = log
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const command = commandIn(line)
      if (command === undefined) return [isGrouped ? `  ${line}` : line]
      if (command.name === 'group') isGrouped = true
      if (command.name === 'endgroup') isGrouped = false
      return show(command, style)
    })
  return shown.join('\n')
}
