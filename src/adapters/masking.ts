/** A secret masked wherever it would be shown: a runner knows its own secrets, but not every token is one of them. */
export const masking =
  (secrets: readonly string[]) =>
  (text: string): string =>
    secrets.reduce((masked, secret) => (secret === '' ? masked : masked.replaceAll(secret, '***')), text)
