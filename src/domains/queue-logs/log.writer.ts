import { and, eq, ne } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'
import type { FactRows } from './fact.recorder.ts'
import type { EncodedFacts, FactStore } from './fact.store.ts'

interface LogStretch {
  readonly queueIds: readonly string[]
  readonly fromMs: number
  readonly untilMs: number
}

/** Facts of a log, spelled by another thread. */
export interface EncodedLog extends EncodedFacts {
  readonly stretch: LogStretch | undefined
}

/** Writes what a log says in place of what events had told of the same time. */
export class LogWriter {
  constructor(
    private readonly store: Store,
    private readonly facts: FactStore,
  ) {}

  /** Whether anything of a PBX is known by something else than its log: what is not there need not be looked for each time. */
  async hasEvents(pbxId: string): Promise<boolean> {
    const { visitFacts, sessionFacts } = this.store.tables
    for (const table of [visitFacts, sessionFacts]) {
      const isOfEvents = and(eq(table.pbxId, pbxId), ne(table.source, 'LOG'))
      const [found] = await this.store.select({ id: table.id }).from(table).where(isOfEvents).limit(1)
      if (found) return true
    }
    return false
  }

  /** All or nothing, with what `beside` writes. */
  async write(
    pbxId: string,
    rows: FactRows,
    replacesEvents: boolean,
    beside: () => Promise<void>,
  ): Promise<void> {
    await this.store.transaction(async () => {
      if (replacesEvents) await this.removeEvents(pbxId, stretchOf(rows))
      await this.facts.write(rows, beside)
    })
  }

  /** The same of what another thread has read. */
  async writeEncoded(
    pbxId: string,
    log: EncodedLog,
    replacesEvents: boolean,
    beside: () => Promise<void>,
  ): Promise<void> {
    await this.store.transaction(async () => {
      if (replacesEvents) await this.removeEvents(pbxId, log.stretch)
      await this.facts.writeEncoded(log, beside)
    })
  }

  private async removeEvents(pbxId: string, stretch: LogStretch | undefined): Promise<void> {
    if (stretch) await this.facts.removeEvents(stretch.queueIds, pbxId, stretch.fromMs, stretch.untilMs)
  }
}

/** Of which queues and of what time a log tells; undefined where it tells of no visit. */
export function stretchOf({ visits }: FactRows): LogStretch | undefined {
  if (visits.length === 0) return undefined
  const queueIds = new Set<string>()
  let [fromMs, untilMs] = [Number.POSITIVE_INFINITY, 0]
  for (const { queueId, joinedAt } of visits) {
    queueIds.add(queueId)
    fromMs = Math.min(fromMs, joinedAt.getTime())
    untilMs = Math.max(untilMs, joinedAt.getTime())
  }
  return { queueIds: [...queueIds], fromMs, untilMs }
}
