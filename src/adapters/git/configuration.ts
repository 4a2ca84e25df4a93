/** Git's configuration as one repository sees it. */
export interface Configuration {
  /** The last value of a key, which is the one that counts. Section and name in lower case, a subsection as it is written. */
  readonly value: (key: string) => string | undefined
  readonly isTrue: (key: string) => boolean
}

const TRUE = /^(?:true|yes|on|[1-9]\d*)$/i

/** Reads the output of `git config --list -z`: a key, a line feed and a value each; a key alone is true. */
export function parseConfiguration(listing: string): Configuration {
  const values = new Map<string, string>()
  for (const record of listing.split('\0')) {
    const end = record.indexOf('\n')
    values.set(end < 0 ? record : record.slice(0, end), end < 0 ? 'true' : record.slice(end + 1))
  }
  return { value: (key) => values.get(key), isTrue: (key) => TRUE.test(values.get(key) ?? '') }
}
