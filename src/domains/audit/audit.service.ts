import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isId, newId } from '../../platform/ids.ts'
import { demandPosition } from '../../platform/input.ts'
import type { Viewer } from '../../platform/viewer.ts'
import { redacted } from './audit.redaction.ts'
import type { AuditRecord, AuditStore } from './audit.store.ts'
import { AuditEntry, type AuditFilter } from './audit.types.ts'

/**
 * Where records become durable at once, also while the database is away: the journal. It hands them on to
 * `AuditStore.write`, more than once if it must.
 */
export interface AuditSink {
  append(record: AuditRecord): Promise<void>
}

/** What was done, as the one who did it asked for it. */
export interface AuditedAct {
  readonly viewer: Pick<Viewer, 'userId' | 'tenantId'>
  /** The mutation's name. */
  readonly action: string
  readonly targetId?: string
  /** As it was given; secrets and long texts are removed here. */
  readonly input?: object | null
  /** The caller's address. */
  readonly address: string
}

export interface AuditedOutcome {
  /** `OK` or an error's code. */
  readonly outcome: string
  /** The PBX's own words. */
  readonly answer?: string
}

/** The audit log: every change and every supervisor's action. */
export class AuditService {
  constructor(
    private readonly entries: AuditStore,
    private readonly sink: AuditSink,
    private readonly clock: Clock,
  ) {}

  /** Keeps what was done; resolves when it is durable. */
  async record(act: AuditedAct & AuditedOutcome): Promise<void> {
    await this.sink.append({
      id: newId(),
      tenantId: act.viewer.tenantId,
      userId: act.viewer.userId,
      action: act.action.slice(0, 64),
      targetId: plain(act.targetId ?? '', 120),
      input: redacted(act.input ?? {}),
      outcome: act.outcome.slice(0, 64),
      answer: plain(act.answer ?? '', 2000),
      address: plain(act.address, 64),
      occurredAt: this.clock.now(),
    })
  }

  /** Does `work` and keeps what came of it, also when it fails; a bug is kept as `INTERNAL_SERVER_ERROR`. */
  async recorded<Result>(act: AuditedAct, work: () => Promise<Result>): Promise<Result> {
    let result: Result
    try {
      result = await work()
    } catch (error) {
      await this.record({ ...act, ...failure(error) })
      throw error
    }
    await this.record({ ...act, outcome: 'OK' })
    return result
  }

  /** Like `recorded`, for work that resolves with what the PBX said: that is kept too. */
  async told(act: AuditedAct, work: () => Promise<string>): Promise<string> {
    let answer: string
    try {
      answer = await work()
    } catch (error) {
      await this.record({ ...act, ...failure(error) })
      throw error
    }
    await this.record({ ...act, outcome: 'OK', answer })
    return answer
  }

  /** The tenant's log, newest first. @throws DomainError FORBIDDEN */
  async page(
    viewer: Viewer,
    filter: AuditFilter,
    limit: number,
    after?: { at: Date; id: string },
  ): Promise<AuditEntry[]> {
    viewer.demand('admin')
    demandPosition(after)
    if (filter.userId && !isId(filter.userId)) return []
    if (/\p{Cc}/u.test(`${filter.action ?? ''}${filter.targetId ?? ''}`)) return []
    const records = await this.entries.page(viewer.tenantId, filter, limit, after)
    return records.map((record) => Object.assign(new AuditEntry(), record))
  }
}

function failure(error: unknown): AuditedOutcome {
  if (!(error instanceof DomainError)) return { outcome: 'INTERNAL_SERVER_ERROR' }
  const { answer } = error.details
  return { outcome: error.code, ...(typeof answer === 'string' && { answer }) }
}

/** Without control characters: NUL is no text to PostgreSQL, and a line break is no part of one entry. */
const plain = (text: string, characters: number) => text.replace(/\p{Cc}/gu, ' ').slice(0, characters)
