import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startGitHub, type GitHub } from '../servers/github/index.ts'
import { soak } from './soak.ts'

const RUNS = 60
const SEED = 2026

let github: GitHub

beforeAll(async () => {
  github = await startGitHub()
})

afterAll(async () => {
  await github.close()
})

test(`${RUNS} runs among people and faults leave what a simple model says (seed ${SEED}; npm run soak for more)`, async () => {
  const { runs, humanActs, mishaps } = await soak(github, RUNS, SEED)
  expect(runs).toBeGreaterThanOrEqual(RUNS)
  expect(humanActs).toBeGreaterThan(10)
  expect(mishaps.size).toBeGreaterThan(10)
}, 180_000)
