import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedPart {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly headers: Readonly<Record<string, string>>
  /** The leaves of the message: texts and attachments. */
  readonly parts: readonly ReceivedPart[]
}

export interface SmtpPeerOptions {
  readonly user?: string
  readonly password?: string
  /** What to answer to a recipient with; undefined takes it. */
  readonly refuse?: (address: string) => { code: number; text: string } | undefined
}

/** A mail server that takes e-mail and keeps it. */
export class SmtpPeer {
  readonly mails: ReceivedMail[] = []
  /** How often somebody wanted to send. */
  tries = 0
  private constructor(
    private readonly server: SMTPServer,
    readonly port: number,
  ) {}

  static async start(options: SmtpPeerOptions = {}): Promise<SmtpPeer> {
    const { user, password, refuse } = options
    let peer: SmtpPeer | undefined
    const server = new SMTPServer({
      ...{
        authOptional: user === undefined,
        allowInsecureAuth: true,
        disabledCommands: ['STARTTLS'],
        logger: false,
      },
      disableReverseLookup: true,
      onAuth: ({ username, password: given }, _, done) =>
        username === user && given === password
          ? done(null, { user: username })
          : done(Object.assign(new Error('Bad credentials'), { responseCode: 535 })),
      onMailFrom: (_address, _session, done) => {
        peer!.tries++
        done()
      },
      onRcptTo: ({ address }, _, done) => {
        const no = refuse?.(address)
        if (no) done(Object.assign(new Error(no.text), { responseCode: no.code }))
        else done()
      },
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.once('end', () => {
          const raw = Buffer.concat(chunks).toString('latin1')
          const from = envelope.mailFrom ? envelope.mailFrom.address : ''
          const to = envelope.rcptTo.map(({ address }) => address)
          peer!.mails.push({ from, to, raw, headers: splitMail(raw).headers, parts: leavesOf(raw) })
          done(null, 'taken')
        })
      },
    })
    server.on('error', () => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    peer = new SmtpPeer(server, (server.server.address() as AddressInfo).port)
    return peer
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()))
  }
}

function splitMail(text: string): { headers: Record<string, string>; body: string } {
  const end = text.indexOf('\r\n\r\n')
  const lines = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  return { headers, body: text.slice(end + 4) }
}

function leavesOf(text: string): ReceivedPart[] {
  const { headers, body } = splitMail(text)
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1]
  if (boundary)
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((part) => leavesOf(part.replace(/^\r\n/, '')))
  return [{ headers, body: decoded(body, headers['content-transfer-encoding']) }]
}

function decoded(body: string, encoding: string | undefined): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1')
  const plain = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}

/** The text of a header with what is encoded in it. */
export const headerText = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/g, (_hex, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString(),
    )
