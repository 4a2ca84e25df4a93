/** What a failure of git means for the one who asked. */
export type Cause =
  | 'no-repository'
  | 'foreign-owner'
  | 'not-writable'
  | 'no-ssh'
  | 'unsigned'
  | 'archived'
  | 'workflows'
  | 'checked-out'
  | 'protected'
  | 'stale'
  | 'host-key'
  | 'credentials'
  | 'permission'
  | 'not-found'
  | 'lost'
  | 'unreachable'
  | 'other'

/*
 * By what git, OpenSSH and the servers of the large hosts say. The order matters: every refused push says "failed to push some refs", a
 * hook's refusal ends like a lost race, and a server that says "not found" or "no permission" hangs up afterwards.
 */
const CAUSES: readonly (readonly [Cause, RegExp])[] = [
  ['foreign-owner', /detected dubious ownership|unsafe repository/],
  ['no-repository', /not a git repository \(or any|not a git repository: /],
  ['no-ssh', /cannot run \S+: No such file|ssh: (?:command )?not found/],
  [
    'unsigned',
    /failed to sign the data|failed to write commit object|either user\.signingkey or|Couldn't (?:load|find) (?:public )?key|No (?:secret|private) key/i
  ],
  ['archived', /archived so it is read-only|repository (?:is|has been|was) archived/i],
  ['workflows', /refusing to allow .* workflow/],
  ['checked-out', /refusing to update checked out branch|branch is currently checked out/],
  [
    'protected',
    /GH006|GH013|protected branch|Repository rule violations|hook declined|TF40\d{4}|Changes must be made through a (?:pull|merge) request|not allowed to push code to protected/i
  ],
  [
    'stale',
    /\(fetch first\)|\(non-fast-forward\)|\(stale info\)|cannot lock ref|incorrect old value provided|failed to update ref|reference already exists|unable to create .*\.lock|unadvertised object|not our ref/
  ],
  ['host-key', /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/],
  [
    'permission',
    /marked as read.only|Write access to repository not granted|returned error: 403|Permission to \S+ denied|not (?:allowed|permitted) to (?:push|upload)|does not have (?:write|push) access|insufficient permission to push|read-only access/i
  ],
  [
    'credentials',
    /Permission denied \(|Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Invalid username or (?:password|token)|Access denied|returned error: 401|Load key .*:|Too many authentication failures/i
  ],
  [
    'not-found',
    /repository (?:'[^']*' )?not found|does not appear to be a git repository|returned error: 404|could not be found or you don't have permission/i
  ],
  [
    'not-writable',
    /Permission denied|Read-only file system|No space left on device|insufficient permission for/
  ],
  [
    'lost',
    /RPC failed|remote end hung up unexpectedly|unexpected disconnect|early EOF|failed to report status|Broken pipe|Connection (?:to \S+ )?closed by remote host/
  ],
  [
    'unreachable',
    /Could not resolve host|Connection (?:refused|timed out|reset)|Failed to connect|unable to access|Operation (?:too slow|timed out)|Network is unreachable|Could not read from remote/i
  ]
]

/** The cause behind what git printed, by its own words and those of the server. */
export const causeOf = (printed: string): Cause =>
  CAUSES.find(([, words]) => words.test(printed))?.[0] ?? 'other'

const LONGEST = 400

/** Lines that git adds to what it is really about. */
const EMPTY_WORDS =
  /^(?:hint:|Everything up-to-date|To |Done$|error: failed to push some refs|Please make sure you have|and the repository exists|fatal: Could not read from remote|Warning: Permanently added|@+$)/

/** What git printed, in a line: its own words and those of the server, without decoration and what belongs to no one. */
export function quote(printed: string): string {
  const lines = printed
    .split(/[\r\n]+/)
    .map((line) => line.replace(/^remote:\s*/, '').trim())
    .filter((line) => line !== '' && !EMPTY_WORDS.test(line))
    .map((line) => line.replace(/^(?:fatal|error|ERROR): /, '').replace(/[.:]$/, ''))
  const whole = [...new Set(lines)].join('; ')
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole || 'git gave no reason'
}
