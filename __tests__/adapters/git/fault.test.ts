import { describe, expect, test } from '@jest/globals'
import { causeOf, quote } from '../../../src/adapters/git/fault.ts'

const PUSHED = "error: failed to push some refs to 'host:x'"
const RIGHTS =
  'fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.'

describe('what git and servers say means', () => {
  test.each([
    ['stale', `[rejected] (fetch first)\n${PUSHED}`],
    ['stale', `[rejected] (non-fast-forward)\n${PUSHED}`],
    ['stale', `[rejected] (stale info)\n${PUSHED}`],
    [
      'stale',
      `[remote rejected] (failed to update ref)\nremote: error: cannot lock ref 'refs/heads/main': is at 1 but expected 2\n${PUSHED}`
    ],
    ['stale', `[remote rejected] (incorrect old value provided)\n${PUSHED}`],
    ['stale', `[remote rejected] (reference already exists)\n${PUSHED}`],
    ['stale', 'error: Server does not allow request for unadvertised object 1'],
    ['stale', 'fatal: remote error: upload-pack: not our ref 1'],
    [
      'protected',
      `[remote rejected] (protected branch hook declined)\nremote: error: GH006: Protected branch update failed for refs/heads/main.\n${PUSHED}`
    ],
    [
      'protected',
      `[remote rejected] (push declined due to repository rule violations)\nremote: error: GH013: Repository rule violations found for refs/heads/main.\n${PUSHED}`
    ],
    [
      'protected',
      `[remote rejected] (pre-receive hook declined)\nremote: GitLab: You are not allowed to push code to protected branches on this project.\n${PUSHED}`
    ],
    [
      'protected',
      `[remote rejected] (TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.)\n${PUSHED}`
    ],
    [
      'workflows',
      `[remote rejected] (refusing to allow a GitHub App to create or update workflow \`.github/workflows/x.yml\` without \`workflows\` permission)\n${PUSHED}`
    ],
    ['permission', `ERROR: The key you are authenticating with has been marked as read only.\n${RIGHTS}`],
    [
      'permission',
      "remote: Write access to repository not granted.\nfatal: unable to access 'https://github.com/a/b/': The requested URL returned error: 403"
    ],
    [
      'permission',
      'remote: Permission to a/b.git denied to c.\nfatal: unable to access: The requested URL returned error: 403'
    ],
    ['credentials', `git@github.com: Permission denied (publickey).\n${RIGHTS}`],
    ['credentials', "fatal: could not read Username for 'https://github.com': terminal prompts disabled"],
    [
      'credentials',
      "remote: Invalid username or password.\nfatal: Authentication failed for 'https://github.com/a/b/'"
    ],
    [
      'credentials',
      `Load key "/k": error in libcrypto\ngit@github.com: Permission denied (publickey).\n${RIGHTS}`
    ],
    [
      'credentials',
      "remote: HTTP Basic: Access denied\nfatal: Authentication failed for 'https://gitlab.com/a/b/'"
    ],
    ['host-key', `Host key verification failed.\n${RIGHTS}`],
    ['not-found', `ERROR: Repository not found.\n${RIGHTS}`],
    ['not-found', "remote: Repository not found.\nfatal: repository 'https://github.com/a/b/' not found"],
    ['not-found', "fatal: '/srv/x.git' does not appear to be a git repository\n" + RIGHTS],
    [
      'archived',
      "remote: This repository was archived so it is read-only.\nfatal: unable to access 'x': The requested URL returned error: 403"
    ],
    ['unreachable', "fatal: unable to access 'https://host/': Could not resolve host: host"],
    ['unreachable', `ssh: connect to host h port 22: Connection refused\n${RIGHTS}`],
    ['unreachable', "fatal: unable to access 'https://host/': The requested URL returned error: 502"],
    [
      'lost',
      'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\nfatal: the remote end hung up unexpectedly'
    ],
    [
      'lost',
      'error: RPC failed; curl 52 Empty reply from server\nsend-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly'
    ],
    ['lost', '[remote failure] (remote failed to report status)'],
    ['lost', 'client_loop: send disconnect: Broken pipe\nfatal: the remote end hung up unexpectedly'],
    ['unsigned', 'error: gpg failed to sign the data\nfatal: failed to write commit object'],
    ['foreign-owner', "fatal: detected dubious ownership in repository at '/x'"],
    ['no-repository', 'fatal: not a git repository (or any of the parent directories): .git'],
    [
      'not-writable',
      'error: insufficient permission for adding an object to repository database .git/objects'
    ],
    ['not-writable', 'fatal: unable to write new index file: No space left on device'],
    ['no-ssh', 'error: cannot run ssh: No such file or directory\nfatal: unable to fork'],
    ['other', 'fatal: something new']
  ])('%s: %s', (cause, printed) => {
    expect(causeOf(printed)).toBe(cause)
  })
})

describe('what is quoted', () => {
  test('are the words of git and of the server, without decoration, each once', () => {
    expect(
      quote(
        `remote: \nremote: error: GH006: Protected.        \nremote: error: GH006: Protected.\n${PUSHED}\n`
      )
    ).toBe('GH006: Protected')
    expect(quote(`git@h: Permission denied (publickey).\n${RIGHTS}`)).toBe(
      'git@h: Permission denied (publickey)'
    )
  })

  test('is never nothing, and never endless', () => {
    expect(quote(`${PUSHED}\n`)).toBe('git gave no reason')
    expect(quote('x'.repeat(1000))).toHaveLength(401)
  })
})
