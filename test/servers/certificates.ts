import { readFileSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './child.process.ts'

/** An authority of its own, and what it signed for one host: files for a server, and PEM for who asks it. */
export interface Certificate {
  readonly authority: string
  readonly certificateFile: string
  readonly keyFile: string
  remove(): Promise<void>
}

/** Makes a certificate for a host that a server run by somebody may use. */
export async function makeCertificate(
  host: string,
  user?: { uid: number; gid: number },
): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'))
  const file = (name: string) => join(folder, name)
  const make = (name: string, subject: string, more: readonly string[]) =>
    run('openssl', [
      ...['req', '-x509', '-nodes', '-days', '2', '-subj', `/CN=${subject}`],
      ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), ...more],
    ])
  await make('authority', 'Tests', [])
  const signed = ['-CA', file('authority.pem'), '-CAkey', file('authority.key')]
  await make('server', host, [...signed, '-addext', `subjectAltName=DNS:${host}`])
  if (user) for (const name of [folder, file('server.key')]) await chown(name, user.uid, user.gid)
  return {
    authority: readFileSync(file('authority.pem'), 'utf8'),
    certificateFile: file('server.pem'),
    keyFile: file('server.key'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
