import type { AmiClient, AmiCounters } from '../../adapters/ami/client.ts'
import { AmiError, type AmiErrorCode } from '../../adapters/ami/errors.ts'
import { AmiLink, type AmiTimings } from '../../adapters/ami/link.ts'
import type { AmiMessage } from '../../adapters/ami/message.ts'
import type { Clock } from '../../platform/clock.ts'
import type { PbxLinkState, PbxProblem, PbxStatus } from '../pbxs/pbx.types.ts'
import { channelsOf, type PbxWatch } from '../pbxs/pbx.watch.ts'
import { identify, listAll } from './pbx.snapshot.ts'

export interface PbxLineOptions {
  host: string
  port: number
  username: string
  secret: string
  clock: Clock
  timings?: Partial<AmiTimings>
  /** Told at every change of the line's state. */
  onStatus(status: PbxStatus): void
  /** Something failed that was survived: a handler, a message nobody can read. */
  onFault(fault: unknown): void
}

/** A PBX is near and asking it costs nothing, so that two seconds after it is back all is right again. */
const NEAR: Partial<AmiTimings> = { leastRetryMs: 200, mostRetryMs: 1_000, connectTimeoutMs: 3_000 }
/** More than this while a snapshot is taken means that we cannot keep up: begin anew. */
const MAX_WAITING_EVENTS = 200_000
/** Queues and phones are also looked at now and then, in case a change was never told. */
const RESYNC_MS = 300_000
/** A reload tells of each module; one snapshot after them is enough. */
const RELOAD_MS = 500

const PROBLEMS: Record<AmiErrorCode, PbxProblem> = {
  UNREACHABLE: 'UNREACHABLE',
  LOGIN_REFUSED: 'LOGIN_REFUSED',
  INVALID_VALUE: 'LOGIN_REFUSED',
  TIMED_OUT: 'TIMED_OUT',
  DISCONNECTED: 'LINK_LOST',
  REFUSED: 'LINK_LOST',
  OVERFLOW: 'NOT_A_PBX',
  PROTOCOL: 'NOT_A_PBX',
}

/**
 * The live line to one PBX: events flow to the watches, and a snapshot sets their state right at each login.
 * Events that come while a snapshot is taken wait until it is whole and follow it in order, so that none is
 * lost and none counts twice: each says how something is, not how it differs.
 */
export class PbxLine {
  status: PbxStatus
  private readonly link: AmiLink
  private readonly readers = new Map<string, ((event: AmiMessage) => void)[]>()
  private waiting: AmiMessage[] | undefined
  private startedAt: string | null = null
  private resyncTimer: NodeJS.Timeout | undefined

  constructor(
    private readonly options: PbxLineOptions,
    private readonly watches: readonly PbxWatch[],
  ) {
    this.status = {
      state: 'OFF',
      since: options.clock.now(),
      problem: null,
      asteriskVersion: null,
      bootedAt: null,
    }
    for (const { reads } of watches)
      for (const [name, read] of Object.entries(reads))
        this.readers.set(name, [...(this.readers.get(name) ?? []), read])
    this.readers.set('FullyBooted', [(event) => this.booted(event)])
    this.readers.set('Reload', [() => this.resyncIn(RELOAD_MS)])
    this.link = new AmiLink({
      ...NEAR,
      ...options.timings,
      host: options.host,
      port: options.port,
      username: options.username,
      secret: options.secret,
      onUp: (client) => void this.synchronize(client),
      onEvent: (event) => this.take(event),
      onDown: (reason) => this.lost(reason),
      onRefused: (error) => this.become('REFUSED', PROBLEMS[error.code]),
      onState: (state, reason) => this.linkBecame(state, reason),
      onFault: options.onFault,
    })
  }

  get client(): AmiClient | undefined {
    return this.link.client
  }

  get counters(): AmiCounters & { reconnects: number } {
    return this.link.counters
  }

  start(): void {
    this.link.start()
  }

  async stop(): Promise<void> {
    clearTimeout(this.resyncTimer)
    await this.link.stop()
    this.become('OFF', null)
    this.tellLost()
  }

  private take(event: AmiMessage): void {
    if (!this.waiting) this.read(event)
    else if (this.waiting.push(event) > MAX_WAITING_EVENTS)
      this.client?.destroy(new AmiError('OVERFLOW', 'More events than a snapshot can be taken in'))
  }

  private read(event: AmiMessage): void {
    const readers = this.readers.get(event.name)
    if (!readers) return
    for (const read of readers)
      try {
        read(event)
      } catch (fault) {
        this.options.onFault(fault)
      }
  }

  /** Takes a snapshot, lets the watches set their state right, and goes on with the events. */
  private async synchronize(client: AmiClient): Promise<void> {
    const waiting: AmiMessage[] = []
    this.waiting = waiting
    const isRecovery = this.status.state !== 'LIVE'
    if (isRecovery) this.become('SYNCING', null)
    try {
      const { asteriskVersion, startedAt } = await identify(client)
      const hasRestarted = this.startedAt !== null && startedAt !== null && startedAt !== this.startedAt
      const lists = await listAll(client)
      if (client !== this.client) return
      this.startedAt = startedAt ?? this.startedAt
      this.status = { ...this.status, asteriskVersion }
      const snapshot = { ...lists, hasRestarted, isRecovery, toldLater: channelsOf(waiting) }
      for (const watch of this.watches) watch.reconcile(snapshot)
      this.become('LIVE', null)
      this.resyncIn(RESYNC_MS)
    } catch (error) {
      if (client !== this.client) return
      this.options.onFault(error)
      client.destroy(error instanceof AmiError ? error : new AmiError('PROTOCOL', 'The snapshot failed'))
      return
    }
    this.waiting = undefined
    for (const event of waiting) this.read(event)
  }

  private resyncIn(delayMs: number): void {
    clearTimeout(this.resyncTimer)
    this.resyncTimer = setTimeout(() => {
      const { client } = this
      if (client && !this.waiting) void this.synchronize(client)
    }, delayMs)
  }

  /** A PBX that lets us in before it has read its configuration shows its queues only now. */
  private booted(event: AmiMessage): void {
    const uptimeSeconds = Number(event.get('Uptime'))
    if (!(uptimeSeconds >= 0)) return
    const bootedAt = new Date(this.options.clock.now().getTime() - uptimeSeconds * 1000)
    this.status = { ...this.status, bootedAt }
    this.options.onStatus(this.status)
    if (uptimeSeconds < 5) this.resyncIn(RELOAD_MS)
  }

  private linkBecame(state: AmiLink['state'], reason: AmiError | undefined): void {
    if (state === 'CONNECTING' && this.status.state === 'OFF') this.become('CONNECTING', null)
    if (state === 'DOWN' && reason && this.status.state === 'CONNECTING')
      this.become('CONNECTING', PROBLEMS[reason.code])
  }

  private lost(reason: AmiError): void {
    this.waiting = undefined
    clearTimeout(this.resyncTimer)
    this.become('LOST', PROBLEMS[reason.code])
    this.tellLost()
  }

  private tellLost(): void {
    for (const watch of this.watches) watch.linkLost?.()
  }

  private become(state: PbxLinkState, problem: PbxProblem | null): void {
    const { status } = this
    if (status.state === state && status.problem === problem) return
    const since = status.state === state ? status.since : this.options.clock.now()
    this.status = { ...status, state, problem, since }
    this.options.onStatus(this.status)
  }
}
