import type { Readable } from 'node:stream'
import { createTransport, type Transporter } from 'nodemailer'
import { DomainError } from '../../errors.ts'
import { isAddress, type MailAddress } from './address.ts'

export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string
  readonly from: MailAddress
}

export interface MailMessage {
  /** The same for the same message, so that a server that gets it twice can tell. */
  readonly id: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachment?: {
    readonly fileName: string
    readonly contentType: string
    readonly content: Readable
  }
}

export interface MailSent {
  /** Whom the server would not take it for, while it took it for others. */
  readonly refused: readonly string[]
  /** In the server's own words. */
  readonly answer: string
}

const CONNECT_MS = 10_000
const SILENCE_MS = 30_000
/** From the first byte to the server's word, with an attachment over a slow line. */
const WHOLE_MS = 180_000
const LONGEST_ANSWER = 300

/** What may well go another time; all else fails again for the same reason. */
const PASSING = new Set(['MAIL_UNREACHABLE', 'MAIL_BUSY'])

/** Whether it is worth trying again later. */
export const isPassing = (error: unknown): boolean => error instanceof DomainError && PASSING.has(error.code)

/** Hands e-mail over to one SMTP server, within time limits. */
export class Mailer {
  constructor(private readonly settings: MailSettings | undefined) {}

  /**
   * Sends a message; resolves once the server has taken it.
   * @throws DomainError MAIL_NOT_CONFIGURED, MAIL_UNREACHABLE, MAIL_BUSY, MAIL_SIGN_IN, MAIL_RECIPIENTS, MAIL_REFUSED
   */
  async send({ id, to, subject, text, html, attachment }: MailMessage): Promise<MailSent> {
    const { settings } = this
    if (!settings) throw new DomainError('MAIL_NOT_CONFIGURED')
    if (to.length === 0 || !to.every(isAddress)) throw new DomainError('INVALID_EMAIL')
    const transport = open(settings.url)
    const tooLate = new AbortController()
    const late = new Promise<never>((_, reject) => {
      const timer = setTimeout(
        () => reject(new DomainError('MAIL_UNREACHABLE', [], { answer: 'timeout' })),
        WHOLE_MS,
      )
      tooLate.signal.addEventListener('abort', () => clearTimeout(timer))
    })
    try {
      const sending = transport.sendMail({
        messageId: `<${id}@${settings.from.address.split('@')[1]}>`,
        from: { ...settings.from },
        // As objects, so that nothing in an address is read as a list, a name or a header.
        to: to.map((address) => ({ name: '', address })),
        subject: oneLine(subject),
        ...{ text, html },
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        ...(attachment && {
          attachments: [
            {
              filename: oneLine(attachment.fileName),
              contentType: attachment.contentType,
              content: attachment.content,
            },
          ],
        }),
      })
      const { rejected, response } = await Promise.race([sending, late])
      return { refused: rejected.map(String), answer: oneLine(String(response)) }
    } catch (error) {
      throw faultOf(error)
    } finally {
      tooLate.abort()
      attachment?.content.destroy()
      transport.close()
    }
  }
}

function open(url: string): Transporter<{ rejected: unknown[]; response: string }> {
  return createTransport({
    url,
    ...{ connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENCE_MS },
    dnsTimeout: CONNECT_MS,
    // A message is made of what it is given here, never of files or addresses named in it.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  } as never) as never
}

/** What nodemailer's error means to who wants to send. */
function faultOf(error: unknown): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error
  const {
    code = '',
    responseCode = 0,
    response,
  } = error as Error & {
    code?: string
    responseCode?: number
    response?: string
  }
  const answer = oneLine(response ?? error.message)
  const told = (name: string) => new DomainError(name, [], { answer })
  if (responseCode >= 400 && responseCode < 500) return told('MAIL_BUSY')
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return told('MAIL_SIGN_IN')
  if (code === 'EENVELOPE') return told('MAIL_RECIPIENTS')
  if (responseCode >= 500 || code === 'EMESSAGE') return told('MAIL_REFUSED')
  // A refused connection, a name nobody knows, a certificate that is not good, a server that speaks something else.
  if (code) return told('MAIL_UNREACHABLE')
  return error
}

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').slice(0, LONGEST_ANSWER)
