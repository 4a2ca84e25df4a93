import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** The paths of a key and of its certificate. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** Makes a key and a certificate for a host that nobody has signed but itself, in a folder. */
export function selfSigned(host: string, folder: string): Certificate {
  const [key, cert] = [join(folder, `${host}.key.pem`), join(folder, `${host}.cert.pem`)]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const name = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  const request = ['req', '-x509', ...curve, ...name, '-days', '2', '-keyout', key, '-out', cert]
  execFileSync('openssl', request, { stdio: 'ignore' })
  return { key, cert }
}
