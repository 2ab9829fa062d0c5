import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** How one line to a PBX stands. */
export interface LineFigures {
  readonly pbx: string
  readonly isUp: boolean
  readonly messages: number
  readonly bytes: number
  readonly malformed: number
  readonly reconnects: number
  readonly activeCalls: number
}

export interface QueueFigures {
  readonly queue: string
  /** What people call it. */
  readonly name: string
  readonly waiting: number
  readonly longestWaitSeconds: number
  readonly members: Readonly<Record<string, number>>
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly timedOut: number
  readonly serviceLevel: number | null
}

/** Where the figures are read when somebody asks for them. */
export interface FigureSources {
  lines(): Iterable<LineFigures>
  queues(): Iterable<QueueFigures>
  journal(): { records: number; seconds: number; isHealthy: boolean }
  sockets(): number
  version: string
}

const PREFIX = 'callcenter_'

/** Figures for Prometheus. They are read when asked for, so that nobody pays for them otherwise. */
export class Metrics {
  private readonly registry = new Registry()
  private readonly faults: Counter
  private readonly requests: Histogram

  constructor(sources: FigureSources) {
    const registers = [this.registry]
    collectDefaultMetrics({ register: this.registry, prefix: PREFIX })
    const gauge = (name: string, help: string, labelNames: string[], collect: (gauge: Gauge) => void) =>
      new Gauge({
        name: `${PREFIX}${name}`,
        help,
        labelNames,
        registers,
        collect() {
          this.reset()
          collect(this)
        },
      })
    const lines = (name: string, help: string, value: (line: LineFigures) => number) =>
      gauge(name, help, ['pbx'], (each) => {
        for (const line of sources.lines()) each.set({ pbx: line.pbx }, value(line))
      })
    const queues = (name: string, help: string, value: (queue: QueueFigures) => number | null) =>
      gauge(name, help, ['queue'], (each) => {
        for (const queue of sources.queues()) {
          const figure = value(queue)
          if (figure !== null) each.set({ queue: queue.queue }, figure)
        }
      })

    gauge('build_info', 'The version that runs; always 1.', ['version'], (each) =>
      each.set({ version: sources.version }, 1),
    )
    lines('ami_connected', '1 while a PBX is logged in to and complete.', (line) => Number(line.isUp))
    lines('ami_messages_total', 'Messages read from a PBX.', (line) => line.messages)
    lines('ami_bytes_total', 'Bytes read from a PBX.', (line) => line.bytes)
    lines('ami_malformed_total', 'Messages of a PBX that nobody could read.', (line) => line.malformed)
    lines('ami_reconnects_total', 'How often the link to a PBX came up again.', (line) => line.reconnects)
    lines('calls_active', 'Calls going on.', (line) => line.activeCalls)
    gauge(
      'queue_info',
      'What people call a queue; always 1, to be joined by `queue`.',
      ['queue', 'name'],
      (each) => {
        for (const { queue, name } of sources.queues()) each.set({ queue, name }, 1)
      },
    )
    queues('queue_waiting_calls', 'Callers waiting.', (queue) => queue.waiting)
    queues(
      'queue_longest_wait_seconds',
      'How long the first caller has waited.',
      (queue) => queue.longestWaitSeconds,
    )
    queues('queue_service_level_ratio', "Today's service level.", (queue) => queue.serviceLevel)
    gauge('queue_members', 'Members of a queue by state.', ['queue', 'state'], (each) => {
      for (const { queue, members } of sources.queues())
        for (const [state, count] of Object.entries(members)) each.set({ queue, state }, count)
    })
    gauge('queue_calls_today', "Today's visits of a queue by result.", ['queue', 'result'], (each) => {
      for (const { queue, offered, answered, abandoned, timedOut } of sources.queues())
        for (const [result, count] of Object.entries({ offered, answered, abandoned, timeout: timedOut }))
          each.set({ queue, result }, count)
    })
    gauge('journal_lag_records', 'Records on disk that the database does not have yet.', [], (each) =>
      each.set(sources.journal().records),
    )
    gauge('journal_lag_seconds', 'Age of the oldest of them.', [], (each) =>
      each.set(sources.journal().seconds),
    )
    gauge('journal_healthy', '1 while the disk takes what is written.', [], (each) =>
      each.set(Number(sources.journal().isHealthy)),
    )
    gauge('sockets_open', 'Open WebSockets.', [], (each) => each.set(sources.sockets()))
    this.requests = new Histogram({
      name: `${PREFIX}graphql_request_duration_seconds`,
      help: 'How long requests over HTTP took, by status.',
      labelNames: ['status'],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    })
    this.faults = new Counter({
      name: `${PREFIX}faults_total`,
      help: 'Faults survived, by kind.',
      labelNames: ['kind'],
      registers,
    })
  }

  faulted(kind: string): void {
    this.faults.inc({ kind })
  }

  answered({ status, durationMs }: { status: number; durationMs: number }): void {
    this.requests.observe({ status: String(status) }, durationMs / 1000)
  }

  get contentType(): string {
    return this.registry.contentType
  }

  text(): Promise<string> {
    return this.registry.metrics()
  }
}
