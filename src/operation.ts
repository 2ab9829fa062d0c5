import type { Readiness } from './api/routes.ts'
import type { FloorLines } from './domains/floor/floor.lines.ts'
import type { KeptRecord } from './domains/floor/kept.records.ts'
import type { QueueService } from './domains/queues/queue.service.ts'
import type { Clock } from './platform/clock.ts'
import type { Journal } from './platform/journal/journal.ts'
import type { JournalWriter } from './platform/journal/journal.writer.ts'
import { Metrics } from './platform/metrics.ts'
import type { Store } from './platform/store/store.ts'

interface OperationParts {
  store: Store
  journal: Journal<KeptRecord>
  writer: JournalWriter<KeptRecord>
  lines: FloorLines
  queues: QueueService
  sockets: () => number
  clock: Clock
  version: string
}

/** How this server is: ready or not, and its figures. */
export class Operation {
  readonly metrics: Metrics
  private isStopping = false

  constructor(private readonly parts: OperationParts) {
    this.metrics = new Metrics({
      version: parts.version,
      lines: () => this.lineFigures(),
      queues: () => this.queueFigures(),
      journal: () => ({ ...parts.writer.lag, isHealthy: parts.journal.healthy }),
      sockets: parts.sockets,
    })
  }

  /** From now on not ready: whoever sends requests here shall send them elsewhere. */
  stopping(): void {
    this.isStopping = true
  }

  faulted(kind: string): void {
    this.metrics.faulted(kind)
  }

  /**
   * Ready while requests can be answered and nothing that is reported gets lost. A PBX that is away is told, and
   * leaves everything else as it is.
   */
  async readiness(): Promise<Readiness> {
    const { store, journal, lines } = this.parts
    const database = await store.ping().then(
      () => 'ok',
      () => 'DATABASE_UNAVAILABLE',
    )
    const disk = journal.healthy ? 'ok' : 'DISK_UNWRITABLE'
    const pbxs = Object.fromEntries(
      [...lines.figures()].map(({ pbxId, status }) => [
        `pbx ${pbxId}`,
        status.state === 'LIVE' ? 'ok' : status.state,
      ]),
    )
    const isReady = database === 'ok' && disk === 'ok' && !this.isStopping
    return {
      isReady,
      parts: { database, journal: disk, ...(this.isStopping ? { server: 'STOPPING' } : {}), ...pbxs },
    }
  }

  private *lineFigures() {
    for (const { pbxId, status, counters, activeCalls } of this.parts.lines.figures())
      yield { pbx: pbxId, isUp: status.state === 'LIVE', activeCalls, ...counters }
  }

  private *queueFigures() {
    const now = this.parts.clock.now().getTime()
    for (const {
      id,
      label,
      waitingCount,
      longestWaitSince,
      memberCounts,
      today,
    } of this.parts.queues.live.all()) {
      const { total: _, ...members } = memberCounts
      yield {
        ...today,
        queue: id,
        name: label,
        waiting: waitingCount,
        longestWaitSeconds: longestWaitSince ? Math.max(0, (now - longestWaitSince.getTime()) / 1000) : 0,
        members,
      }
    }
  }
}
