import { setTimeout as sleep } from 'node:timers/promises'
import { isPassing, type Mailer, type MailSent } from '../../adapters/mail/mailer.ts'
import { DomainError } from '../../errors.ts'
import type { JobKind, JobWork } from '../../platform/jobs.ts'
import type { Log } from '../../platform/log.ts'
import { isUnavailable } from '../../platform/store/faults.ts'
import type { ExportService, MadeFile } from '../exports/export.service.ts'
import { letterOf } from './report.letter.ts'
import { MAIL_JOB } from './schedule.keeper.ts'
import { type Mailing, readMailing } from './schedule.request.ts'
import type { ScheduleStore } from './schedule.store.ts'

/** What most mail servers still take, encoded for e-mail. */
const MOST_ATTACHED_BYTES = 10 * 1024 * 1024
const MINUTE_MS = 60_000
/** A mail server that does not take it now is asked again, for some two hours. */
const WAITS_MS = [0.5, 2, 10, 30, 75].map((minutes) => minutes * MINUTE_MS)

export interface MailingParts {
  readonly exports: ExportService
  readonly schedules: ScheduleStore
  readonly mailer: Mailer
  readonly log: Log
  readonly publicUrl: string | undefined
  /** Shorter where nobody can wait. */
  readonly waitsMs?: readonly number[]
}

interface Checkpoint {
  readonly made?: MadeFile
  readonly tries?: number
  readonly sent?: MailSent
}

/** Makes a scheduled report and sends it: what is done already is not done again after a restart. */
export class ReportMailing {
  constructor(private readonly parts: MailingParts) {}

  get kind(): JobKind {
    return {
      name: MAIL_JOB,
      permission: 'reports',
      // Most of the time they wait for a mail server.
      atOnce: 4,
      run: (work) => this.run(work),
      discard: ({ id }) => this.parts.exports.discard(id),
    }
  }

  private async run(work: JobWork): Promise<Record<string, unknown>> {
    const mailing = readMailing(work.input)
    try {
      const made = await this.made(work)
      const { refused } = await this.sent(work, mailing, made)
      await this.note(mailing, refused.length > 0 ? 'MAIL_RECIPIENTS' : null)
      return { ...made, recipients: mailing.recipients, refusedRecipients: refused }
    } catch (error) {
      if (!work.signal.aborted && !isUnavailable(error))
        await this.note(mailing, error instanceof DomainError ? error.code : 'INTERNAL')
      throw error
    }
  }

  private async made(work: JobWork): Promise<MadeFile> {
    const { made } = work.checkpoint as Checkpoint
    if (made) return made
    const fresh = await this.parts.exports.make(work)
    await work.keep({ made: fresh })
    return fresh
  }

  private async sent(work: JobWork, mailing: Mailing, made: MadeFile): Promise<MailSent> {
    const waitsMs = this.parts.waitsMs ?? WAITS_MS
    for (;;) {
      const { sent, tries = 0 } = work.checkpoint as Checkpoint
      if (sent) return sent
      work.signal.throwIfAborted()
      try {
        const fresh = await this.send(work, mailing, made)
        await work.keep({ made, sent: fresh })
      } catch (error) {
        const waitMs = waitsMs[tries]
        if (!isPassing(error) || waitMs === undefined) throw error
        this.parts.log.warn({ jobId: work.id, err: error }, 'A report waits for the mail server')
        await this.note(mailing, (error as DomainError).code)
        await work.keep({ made, tries: tries + 1 })
        await sleep(waitMs, undefined, { signal: work.signal })
      }
    }
  }

  private async send(work: JobWork, mailing: Mailing, made: MadeFile): Promise<MailSent> {
    const { exports, mailer, publicUrl } = this.parts
    const isAttached = made.sizeBytes <= MOST_ATTACHED_BYTES
    const link = publicUrl && `${publicUrl}${exports.longLink(work, work.id, made).url}`
    const letter = letterOf({ name: mailing.name, made, isAttached, link })
    const message = { id: work.id, to: mailing.recipients, ...letter }
    if (!isAttached) return mailer.send(message)
    const { handle } = await exports.openFile(work.id)
    const { fileName, contentType } = made
    return mailer.send({
      ...message,
      attachment: { fileName, contentType, content: handle.createReadStream() },
    })
  }

  private async note({ scheduleId }: Mailing, lastErrorCode: string | null): Promise<void> {
    await this.parts.schedules.update(scheduleId, { lastErrorCode })
  }
}
