import { share } from './board.share.ts'
import type { Board } from './board.types.ts'
import { ServerClock } from './server.clock.ts'
import { Ticker } from './ticker.ts'

/** Where boards come from: the server, by the SDK. */
export interface BoardSource {
  /** True while there is no connection and one is sought. */
  isLost(): boolean
  onConnection(listener: () => void): () => void
  /** The board as it stands, then whenever it changes, also after breaks of the connection. */
  boards(queueIds: readonly string[] | null, signal: AbortSignal): AsyncIterable<Board>
  /** The server's time, fresh. */
  time(signal: AbortSignal): Promise<string>
  /** Why a board was refused: for good, or to be tried again. */
  refusal(error: unknown): Refusal
}

/**
 * FORBIDDEN: this person may not see boards. SIGNED_OUT: the token is good for nothing any more. FAILED: anything
 * else; it is tried again, with what the server said.
 */
export interface Refusal {
  kind: 'FORBIDDEN' | 'SIGNED_OUT' | 'FAILED'
  message: string
}

export interface BoardState {
  /** The last board that came; null before the first, and after a refusal for good. */
  board: Board | null
  /** Whether it is known to hold now. */
  isFresh: boolean
  /** Since when it is not, on the server's clock. */
  lostAtMs: number | null
  refusal: Refusal | null
}

const NOTHING: BoardState = { board: null, isFresh: false, lostAtMs: null, refusal: null }
const RETRY_MS = { least: 2_000, most: 60_000 }

/**
 * One board as it comes from the server, for React to subscribe to. What has not changed from one message to the
 * next keeps its identity. While the connection is lost the last board stays, and its timers stand still.
 */
export class BoardFeed {
  readonly clock = new ServerClock()
  readonly ticker = new Ticker(this.clock)
  private state = NOTHING
  private readonly listeners = new Set<() => void>()
  /** Whether the next message may be one that was made before this connection. */
  private isFirst = true

  /**
   * Watches some queues, or all, until `signal` ends it or it is refused for good. Begun again with another source
   * or other queues, it shows what it had until the first message comes.
   */
  async run(source: BoardSource, queueIds: readonly string[] | null, signal: AbortSignal): Promise<void> {
    const stopListening = source.onConnection(() => this.connectionChanged(source, signal))
    if (this.state.refusal) this.set({ ...this.state, refusal: null })
    let waitMs = RETRY_MS.least
    try {
      while (!signal.aborted) {
        try {
          this.isFirst = true
          void this.askTime(source, signal)
          for await (const board of source.boards(queueIds, signal)) {
            if (signal.aborted) return
            waitMs = RETRY_MS.least
            this.take(board)
          }
        } catch (error) {
          if (signal.aborted) return
          const refusal = source.refusal(error)
          if (refusal.kind !== 'FAILED') return this.refuse(refusal)
          this.lose(refusal)
        }
        await pause(waitMs * (0.5 + Math.random() / 2), signal)
        waitMs = Math.min(RETRY_MS.most, waitMs * 2)
      }
    } finally {
      stopListening()
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly current = (): BoardState => this.state

  /** A refusal that came another way ends it as well: nothing of the board is kept. */
  refuse(refusal: Refusal): void {
    this.ticker.hold()
    this.set({ ...NOTHING, refusal })
  }

  private take(next: Board): void {
    const at = Date.parse(next.at)
    if (this.isFirst) this.clock.heardSometime(at)
    else this.clock.heard(at)
    this.isFirst = false
    const board = this.state.board ? share(this.state.board, next) : next
    this.set({ board, isFresh: true, lostAtMs: null, refusal: null })
    this.ticker.release()
  }

  private lose(refusal: Refusal | null): void {
    const { board, lostAtMs } = this.state
    this.ticker.hold()
    this.set({ board, isFresh: false, lostAtMs: lostAtMs ?? this.clock.now(), refusal })
  }

  private connectionChanged(source: BoardSource, signal: AbortSignal): void {
    if (signal.aborted) return
    if (source.isLost()) {
      this.lose(null)
      return
    }
    this.isFirst = true
    void this.askTime(source, signal)
  }

  /** On a quiet night the first message may be an hour old; the timers must not be. */
  private async askTime(source: BoardSource, signal: AbortSignal): Promise<void> {
    try {
      this.clock.heard(Date.parse(await source.time(signal)))
    } catch {
      // The messages of the board tell the time as well.
    }
  }

  private set(state: BoardState): void {
    this.state = state
    for (const listener of this.listeners) listener()
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
