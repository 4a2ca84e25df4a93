// Prints one closing line for several test runners, from their own reports: jest's JSON, and the last line of the interop suite.
import { readFileSync } from 'node:fs'

const [, , jestReport, interopLog] = process.argv
const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(jestReport, 'utf8'))
const closing = readFileSync(interopLog, 'utf8').match(/^(\d+) passed, (\d+) failed$/m)
if (closing === null) throw new Error('The interop suite printed no closing line.')

// A suite that does not even load has no failed test, and is a failure all the same.
const failed = Math.max(numFailedTests, numFailedTestSuites)
console.log(`${numPassedTests + Number(closing[1])} passed, ${failed + Number(closing[2])} failed`)
