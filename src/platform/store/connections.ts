import type { Client, Driver } from './driver.ts'
import { explain, isConnectionLost, unavailable } from './faults.ts'
import { Gate } from './gate.ts'

/** How long one waits for a free connection when all are busy. */
const WAIT_MS = 3_000
/** A new connection must stand within this time. */
const CONNECT_MS = 1_500
/** A statement that takes longer makes us ask whether the database is still there… */
const SUSPICION_MS = 800
/** …and without a sign of life for this long it is not. Both together stay under two seconds. */
const SIGN_OF_LIFE_MS = 800
const RECOVERY_MS = 400
/** A timer that fires so much later than it was set for tells of this process, not of the database… */
const LATENESS_MS = 100
/** …for so many times in a row. */
const MOST_EXCUSES = 3
/** Calls under way at the end have this long. */
const CLOSE_MS = 3_000

/** A borrowed connection: its statements are timed, and it refuses use after it was given back. */
export class Link implements Client {
  broken = false
  private over = false

  constructor(
    private readonly client: Client,
    private readonly watch: <R>(statement: Promise<R>) => Promise<R>,
  ) {}

  async query(statement: unknown, values?: unknown): Promise<unknown> {
    if (this.over) throw new Error('This transaction is over.')
    try {
      return await this.watch(this.client.query(statement, values))
    } catch (error) {
      if (isConnectionLost(error)) this.broken = true
      throw error
    }
  }

  end(): void {
    this.over = true
  }
}

/**
 * Lends the driver's connections, so that no caller waits long for a database that is away: refused
 * connections fail at once, a frozen database is found by asking for a sign of life, and while it is away
 * every call fails immediately. It recovers by itself.
 */
export class Connections implements Client {
  private readonly gate: Gate
  private readonly pending = new Set<{ since: number }>()
  private suspicion: NodeJS.Timeout | undefined
  private asking = false
  private away = false
  /** How often in a row this process was too busy to hear an answer. */
  private excuses = 0
  private closed = false
  private ending: Promise<void> | undefined

  constructor(private readonly driver: Driver) {
    this.gate = new Gate(driver.size, WAIT_MS, () => unavailable('BUSY'))
  }

  /** One statement on any connection. */
  query(statement: unknown, values?: unknown): Promise<unknown> {
    return this.use((link) => link.query(statement, values))
  }

  /** Lends a connection to `work`. */
  async use<R>(work: (link: Link) => Promise<R>): Promise<R> {
    if (this.closed) throw unavailable('CLOSED')
    if (this.away) throw unavailable('AWAY')
    const leave = await this.gate.enter()
    try {
      const client = await this.borrow()
      const link = new Link(client, (statement) => this.watch(statement))
      try {
        return await work(link)
      } finally {
        link.end()
        this.driver.giveBack(client, link.broken)
      }
    } finally {
      leave()
    }
  }

  /** Lets calls under way finish, for a while, and ends all connections. */
  close(): Promise<void> {
    this.ending ??= this.end()
    return this.ending
  }

  private async end(): Promise<void> {
    this.closed = true
    clearTimeout(this.suspicion)
    this.gate.refuse(unavailable('CLOSED'))
    const tooLate = setTimeout(() => this.driver.sever(), CLOSE_MS)
    await this.driver.close()
    clearTimeout(tooLate)
  }

  private async borrow(): Promise<Client> {
    if (this.away) throw unavailable('AWAY')
    const borrowing = this.driver.borrow()
    if (!this.driver.probe) return borrowing.catch(this.explain)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(unavailable('CONNECT_TIMEOUT')), CONNECT_MS)
    })
    try {
      return await Promise.race([borrowing, late])
    } catch (error) {
      borrowing.then((client) => this.driver.giveBack(client, true)).catch(() => {})
      throw explain(error)
    } finally {
      clearTimeout(timer)
    }
  }

  private readonly explain = (error: unknown): never => {
    throw explain(error)
  }

  private async watch<R>(statement: Promise<R>): Promise<R> {
    if (!this.driver.probe) return statement
    const entry = { since: performance.now() }
    this.pending.add(entry)
    this.suspicion ??= setTimeout(() => this.suspect(), SUSPICION_MS).unref()
    try {
      return await statement
    } finally {
      this.pending.delete(entry)
    }
  }

  /** Looks at the oldest statement under way; one timer serves them all. */
  private suspect(): void {
    this.suspicion = undefined
    const [oldest] = this.pending
    if (!oldest || this.closed) return
    const age = performance.now() - oldest.since
    if (age >= SUSPICION_MS - 1) void this.ask()
    else this.suspicion = setTimeout(() => this.suspect(), SUSPICION_MS - age).unref()
  }

  /** Asks for a sign of life, and goes on asking while there is none. */
  private async ask(): Promise<void> {
    if (this.asking || this.closed) return
    this.asking = true
    const askedAt = performance.now()
    try {
      await this.driver.probe!(SIGN_OF_LIFE_MS)
      this.away = false
      this.excuses = 0
      if (this.pending.size) this.suspicion ??= setTimeout(() => this.suspect(), SUSPICION_MS).unref()
    } catch {
      if (this.closed) return
      const wasBusy = performance.now() - askedAt > SIGN_OF_LIFE_MS + LATENESS_MS
      if (!this.away && wasBusy && this.excuses < MOST_EXCUSES) {
        this.excuses++
        this.suspicion ??= setTimeout(() => this.suspect(), 0).unref()
        return
      }
      if (!this.away) {
        this.away = true
        this.gate.refuse(unavailable('AWAY'))
        this.driver.sever()
      }
      clearTimeout(this.suspicion)
      this.suspicion = setTimeout(() => void this.ask(), RECOVERY_MS).unref()
    } finally {
      this.asking = false
    }
  }
}
