import { runesOf } from './bytes.ts'
import { GoTemplateError } from './template-error.ts'
import { quoted } from './unquote.ts'
import { format, typeOf, type GoValue } from './value.ts'

interface Directive {
  readonly flags: string
  readonly width: number
  readonly precision: number | undefined
  readonly verb: string
}

const DIRECTIVE = /%(?<flags>[-+ 0#]*)(?<width>\d{0,3})(?:\.(?<precision>\d{0,3}))?(?<verb>.|$)/gsu

function digits(value: number, { flags, precision = 0 }: Directive): string {
  const number = String(Math.abs(value)).padStart(precision, '0')
  if (value < 0) return `-${number}`
  return (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + number
}

/** A value by its verb, before it is brought to its width; `undefined` where the verb is not for such values. */
function written(value: GoValue, directive: Directive): string | undefined {
  const { verb, precision } = directive
  const isText = typeof value === 'string' || (typeof value === 'object' && value !== null)
  switch (verb) {
    case 's':
      return isText ? runesOf(format(value)).slice(0, precision).join('') : undefined
    case 'v':
      if (directive.flags.includes('#') || directive.flags.includes('+')) return undefined
      return typeof value === 'number'
        ? digits(value, directive)
        : runesOf(format(value ?? null))
            .slice(0, precision)
            .join('')
    case 'd':
      return typeof value === 'number' ? digits(value, directive) : undefined
    case 'q':
      return typeof value === 'string' ? quoted(runesOf(value).slice(0, precision).join('')) : undefined
    case 't':
      return typeof value === 'boolean' ? String(value) : undefined
    default:
      return undefined
  }
}

function padded(text: string, value: GoValue, { flags, width, precision }: Directive): string {
  const missing = width - runesOf(text).length
  if (missing <= 0) return text
  if (flags.includes('-')) return text + ' '.repeat(missing)
  const isZeros = flags.includes('0') && !(typeof value === 'number' && precision !== undefined)
  if (!isZeros) return ' '.repeat(missing) + text
  const [, sign = '', rest = ''] = (typeof value === 'number' && /^([-+ ]?)(.*)$/s.exec(text)) || [
    '',
    '',
    text
  ]
  return sign + '0'.repeat(missing) + rest
}

/** A pattern of Go's `fmt` with its values, as far as messages need it: `%s`, `%v`, `%d`, `%q`, `%t`, with widths. */
export function formatted(pattern: string, values: readonly GoValue[]): string {
  let next = 0
  const text = pattern.replaceAll(DIRECTIVE, (whole, ...matched) => {
    const groups = matched.at(-1) as Readonly<
      Record<'flags' | 'width' | 'precision' | 'verb', string | undefined>
    >
    const { flags = '', width = '', precision, verb = '' } = groups
    if (verb === '%') return '%'
    const directive: Directive = {
      flags,
      width: Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      verb
    }
    if (next >= values.length) throw new GoTemplateError(`there is no value for "${whole}"`)
    const value = values[next++]
    const shown = written(value, directive)
    if (shown === undefined) throw new GoTemplateError(`"${whole}" is not written for ${typeOf(value)}`)
    return padded(shown, value, directive)
  })
  if (next < values.length) throw new GoTemplateError(`there are ${values.length - next} values too many`)
  return text
}
