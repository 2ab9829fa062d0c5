import { DomainError } from '../../../errors.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { AuditService } from '../../audit/audit.service.ts'
import type { RecordingRow, RecordingStore } from '../recording.store.ts'
import { overdueOf } from './retention.service.ts'
import type { RetentionStore } from './retention.store.ts'

/** Not at once: a server that has just begun is waited for, and a disk may not be mounted yet. */
const FIRST_MS = 10 * 60_000
const DAY_MS = 86_400_000
const STEP = 50
/** Between two steps, so that whoever listens or records meanwhile notices nothing. */
const STEP_PAUSE_MS = 250
/** In the place of a person: what was done by a rule. */
const BY_RULE = '00000000-0000-0000-0000-000000000000'

export interface RetentionKeeperParts {
  readonly rules: RetentionStore
  readonly recordings: RecordingStore
  readonly audit: AuditService
  readonly clock: Clock
  /** Removes the file of a recording; false when there was none. */
  readonly removeFile: (row: RecordingRow) => Promise<boolean>
  readonly onFault: (tenantId: string, error: unknown) => void
}

/** Removes day by day the recordings whose time is over by a rule, a few at a time. */
export class RetentionKeeper {
  private timer: NodeJS.Timeout | undefined
  private isStopped = false
  private working: Promise<unknown> = Promise.resolve()
  private endPause: (() => void) | undefined

  constructor(private readonly parts: RetentionKeeperParts) {}

  start(): void {
    this.plan(FIRST_MS)
  }

  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    this.endPause?.()
    await this.working
  }

  /** Does what the rules say, once. @returns how many files were removed. */
  async sweep(): Promise<number> {
    const { rules, clock, onFault } = this.parts
    let removed = 0
    const all = await rules.rules()
    for (const rule of all) {
      const ofTenant = all.filter(({ tenantId }) => tenantId === rule.tenantId)
      const overdue = overdueOf(rule, ofTenant, clock.now())
      /** Folders that cannot be read now: their recordings wait for another day. */
      const away = new Set<string>()
      let after: { at: Date; id: string } | undefined
      while (!this.isStopped) {
        const rows = await rules.oldest(overdue, STEP, after)
        for (const row of rows) {
          if (this.isStopped || away.has(row.pbxId)) continue
          try {
            if (await this.remove(row, rule.id)) removed++
          } catch (error) {
            if (!(error instanceof DomainError)) throw error
            if (error.code.startsWith('FOLDER_')) away.add(row.pbxId)
            else if (error.code !== 'RECORDING_GONE') throw error
            onFault(rule.tenantId, error)
          }
        }
        const last = rows.at(-1)
        if (!last || rows.length < STEP) break
        after = { at: last.startedAt, id: last.id }
        await this.pause(STEP_PAUSE_MS)
      }
    }
    return removed
  }

  /** On record, with the rule; also when it could not be done. */
  private async remove(row: RecordingRow, ruleId: string): Promise<boolean> {
    const { audit, recordings, removeFile, clock } = this.parts
    const act = {
      viewer: { tenantId: row.tenantId, userId: BY_RULE },
      ...{ action: 'recordingExpire', targetId: row.id, input: { ruleId, path: row.path }, address: '' },
    }
    return audit.recorded(act, async () => {
      const isRemoved = await removeFile(row)
      await recordings.markRemoved(row.id, clock.now())
      return isRemoved
    })
  }

  private plan(ms: number): void {
    if (this.isStopped) return
    this.timer = setTimeout(() => {
      this.working = this.sweep()
        .catch((error) => this.parts.onFault(BY_RULE, error))
        .then(() => this.plan(DAY_MS))
    }, ms)
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
