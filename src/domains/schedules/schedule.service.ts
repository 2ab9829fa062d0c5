import { randomUUID } from 'node:crypto'
import { isAddress } from '../../adapters/mail/address.ts'
import type { Mailer } from '../../adapters/mail/mailer.ts'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isId, newId } from '../../platform/ids.ts'
import { demandText } from '../../platform/input.ts'
import type { Language, Viewer } from '../../platform/viewer.ts'
import type { ExportService } from '../exports/export.service.ts'
import { jobOf } from '../jobs/job.service.ts'
import type { Job } from '../jobs/job.types.ts'
import type { ScheduleKeeper } from './schedule.keeper.ts'
import type { PeriodOf, ScheduledReport } from './schedule.request.ts'
import type { ScheduleRow, ScheduleStore } from './schedule.store.ts'
import { demandCron, nextAfter } from './schedule.times.ts'
import {
  ReportSchedule,
  type ReportScheduleCreateInput,
  type ReportScheduleUpdateInput,
} from './schedule.types.ts'

const MOST_SCHEDULES = 100
const MOST_RECIPIENTS = 20

export interface ScheduleParts {
  readonly schedules: ScheduleStore
  readonly keeper: ScheduleKeeper
  readonly exports: ExportService
  readonly mailer: Mailer
  readonly clock: Clock
  readonly timeZoneOf: (tenantId: string) => string
  readonly periodOf: PeriodOf
  readonly languageOf: (viewer: Viewer) => Promise<Language>
}

const WORDS = {
  es: {
    subject: 'Prueba de correo de Centralita',
    text: 'Si lee esto, Centralita puede enviar informes por correo.',
  },
  en: {
    subject: 'Test e-mail of Centralita',
    text: 'If you read this, Centralita can send reports by e-mail.',
  },
}

/** Reports that are made again and again: people keep their own, administrators all of the tenant. */
export class ScheduleService {
  constructor(private readonly parts: ScheduleParts) {}

  async list(viewer: Viewer): Promise<ReportSchedule[]> {
    viewer.demandSupervision('reports')
    const userId = viewer.may('admin') ? undefined : viewer.userId
    return (await this.parts.schedules.list(viewer.tenantId, userId)).map((row) => this.shown(row))
  }

  /** @throws DomainError as `exportCreate` does, and INVALID_CRON, INVALID_EMAIL, TOO_MANY, REQUIRED, TOO_LONG */
  async create(viewer: Viewer, input: ReportScheduleCreateInput): Promise<ReportSchedule> {
    viewer.demandSupervision('reports')
    const { schedules, clock, languageOf } = this.parts
    const { tenantId, userId } = viewer
    if ((await schedules.list(tenantId)).length >= MOST_SCHEDULES)
      throw new DomainError('TOO_MANY', [], { maximum: MOST_SCHEDULES })
    const { report, period, queueIds, agentIds } = input
    const row = this.checked(viewer, {
      ...{ id: newId(), tenantId, userId, name: input.name, format: input.format, cron: input.cron },
      report: reportOf({ report, period, queueIds, agentIds }),
      recipients: input.recipients,
      language: input.language ?? (await languageOf(viewer)),
      enabled: input.isEnabled ?? true,
      ...{ lastRunAt: null, lastJobId: null, lastErrorCode: null, createdAt: clock.now() },
    })
    await schedules.insert(row)
    this.parts.keeper.put(row)
    return this.shown(row)
  }

  /** @throws DomainError NOT_FOUND, and as `create` does */
  async update(viewer: Viewer, id: string, input: ReportScheduleUpdateInput): Promise<ReportSchedule> {
    const before = await this.find(viewer, id)
    const report = before.report as unknown as ScheduledReport
    const after = this.checked(viewer, {
      ...before,
      name: input.name ?? before.name,
      report: reportOf({
        report: input.report ?? report.report,
        period: input.period ?? report.period,
        queueIds: input.queueIds === undefined ? report.queueIds : input.queueIds,
        agentIds: input.agentIds === undefined ? report.agentIds : input.agentIds,
      }),
      format: input.format ?? before.format,
      cron: input.cron ?? before.cron,
      recipients: input.recipients ?? before.recipients,
      language: input.language ?? before.language,
      enabled: input.isEnabled ?? before.enabled,
    })
    const { name, format, cron, recipients, language, enabled } = after
    await this.parts.schedules.update(id, {
      name,
      report: after.report,
      format,
      cron,
      recipients,
      language,
      enabled,
    })
    this.parts.keeper.put(after)
    return this.shown(after)
  }

  /** Ends a schedule for good; what is being made of it goes on. @throws DomainError NOT_FOUND */
  async remove(viewer: Viewer, id: string): Promise<boolean> {
    await this.find(viewer, id)
    this.parts.keeper.drop(id)
    return (await this.parts.schedules.remove(id)) > 0
  }

  /** Makes and sends one now. @throws DomainError NOT_FOUND, NOT_ALLOWED_NOW while it is being made */
  async runNow(viewer: Viewer, id: string): Promise<Job> {
    const row = await this.find(viewer, id)
    const job = await this.parts.keeper.begin(row)
    if (!job) throw new DomainError('NOT_ALLOWED_NOW', ['id'])
    return jobOf(job)
  }

  /** Sends a short e-mail, to see whether that works. @throws DomainError INVALID_EMAIL, MAIL_* */
  async testMail(viewer: Viewer, to: string): Promise<boolean> {
    viewer.demandChange('admin')
    if (!isAddress(to)) throw new DomainError('INVALID_EMAIL', ['to'])
    const { subject, text } = WORDS[await this.parts.languageOf(viewer)]
    await this.parts.mailer.send({ id: randomUUID(), to: [to], subject, text, html: `<p>${text}</p>` })
    return true
  }

  private async find(viewer: Viewer, id: string): Promise<ScheduleRow> {
    viewer.demandSupervision('reports')
    const row = isId(id) ? await this.parts.schedules.find(id) : undefined
    if (!row || !viewer.seesTenant(row.tenantId) || !(row.userId === viewer.userId || viewer.may('admin')))
      throw new DomainError('NOT_FOUND', ['id'])
    return row
  }

  private checked(viewer: Viewer, row: ScheduleRow): ScheduleRow {
    const { exports, clock, timeZoneOf, periodOf } = this.parts
    const now = clock.now()
    const timeZone = timeZoneOf(viewer.tenantId)
    const { report, period, queueIds, agentIds } = row.report as unknown as ScheduledReport
    exports.demandRequest(viewer, {
      ...{ report, queueIds, agentIds, number: undefined, format: row.format, language: row.language },
      ...periodOf(row.tenantId, period),
    })
    return {
      ...row,
      name: demandText(row.name, 120, ['input', 'name']),
      cron: demandCron(row.cron, timeZone, now, ['input', 'cron']),
      recipients: demandRecipients(row.recipients),
    }
  }

  private shown(row: ScheduleRow): ReportSchedule {
    const { report, period, queueIds, agentIds } = row.report as unknown as ScheduledReport
    const { id, name, format, cron, recipients, language, userId, createdAt } = row
    const { lastRunAt, lastJobId, lastErrorCode, enabled } = row
    const { clock, timeZoneOf } = this.parts
    return Object.assign(new ReportSchedule(), {
      ...{ id, name, report, period, queueIds: queueIds ?? null, agentIds: agentIds ?? null, format, cron },
      ...{ recipients, language, userId, createdAt, lastRunAt, lastJobId, lastErrorCode, isEnabled: enabled },
      nextRunAt: enabled ? (nextAfter(cron, timeZoneOf(row.tenantId), clock.now()) ?? null) : null,
    })
  }
}

function demandRecipients(recipients: readonly string[]): string[] {
  const path = ['input', 'recipients']
  const plain = [...new Set(recipients.map((each) => each.trim()))]
  if (plain.length === 0) throw new DomainError('REQUIRED', path)
  if (plain.length > MOST_RECIPIENTS) throw new DomainError('TOO_MANY', path, { maximum: MOST_RECIPIENTS })
  if (!plain.every(isAddress)) throw new DomainError('INVALID_EMAIL', path)
  return plain
}

/** As the row keeps it: only what is said. */
const reportOf = (
  report: {
    [Key in keyof ScheduledReport]-?: ScheduledReport[Key] | null | undefined
  },
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(report).filter(([, value]) => value !== null && value !== undefined))
