import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Viewer } from '../platform/viewer.ts'
import type { SignedIn } from './callers.ts'
import type { ApiContext } from './context.ts'
import { Outlet } from './outlet.ts'

/** Close codes of ours, beside those of graphql-transport-ws (4400, 4401, 4403, 4406, 4408, 4409, 4429). */
export const CLOSE = {
  goingAway: 1001,
  invalidMessage: 4400,
  /** Not signed in, the token was refused or has expired; connect again with a good one. */
  forbidden: 4403,
  /** The client did not read fast enough; subscribe again and query what was missed. */
  tooFarBehind: 4290,
  /** This user or address has too many sockets open. */
  tooManySockets: 4291,
  internalError: 4500,
} as const

/** Nobody who reads lets this much pile up; beyond it the socket is dropped. */
const MOST_UNSENT_BYTES = 2 * 1024 * 1024

/** One client's socket: who it is, until when, and its way out. */
export class Connection {
  readonly outlet: Outlet
  expiresAtMs = Number.POSITIVE_INFINITY
  /** Since when a ping waits for its answer; undefined when none does. */
  pingedAt: number | undefined
  nextPingAt: number

  constructor(
    readonly socket: WebSocket,
    private readonly stream: Duplex,
    public context: ApiContext,
    nextPingAt: number,
  ) {
    this.nextPingAt = nextPingAt
    this.outlet = new Outlet(stream, () =>
      this.close(CLOSE.tooFarBehind, 'Too far behind: subscribe again and query what was missed'),
    )
  }

  get viewer(): Viewer | undefined {
    return this.context.viewer
  }

  signIn({ viewer, expiresAt }: SignedIn): void {
    this.context = { ...this.context, viewer }
    this.expiresAtMs = expiresAt.getTime()
  }

  /** Sends a message of the protocol. Whoever lets them pile up loses the socket. */
  send(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return
    if (this.stream.writableLength > MOST_UNSENT_BYTES) this.socket.terminate()
    else this.socket.send(text)
  }

  close(code: number, reason: string): void {
    this.outlet.closed = true
    this.socket.close(code, reason)
  }
}
