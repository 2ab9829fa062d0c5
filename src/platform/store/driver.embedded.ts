import { once } from 'node:events'
import { MessageChannel, type Worker } from 'node:worker_threads'
import { startThread } from '../thread.ts'
import { PostgresDriver } from './driver.postgres.ts'
import { PortStream } from './port.stream.ts'

/** What the worker is told at its start. */
export interface EmbeddedOptions {
  /** Where the database lies; absent for one in memory only. */
  folder?: string | undefined
  /** A dump to begin from when there is no database yet: much quicker than making one. */
  template?: string | undefined
}

/** Runs PGlite in a thread of its own, for it blocks the one it works in; begun anew should it die. */
class EmbeddedServer {
  private worker: Worker | undefined

  constructor(private readonly options: EmbeddedOptions) {}

  /** Starts the thread and resolves once the database is there. */
  async start(): Promise<void> {
    const [said] = (await Promise.race([
      once(this.running(), 'message'),
      once(this.running(), 'exit').then(() => ['exited']),
    ])) as [string | { failed: string }]
    if (said !== 'ready')
      throw new Error(`The embedded database did not start: ${typeof said === 'string' ? said : said.failed}`)
  }

  connect(): PortStream {
    const { port1, port2 } = new MessageChannel()
    const worker = this.running()
    worker.postMessage({ connect: port2 }, [port2])
    const stream = new PortStream(port1)
    const lost = () =>
      stream.destroy(Object.assign(new Error('The embedded database ended.'), { code: 'ECONNRESET' }))
    worker.once('exit', lost)
    stream.once('close', () => worker.off('exit', lost))
    return stream
  }

  /** Writes a dump of the whole database, to be another's template. */
  async dump(file: string): Promise<void> {
    const { port1, port2 } = new MessageChannel()
    this.running().postMessage({ dump: file, reply: port2 }, [port2])
    const [failure] = (await once(port1, 'message')) as [string | null]
    port1.close()
    if (failure) throw new Error(failure)
  }

  async stop(): Promise<void> {
    const { worker } = this
    if (!worker) return
    worker.postMessage({ close: true })
    await once(worker, 'exit')
  }

  private running(): Worker {
    if (this.worker) return this.worker
    const worker = startThread(import.meta.url, './embedded.worker', { workerData: this.options })
    worker.on('error', () => {})
    worker.once('exit', () => {
      this.worker = undefined
    })
    this.worker = worker
    return worker
  }
}

/** The embedded PostgreSQL, spoken to in PostgreSQL's own protocol. */
export class EmbeddedDriver extends PostgresDriver {
  private readonly server: EmbeddedServer
  private readonly onClosed: (() => void) | undefined

  constructor({ onClosed, ...options }: EmbeddedOptions & { onClosed?: () => void }) {
    const server = new EmbeddedServer(options)
    super('postgres://postgres@embedded/postgres', { size: 1, stream: () => server.connect() })
    this.server = server
    this.onClosed = onClosed
  }

  start(): Promise<void> {
    return this.server.start()
  }

  /** Writes a dump that another embedded store can begin from. */
  dump(file: string): Promise<void> {
    return this.server.dump(file)
  }

  override async close(): Promise<void> {
    await super.close()
    await this.server.stop()
    this.onClosed?.()
  }
}
