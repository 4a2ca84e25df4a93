import { agentFilter } from '../core/deployment/agent.ts'
import type { Problems } from './problems.ts'
import type { RawInputs } from './raw.ts'
import type { Settings } from './settings.ts'

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 }
const DEFAULT_TIMEOUT = 10 * 60_000
const LONGEST_TIMEOUT = 6 * 3_600_000

/** A length of time in milliseconds, as Go and Kubernetes write it: `90s`, `10m`, `1h30m`. */
function readTimeout(raw: RawInputs, problems: Problems): number {
  const text = raw['wait-timeout'].trim()
  if (text === '') return DEFAULT_TIMEOUT
  const parts = [...text.matchAll(/(\d+)([smh])/g)]
  const time = parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0), 0)
  const isWhole = parts.map(([part]) => part).join('') === text
  if (isWhole && time > 0 && time <= LONGEST_TIMEOUT) return time
  problems.add(
    'wait-timeout',
    `"${text}" is not a length of time up to 6h. Write it as "90s", "10m" or "1h30m".`
  )
  return DEFAULT_TIMEOUT
}

/** Reads whose word is waited for after a commit, how long, and the environment to record. */
export function readWaiting(
  raw: RawInputs,
  problems: Problems
): Pick<Settings, 'waitFor' | 'waitTimeout' | 'environment'> {
  const name = raw['wait-for'].trim()
  if (name.includes('\n'))
    problems.add('wait-for', 'it has several lines. Write one glob, such as "{argocd,flux}/*".')
  return {
    waitFor: name === '' ? undefined : agentFilter(name),
    waitTimeout: readTimeout(raw, problems),
    environment: raw.environment.trim() || undefined
  }
}
