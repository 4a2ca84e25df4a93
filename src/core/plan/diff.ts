import { createTwoFilesPatch } from 'diff'
import type { ChangedFile } from './plan.ts'

/** The change of one file as a unified diff, as `git diff` shows it. */
export const unifiedDiff = ({ path, before, text }: ChangedFile): string =>
  createTwoFilesPatch(`a/${path}`, `b/${path}`, before, text, undefined, undefined, { context: 3 })
    .split('\n')
    .slice(1)
    .join('\n')
    .trimEnd()
