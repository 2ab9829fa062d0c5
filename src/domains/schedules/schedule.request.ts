import { DomainError } from '../../errors.ts'
import type { ExportReport } from '../exports/export.types.ts'
import type { ReportPeriodName } from '../reports/periods/period.types.ts'
import type { ScheduleRow } from './schedule.store.ts'

/** What of a schedule says which report it is, as its row keeps it. */
export interface ScheduledReport {
  readonly report: ExportReport
  readonly period: ReportPeriodName
  readonly queueIds?: string[]
  readonly agentIds?: string[]
}

/** The period that a name means for a tenant now. */
export type PeriodOf = (tenantId: string, name: ReportPeriodName) => { from: Date; until: Date }

/** What a job needs to know to make and send a report. */
export interface Mailing {
  readonly scheduleId: string
  readonly name: string
  readonly recipients: readonly string[]
}

/** As a job's input: it says all, so that a schedule that is changed meanwhile changes nothing of it. */
export const storedMailing = (row: ScheduleRow, from: Date, until: Date): Record<string, unknown> => {
  const { period, ...report } = row.report as unknown as ScheduledReport
  const { id: scheduleId, name, recipients, format, language } = row
  const times = { from: from.toISOString(), until: until.toISOString() }
  return { scheduleId, name, recipients, period, format, language, ...report, ...times }
}

/** What `storedMailing` made. @throws DomainError INVALID_INPUT */
export function readMailing(input: Record<string, unknown>): Mailing {
  const { scheduleId, name, recipients } = input as unknown as Mailing
  if (!scheduleId || !name || !Array.isArray(recipients)) throw new DomainError('INVALID_INPUT')
  return { scheduleId, name, recipients }
}
