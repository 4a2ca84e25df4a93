import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { Camera, chromiumPath } from './chromium.ts'
import { playGallery } from './gallery.ts'
import { page, type Scheme } from './page.ts'
import { withPalette } from './png.ts'
import { described, type Sight } from './sight.ts'
import { playReadmeSights } from './sights.ts'

const SUFFIXES: Readonly<Record<Scheme, string>> = { light: '', dark: '-dark' }
const root = new URL('../', import.meta.url)

/** Takes pictures of sights, by their names, into a folder. */
function takeAll(camera: Camera, sights: readonly (readonly [string, Sight])[], folder: string): void {
  mkdirSync(new URL(folder, root), { recursive: true })
  for (const [name, sight] of sights)
    for (const scheme of ['light', 'dark'] as const) {
      const picture = withPalette(camera.take(page(sight, scheme)), described(sight))
      const file = `${folder}${name}${SUFFIXES[scheme]}.png`
      writeFileSync(new URL(file, root), picture)
      console.log(`${file}: ${Math.ceil(picture.byteLength / 1000)} kB`)
    }
}

async function run(wants: string | undefined): Promise<void> {
  if (!existsSync(new URL('dist/index.js', root)))
    throw new Error('dist/index.js is missing. Run "npm run build" first.')
  const camera = new Camera(chromiumPath(process.env))
  try {
    if (wants === 'gallery') takeAll(camera, await playGallery(), '.cache/pictures/')
    else takeAll(camera, Object.entries(await playReadmeSights()) as [string, Sight][], 'docs/pictures/')
  } finally {
    camera.close()
  }
}

try {
  await run(process.argv[2])
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
