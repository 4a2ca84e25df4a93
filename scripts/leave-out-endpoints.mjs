// Empties the table of GitHub's REST endpoints in dist/: a tenth of a megabyte behind `octokit.rest`, which nothing here calls and the bundler
// cannot see to be unused. Runners download the bundle for every job. Fails where the table is not where it was.
import { readFileSync, writeFileSync } from 'node:fs'

const BUNDLE = 'dist/index.js'
const TABLE =
  /(plugin-rest-endpoint-methods\/dist-src\/generated\/endpoints\.js\nconst Endpoints = )\{\n[^]*?\n\};\n(?=var endpoints_default)/g

const bundle = readFileSync(BUNDLE, 'utf8')
const [, ...others] = bundle.split(TABLE)
// One match gives the text before it, its group, and the text behind it.
if (others.length !== 2)
  throw new Error(`${BUNDLE} holds no table of endpoints, or several: see ${import.meta.filename}.`)
writeFileSync(BUNDLE, bundle.replace(TABLE, '$1{};\n'))
