import { CdrFile } from '../../src/adapters/cdr/cdr.file.ts'
import type { CdrSource } from '../../src/adapters/cdr/cdr.row.ts'
import { CdrTable } from '../../src/adapters/cdr/cdr.table.ts'
import type { PbxDatabase } from '../../src/adapters/pbx-database/pbx.database.ts'
import { CdrImporter } from '../../src/domains/calls/cdr/cdr.importer.ts'
import type { FoundName } from '../../src/domains/calls/cdr/cdr.recorder.ts'
import { CdrStore } from '../../src/domains/calls/cdr/cdr.store.ts'
import { PbxDirectory } from '../../src/domains/pbxs/pbx.directory.ts'
import { newId } from '../../src/platform/ids.ts'
import { LocalClock } from '../../src/platform/local.clock.ts'
import type { Store } from '../../src/platform/store/store.ts'

/** How far an import has come: what a job keeps, and the place where a test may cut it off. */
export class ImportWork {
  checkpoint: Record<string, unknown> = {}
  kept = 0
  readonly id = newId()
  readonly tenantId = newId()
  readonly userId = newId()
  input: Record<string, unknown> = {}
  private readonly abortion = new AbortController()
  /** Cuts the import off when it keeps its checkpoint for the nth time: before that is committed. */
  diesAt: number | undefined

  constructor(private readonly store: Store) {}

  get signal(): AbortSignal {
    return this.abortion.signal
  }

  /** Somebody cancels it when it tells how far it is for the nth time. */
  cancelledAt: number | undefined
  private told = 0

  progress(): void {
    if (++this.told === this.cancelledAt) this.abortion.abort(new Error('The job is cancelled.'))
  }

  async keep(checkpoint: Record<string, unknown>): Promise<void> {
    this.kept++
    if (this.kept === this.diesAt) throw new Error('The process was killed.')
    // As the row of the job keeps it.
    const kept = JSON.parse(JSON.stringify(checkpoint))
    this.store.afterCommit(() => {
      this.checkpoint = kept
    })
  }
}

/** A PBX whose calls of the past are taken over. */
export class CdrDesk {
  readonly tenantId = newId()
  readonly found = new Map<string, FoundName>()

  get foundQueues(): FoundName[] {
    return [...this.found].flatMap(([name, found]) => (name.startsWith('QUEUE ') ? [found] : []))
  }

  constructor(
    readonly store: Store,
    readonly pbxId = newId(),
  ) {}

  readonly importer = (open: (timeZone: string) => Promise<CdrSource>) =>
    new CdrImporter({
      store: new CdrStore(this.store),
      open: ({ timeZone }) => open(timeZone),
      directoryOf: async (pbxId) => new PbxDirectory(pbxId, () => this.tenantId),
      onQueue: (queue) => this.found.set(`QUEUE ${queue.name}`, queue),
      onAgent: (agent) => this.found.set(`AGENT ${agent.name}`, agent),
    })

  work(timeZone: string, more: object = {}): ImportWork {
    const work = new ImportWork(this.store)
    const period = { from: null, until: null }
    work.input = { pbxId: this.pbxId, timeZone, ...period, ignoresTimeZone: false, ...more }
    return work
  }

  file(path: string, timeZone: string, work = this.work(timeZone)) {
    return this.importer(async (zone) => new CdrFile(path, new LocalClock(zone), 200)).run(work)
  }

  table(
    open: () => PbxDatabase,
    timeZone: string,
    options: { table?: string; work?: ImportWork; from?: Date; until?: Date } = {},
  ) {
    const { table = 'cdr', from, until } = options
    const period = { from: from?.toISOString() ?? null, until: until?.toISOString() ?? null }
    const { work = this.work(timeZone, period) } = options
    return this.importer((zone) =>
      CdrTable.open(open(), { table, clock: new LocalClock(zone), batchRows: 300, from, until }),
    ).run(work)
  }

  /** What was taken over, in the order of the calls. */
  async calls() {
    const rows = await this.store.select().from(this.store.tables.calls)
    return rows
      .filter(({ pbxId }) => pbxId === this.pbxId)
      .sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.id < b.id ? -1 : 1))
  }

  async legs() {
    const rows = await this.store.select().from(this.store.tables.callLegs)
    const ids = new Set((await this.calls()).map(({ id }) => id))
    return rows.filter(({ callId }) => ids.has(callId)).sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}
