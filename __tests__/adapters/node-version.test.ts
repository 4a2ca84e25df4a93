import { expect, test } from '@jest/globals'
import { complaintAbout } from '../../src/adapters/node-version.ts'

test.each([
  ['20.20.2', 'gitops-image-update needs Node 22 or later, and this is Node 20.20.2.'],
  ['9.0.0', 'gitops-image-update needs Node 22 or later, and this is Node 9.0.0.'],
  ['22.0.0', undefined],
  ['24.21.0', undefined],
  ['100.0.0', undefined]
])('Node %s', (version, complaint) => {
  expect(complaintAbout(version)).toBe(complaint)
})
