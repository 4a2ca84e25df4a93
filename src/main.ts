#!/usr/bin/env node
import { runAction } from './action.ts'
import { isStep } from './adapters/actions.ts'
import { copyEnvironment } from './adapters/environment.ts'
import { runCommand } from './command.ts'

copyEnvironment()
const words = process.argv.slice(2)
process.exitCode = words.length === 0 && isStep(process.env) ? await runAction() : await runCommand(words)
