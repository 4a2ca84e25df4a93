import { archivedError } from '../../core/archived.ts'
import { UpdateError, type ErrorCode } from '../../core/error.ts'
import { causeOf, quote, type Cause } from './fault.ts'
import type { GitOutput } from './git.ts'
import { redacted, type Transport } from './remote-url.ts'

/** What was being done when git failed. */
export interface Situation {
  /** A noun, as in "Git refused ‹the push to "main"›". */
  readonly action: string
  /** The remote as people are shown it. */
  readonly remote: string
  readonly transport: Transport
  readonly branch: string
}

type Explanation = readonly [
  code: ErrorCode,
  why: (situation: Situation) => string,
  hint: (situation: Situation) => string
]

const byTransport =
  (ssh: string, other: string) =>
  ({ transport }: Situation): string =>
    transport === 'ssh' ? ssh : other

const EXPLANATIONS: Readonly<Record<Exclude<Cause, 'archived'>, Explanation>> = {
  'no-repository': [
    'input',
    () => 'The input "checkout" names a directory that is not the root of a checkout',
    () =>
      'Write the path of a clone, not of a directory in one, from where this starts: in a workflow the one that "actions/checkout" was given, in a step before.'
  ],
  'foreign-owner': [
    'input',
    () => 'git does not trust the checkout, which belongs to another user',
    () =>
      'Run "git config --global --add safe.directory" with the path of the checkout in a step before, or use git 2.38 or later, which this action can tell itself.'
  ],
  'not-writable': [
    'input',
    ({ action }) => `git could not write for ${action}`,
    () => 'The user of this job must be able to write to the checkout, and there must be room on the disk.'
  ],
  'no-ssh': [
    'input',
    ({ remote }) => `${remote} is reached by SSH, and git found no program for it`,
    () => 'Install the OpenSSH client in the image of the job, or give the checkout an HTTPS remote.'
  ],
  unsigned: [
    'input',
    () => 'The commit could not be signed, as "commit.gpgsign" of the checkout asks for',
    () =>
      'Import the key that "user.signingkey" names, without a passphrase, in a step before; or set "commit.gpgsign" to false.'
  ],
  workflows: [
    'no-permission',
    ({ remote, action }) => `${remote} refused ${action}`,
    () =>
      "Files under .github/workflows take credentials that may change workflows; a job's own token never may."
  ],
  'checked-out': [
    'protected',
    ({ remote, branch }) => `${remote} has a work tree of its own, on the very branch "${branch}"`,
    () => 'Push to a bare repository, or set "receive.denyCurrentBranch" to "updateInstead" there.'
  ],
  protected: [
    'protected',
    ({ remote, action }) => `${remote} refused ${action}: a rule or a hook of the server forbids it`,
    () =>
      'Use "mode: pull-request" where the remote is on GitHub, or let the owner of the credentials bypass the rule.'
  ],
  stale: ['stale-head', ({ branch }) => `"${branch}" moved between reading and writing`, () => ''],
  'host-key': [
    'no-access',
    ({ remote }) => `SSH does not know the host of ${remote}, or it has another key than before`,
    () =>
      'Give "actions/checkout" the key as "ssh-known-hosts", or add it to ~/.ssh/known_hosts from a source that you trust.'
  ],
  credentials: [
    'no-access',
    ({ remote }) => `${remote} does not accept the credentials of the checkout`,
    byTransport(
      'Add the public key to the repository as a deploy key with write access, and pass the private key as "ssh-key" to "actions/checkout".',
      'Pass "token" to "actions/checkout" and leave "persist-credentials" on; the credentials must not have expired.'
    )
  ],
  permission: [
    'no-permission',
    ({ remote, action }) => `${remote} refused ${action}: the credentials of the checkout may not`,
    byTransport(
      'Allow the deploy key write access in the settings of the repository, or use a key that has it.',
      'Check the repository out with a token that has "contents: write" on it: the job\'s own token reaches only its own repository.'
    )
  ],
  'not-found': [
    'no-access',
    ({ remote }) => `${remote} was not found with the credentials of the checkout`,
    () =>
      'Servers say so too when the credentials may not see it. Check the address of the remote and the rights of the key or token.'
  ],
  lost: [
    'unavailable',
    ({ remote, action }) => `The connection to ${remote} broke off during ${action}`,
    () => 'Running the job again is safe.'
  ],
  unreachable: [
    'unavailable',
    ({ remote }) => `${remote} cannot be reached`,
    () => 'Check its address, the network and the proxy of the runner; running the job again is safe.'
  ],
  other: [
    'unavailable',
    ({ action }) => `git failed at ${action}`,
    () => 'If this is not about your repository, please report it with this line.'
  ]
}

/** What a person should be told of a git command that failed: the reason in git's and the server's words, and what to do. */
export function refusalOf(output: Pick<GitOutput, 'stderr'>, situation: Situation): UpdateError {
  const printed = redacted(output.stderr)
  const cause = causeOf(printed)
  if (cause === 'archived') return archivedError(situation.remote)
  const [code, why, hint] = EXPLANATIONS[cause]
  const advice = hint(situation)
  return new UpdateError(
    code,
    `${why(situation)} (${quote(printed)}).`,
    advice === '' ? {} : { hint: advice }
  )
}
