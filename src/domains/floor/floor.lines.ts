import { setTimeout } from 'node:timers/promises'
import { AmiCommands } from '../../adapters/ami/commands.ts'
import type { AmiTimings } from '../../adapters/ami/link.ts'
import { DomainError } from '../../errors.ts'
import { LiveMap } from '../../platform/live.ts'
import type { PbxCommands } from '../pbxs/pbx.commands.ts'
import type { TenantMapping } from '../pbxs/pbx.mapping.ts'
import type { PbxAccount, PbxLines } from '../pbxs/pbx.registry.ts'
import type { PbxStatus } from '../pbxs/pbx.types.ts'
import { type FloorParts, PbxFloor } from './pbx.floor.ts'
import { PbxLine } from './pbx.line.ts'

interface OpenLine {
  readonly pbx: PbxAccount
  readonly line: PbxLine
  readonly floor: PbxFloor
  /** Resolves when the line has been started, or given up before that. */
  readonly begun: Promise<void>
  isWanted: boolean
}

export interface FloorLinesOptions extends FloorParts {
  readonly mapping: TenantMapping
  readonly timings?: Partial<AmiTimings>
  /** Whether all that was kept until now is in the database; resolves within a second or so. */
  flushed(): Promise<boolean>
  onFault(pbxId: string, fault: unknown): void
}

const PASS_TIME_MS = 1_000
/** How long a line waits for what is in the journal and not in the database yet. */
const REPLAY_MS = 60_000
/** Between two tries to read what was open, while the database is away. */
const RETRY_MS = 500

/** A status as it changed, with the PBX it is of. */
export interface PbxStatusChange {
  readonly id: string
  readonly tenantId: string | null
  readonly status: PbxStatus
}

/** The one owner of every PBX's line in this process: opens, keeps and ends them. */
export class FloorLines implements PbxLines {
  /** How every line stands, as it changes. */
  readonly statuses = new LiveMap<string, PbxStatusChange>()
  private readonly lines = new Map<string, OpenLine>()
  private timer: NodeJS.Timeout | undefined

  private readonly madeAt: Date

  constructor(private readonly options: FloorLinesOptions) {
    this.madeAt = options.clock.now()
  }

  start(): void {
    this.timer = setInterval(() => this.passTime(), PASS_TIME_MS)
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await Promise.all([...this.lines.keys()].map((pbxId) => this.close(pbxId)))
  }

  open(pbx: PbxAccount, secret: string): void {
    const { clock, timings = {}, mapping, onFault } = this.options
    const fault = (error: unknown) => onFault(pbx.id, error)
    const floor = new PbxFloor(pbx.id, (kind, name) => mapping.ownerOf(pbx, kind, name), this.options)
    const line = new PbxLine(
      {
        host: pbx.host,
        port: pbx.port,
        username: pbx.username,
        secret,
        clock,
        timings,
        onStatus: (status) => this.statuses.set(pbx.id, { id: pbx.id, tenantId: pbx.tenantId, status }),
        onFault: fault,
      },
      floor.watches,
    )
    const before = this.lines.get(pbx.id)
    const opened: OpenLine = {
      pbx,
      line,
      floor,
      isWanted: true,
      begun: this.begin(() => opened, before, fault),
    }
    this.lines.set(pbx.id, opened)
  }

  /** What was open is taken up first, because the first snapshot says what became of it. */
  private async begin(
    opened: () => OpenLine,
    before: OpenLine | undefined,
    fault: (error: unknown) => void,
  ): Promise<void> {
    await Promise.resolve()
    const { floor, line } = opened()
    if (before) await this.end(before)
    const isWanted = () => opened().isWanted
    // The last run, or the line before this one, may have left something in the journal.
    const patienceEnds = this.options.clock.ticks() + REPLAY_MS
    while (isWanted() && !(await this.options.flushed()) && this.options.clock.ticks() < patienceEnds);
    while (isWanted() && !(await floor.resume().then(() => true, fault))) await setTimeout(RETRY_MS)
    if (!isWanted()) return
    floor.open()
    line.start()
  }

  async close(pbxId: string): Promise<void> {
    const opened = this.lines.get(pbxId)
    if (!opened) return
    this.lines.delete(pbxId)
    await this.end(opened)
  }

  /** A PBX is registered no more: nothing is told of it from now on. */
  forget(pbxId: string): void {
    this.statuses.delete(pbxId)
  }

  isDemo(pbxId: string): boolean {
    return this.lines.get(pbxId)?.pbx.isDemo ?? false
  }

  private async end(opened: OpenLine): Promise<void> {
    opened.isWanted = false
    await opened.begun
    await opened.line.stop()
    opened.floor.close()
  }

  status(pbxId: string): PbxStatus {
    return (
      this.lines.get(pbxId)?.line.status ?? {
        state: 'OFF',
        since: this.madeAt,
        problem: null,
        asteriskVersion: null,
        bootedAt: null,
      }
    )
  }

  /** @throws DomainError PBX_UNAVAILABLE */
  commandsOf(pbxId: string): PbxCommands {
    const opened = this.lines.get(pbxId)
    if (opened?.line.status.state !== 'LIVE') throw new DomainError('PBX_UNAVAILABLE')
    return new AmiCommands(() => opened.line.client)
  }

  /** The dialplan context that people's calls on a PBX go through. @throws DomainError PBX_UNAVAILABLE */
  dialContextOf(pbxId: string): string {
    const opened = this.lines.get(pbxId)
    if (!opened) throw new DomainError('PBX_UNAVAILABLE')
    return opened.pbx.dialContext
  }

  /** Every open line with what it counted, for metrics. */
  *figures() {
    for (const [pbxId, { pbx, line, floor }] of this.lines)
      yield {
        pbxId,
        name: pbx.name,
        isDemo: pbx.isDemo,
        status: line.status,
        counters: line.counters,
        activeCalls: floor.calls.conversations.size,
      }
  }

  private passTime(): void {
    for (const [pbxId, { floor }] of this.lines)
      try {
        floor.passTime()
      } catch (fault) {
        this.options.onFault(pbxId, fault)
      }
  }
}
