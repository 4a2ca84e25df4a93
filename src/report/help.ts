import { INPUTS } from '../inputs/described.ts'
import { INPUT_NAMES } from '../inputs/raw.ts'

const WIDTH = 92
const INDENT = '      '

/** Text in lines of up to a width, broken between words. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < WIDTH - INDENT.length)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

const SECRETS: readonly string[] = ['token', 'source-token', 'registry-auth']

function described(name: (typeof INPUT_NAMES)[number]): string {
  const { description, default: otherwise } = INPUTS[name]
  const ending = otherwise === '' || otherwise.includes('${{') ? '' : ` (${otherwise})`
  const flag = SECRETS.includes(name)
    ? `GITOPS_IMAGE_UPDATE_${name.toUpperCase().replaceAll('-', '_')}=…`
    : `--${name} …`
  return [`  ${flag}${ending}`, ...wrapped(description).map((line) => `${INDENT}${line}`)].join('\n')
}

/** What `--help` prints: every input as action.yml describes it. */
export const helpText = (): string =>
  `Usage: gitops-image-update --images NAME:TAG --manifests PATH (--repository OWNER/NAME | --checkout PATH) [options]

Writes a new container image version into a GitOps repository.

A list takes its option several times. Every option is also read from the environment, as GITOPS_IMAGE_UPDATE_NAME with
"_" for "-"; secrets only from there. The token may stand in GITHUB_TOKEN or GH_TOKEN as well. Another GitHub than github.com is
named by GITHUB_API_URL and GITHUB_SERVER_URL.

${INPUT_NAMES.map(described).join('\n')}
  --output text|json (text)
${INDENT}json: the outputs as one object on standard output, all else on standard error.
  -h, --help

Exit status: 0 where every image is as wanted, 1 where not, 2 where the options make no sense.`
