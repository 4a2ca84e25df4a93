import { describe, expect, test } from '@jest/globals'
import { masking } from '../../src/adapters/masking.ts'
import { code, escapeMarkdown } from '../../src/core/markdown/text.ts'

describe.each(['github_pat_11AB', '_p*ss|w#rd@[1]', 'a/b?c=d&e', 'plain'])(
  'the secret %j is shown nowhere',
  (secret) => {
    const { mask } = masking(['', secret])

    test.each([
      ['as it is', `token ${secret}!`, 'token ***!'],
      ['in Markdown', `token ${escapeMarkdown(secret)}!`, 'token ***!'],
      ['in code of Markdown', `token ${code(secret)}!`, 'token <code>***</code>!'],
      ['in an address', `https://host/?token=${encodeURIComponent(secret)}`, 'https://host/?token=***']
    ])('%s', (_, text, masked) => {
      expect(mask(text)).toBe(masked)
    })
  }
)

test('what is no secret stays', () => {
  expect(masking(['']).mask('all of it')).toBe('all of it')
})

test('what comes to be known on the way is masked from then on, the longest first', () => {
  const { mask, conceal } = masking(['horse'])
  expect(mask('horse battery')).toBe('*** battery')
  conceal('a horse & battery')
  conceal('')
  expect(mask('a horse & battery, horse, a%20horse%20%26%20battery')).toBe('***, ***, ***')
})
