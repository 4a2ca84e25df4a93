import { arch, availableParallelism, platform } from 'node:os'
import { deliveries } from './delivery/deliveries.ts'
import { manifests } from './delivery/manifests.ts'
import { editing } from './editing/editing.ts'
import { registrySection } from './registry.ts'
import { inScratchFolder } from './scratch.ts'
import type { Section } from './section.ts'
import { startUp } from './start-up.ts'
import { findTools } from './tools.ts'
import { writers } from './writers/writers.ts'

const sections: readonly Section[] = [manifests, deliveries, startUp, editing, registrySection, writers]

/** The sections that the command line names; all when it names none. */
function chosen(names: readonly string[]): readonly Section[] {
  const unknown = names.find((name) => !sections.some((section) => section.name === name))
  if (unknown !== undefined) {
    const known = sections.map(({ name }) => name).join(', ')
    throw new Error(`There is no section "${unknown}". The sections are ${known}.`)
  }
  return names.length === 0 ? sections : sections.filter(({ name }) => names.includes(name))
}

/** Measures each section at its smallest, once, and nothing that takes Go: to see whether it works. */
const SMALLEST = '--smallest'

const words = process.argv.slice(2)
const isSmallest = words.includes(SMALLEST)
const wanted = chosen(words.filter((word) => word !== SMALLEST))
const needsTools = wanted.some(({ takesTools }) => takesTools)
const tools = isSmallest || !needsTools ? undefined : await findTools()
console.log(
  `# Benchmark\n\nNode ${process.version}, ${platform()} ${arch()}, ${availableParallelism()} processors.`
)
await inScratchFolder(async () => {
  for (const section of wanted) console.log(`\n${await section.measure({ isSmallest, tools })}`)
})
