// Fails when dist/ is not what a fresh build makes of the sources: run after the build.
import { spawnSync } from 'node:child_process'

const { stdout, status } = spawnSync('git', ['status', '--porcelain', '--', 'dist'], { encoding: 'utf8' })
if (status !== 0) process.exit(status ?? 1)
if (stdout.trim() !== '') {
  console.error(`dist/ differs from a fresh build. Run "npm run build" and commit it:\n${stdout}`)
  process.exit(1)
}
console.log('dist/ equals a fresh build.')
