import { describe, expect, test } from '@jest/globals'
import {
  describeRemote,
  parseRemoteUrl,
  redacted,
  repositoryOn
} from '../../../src/adapters/git/remote-url.ts'

describe('the address of a remote', () => {
  test.each([
    ['https://github.com/acme/gitops.git', 'http', 'github.com', 'acme/gitops'],
    ['https://x-access-token:s3cret@GitHub.com/acme/gitops', 'http', 'github.com', 'acme/gitops'],
    ['http://127.0.0.1:8080/acme/gitops.git/', 'http', '127.0.0.1:8080', 'acme/gitops'],
    ['https://dev.example/tfs/x/_git/gitops?path=/a', 'http', 'dev.example', 'tfs/x/_git/gitops'],
    ['git@github.com:acme/gitops.git', 'ssh', 'github.com', 'acme/gitops'],
    ['gitlab.example:platform/deep/gitops.git', 'ssh', 'gitlab.example', 'platform/deep/gitops'],
    ['git@[::1]:acme/gitops', 'ssh', '[::1]', 'acme/gitops'],
    ['ssh://git@ssh.github.com:443/acme/gitops.git', 'ssh', 'ssh.github.com:443', 'acme/gitops'],
    ['git+ssh://git@host/acme/gitops', 'ssh', 'host', 'acme/gitops'],
    ['git://host/acme/gitops.git', 'git', 'host', 'acme/gitops'],
    ['file:///srv/git/gitops.git', 'local', '', '/srv/git/gitops.git'],
    ['/srv/git/gitops.git', 'local', '', '/srv/git/gitops.git'],
    ['../gitops', 'local', '', '../gitops'],
    ['./odd:name', 'local', '', './odd:name'],
    ['C:/git/gitops', 'local', '', 'C:/git/gitops']
  ])('%s', (text, transport, host, path) => {
    expect(parseRemoteUrl(text)).toEqual({ transport, host, path })
  })

  test('is shown as host and path', () => {
    expect(describeRemote(parseRemoteUrl('https://user:s3cret@host:8443/a/b.git'))).toBe('host:8443/a/b')
    expect(describeRemote(parseRemoteUrl('/srv/gitops.git'))).toBe('/srv/gitops.git')
  })
})

describe('the repository that a remote is', () => {
  test.each([
    ['https://github.com/acme/gitops.git', 'https://github.com', 'acme/gitops'],
    ['git@github.com:acme/gitops.git', 'https://github.com', 'acme/gitops'],
    ['ssh://git@ssh.github.com:443/acme/gitops.git', 'https://github.com', 'acme/gitops'],
    ['ssh://git@ghes.example:2222/acme/gitops', 'https://ghes.example:8443', 'acme/gitops'],
    ['https://ghes.example:8443/acme/gitops', 'https://ghes.example:8443', 'acme/gitops'],
    ['https://ghes.example/acme/gitops', 'https://ghes.example:8443', undefined],
    ['https://gitlab.com/acme/gitops', 'https://github.com', undefined],
    ['https://github.com.evil.example/acme/gitops', 'https://github.com', undefined],
    ['git@github.com-gitops:acme/gitops.git', 'https://github.com', undefined],
    ['https://github.com/acme/deep/gitops', 'https://github.com', undefined],
    ['git://github.com/acme/gitops', 'https://github.com', undefined],
    ['/acme/gitops', 'https://github.com', undefined]
  ])('%s on %s', (url, server, expected) => {
    expect(repositoryOn(parseRemoteUrl(url), server)).toBe(expected)
  })
})

describe('what is blacked out', () => {
  test.each([
    [
      "unable to access 'https://user:s3cret@host/x.git/': 403",
      "unable to access 'https://***@host/x.git/': 403"
    ],
    ['https://s3cret@host/x', 'https://***@host/x'],
    ['https://u:p@s3cret@host/x', 'https://***@host/x'],
    ['ssh://git:s3cret@host/x', 'ssh://git:***@host/x'],
    ['https://host/x.git?private_token=s3cret failed', 'https://host/x.git?*** failed'],
    ['HTTPS://s3cret@host', 'HTTPS://***@host'],
    ['https://host/x and git@host:y, mail me@host', 'https://host/x and git@host:y, mail me@host'],
    ['ssh://git@host/x', 'ssh://git@host/x']
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected)
  })
})
