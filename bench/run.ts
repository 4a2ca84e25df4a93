import { arch, availableParallelism, platform } from 'node:os'
import { deliveries } from './delivery/deliveries.ts'
import { editing } from './editing/editing.ts'
import { inScratchFolder } from './scratch.ts'
import type { Section } from './section.ts'
import { startUp } from './start-up.ts'
import { writers } from './writers/writers.ts'

const sections: readonly Section[] = [deliveries, startUp, editing, writers]

/** The sections that the command line names; all when it names none. */
function chosen(names: readonly string[]): readonly Section[] {
  const unknown = names.find((name) => !sections.some((section) => section.name === name))
  if (unknown !== undefined) {
    const known = sections.map(({ name }) => name).join(', ')
    throw new Error(`There is no section "${unknown}". The sections are ${known}.`)
  }
  return names.length === 0 ? sections : sections.filter(({ name }) => names.includes(name))
}

const wanted = chosen(process.argv.slice(2))
console.log(
  `# Benchmark\n\nNode ${process.version}, ${platform()} ${arch()}, ${availableParallelism()} processors.`
)
await inScratchFolder(async () => {
  for (const section of wanted) console.log(`\n${await section.measure()}`)
})
