import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** CSS pixels. */
const WIDTH = 860
const SCALE = 2

/** The browser, by its path. */
export function chromiumPath(environment: NodeJS.ProcessEnv): string {
  const path = environment['CHROMIUM'] ?? '/usr/bin/chromium'
  if (!existsSync(path))
    throw new Error(
      `There is no Chromium at ${path}: install it ("apt-get install -y chromium"), or set CHROMIUM to its path.`
    )
  return path
}

/** Chromium refuses to run its sandbox as root. */
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-lcd-text',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  `--force-device-scale-factor=${SCALE}`,
  '--virtual-time-budget=2000',
  ...sandbox
]

/** Writes the height of the page where `--dump-dom` shows it. */
const MEASURE = `<script>
const { body } = document
body.dataset.height = body.offsetHeight // Lays it out, so that fonts are asked for.
document.fonts.ready.then(() => { body.dataset.height = body.offsetHeight })
</script>`

/** Takes pictures of pages of HTML, as high as the page is. */
export class Camera {
  readonly #chromium: string
  readonly #folder = mkdtempSync(join(tmpdir(), 'pictures-'))

  constructor(chromium: string) {
    this.#chromium = chromium
  }

  /** A page of HTML as a PNG. */
  take(html: string): Buffer {
    const [file, picture] = [join(this.#folder, 'page.html'), join(this.#folder, 'page.png')]
    writeFileSync(file, html + MEASURE)
    const url = pathToFileURL(file).href
    const dom = this.#run(`--window-size=${WIDTH},600`, '--dump-dom', url)
    const height = /data-height="(\d+)"/.exec(dom)?.[1]
    if (height === undefined) throw new Error('Chromium did not tell how high the page is.')
    this.#run(`--window-size=${WIDTH},${height}`, `--screenshot=${picture}`, url)
    return readFileSync(picture)
  }

  /** Removes what it needed. */
  close(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }

  #run(...args: readonly string[]): string {
    const profile = `--user-data-dir=${join(this.#folder, 'profile')}`
    return execFileSync(this.#chromium, [...FLAGS, profile, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore']
    })
  }
}
