import type { Duplex } from 'node:stream'
import type { Member } from './member.ts'

/** Beyond this much unsent, state waits and only the latest of each key is kept. */
export const STATE_BACKLOG_BYTES = 256 * 1024
/** Beyond this much unsent, a client that wants every fact is closed. */
export const FACT_BACKLOG_BYTES = 1024 * 1024

const SUFFIX = 0x7d // }

/**
 * A socket's way out for `next` messages. What is queued within a tick leaves as one write of finished
 * WebSocket frames: unmasked text, `{"id":…,"type":"next","payload":` + the shared payload + `}`.
 */
export class Outlet {
  private queue: Buffer[] = []
  private queuedBytes = 0
  private lagging: Set<Member> | undefined
  closed = false

  constructor(
    private readonly stream: Duplex,
    private readonly closeBehind: () => void,
  ) {}

  /** Bytes that the client has not taken yet. */
  get backlogBytes(): number {
    return this.stream.writableLength + this.queuedBytes
  }

  /** Queues one message; it leaves with `flush`. */
  add(prefix: Buffer, payload: Buffer): void {
    this.queue.push(prefix, payload)
    this.queuedBytes += prefix.length + payload.length + 11
  }

  flush(): void {
    const { queue } = this
    if (queue.length === 0) return
    this.queue = []
    const bytes = Buffer.allocUnsafe(this.queuedBytes)
    this.queuedBytes = 0
    let end = 0
    for (let index = 0; index < queue.length; index += 2) {
      const prefix = queue[index]!
      const payload = queue[index + 1]!
      end = writeHeader(bytes, end, prefix.length + payload.length + 1)
      bytes.set(prefix, end)
      end += prefix.length
      bytes.set(payload, end)
      end += payload.length
      bytes[end++] = SUFFIX
    }
    if (!this.closed && this.stream.writable) this.stream.write(bytes.subarray(0, end))
  }

  /** Calls `member.resume()` when the client has taken what it was sent. */
  awaitDrain(member: Member): void {
    if (!this.lagging) {
      const lagging = new Set<Member>()
      this.lagging = lagging
      this.stream.once('drain', () => {
        this.lagging = undefined
        for (const each of lagging) each.resume()
        this.flush()
      })
    }
    this.lagging.add(member)
  }

  /** Closes a client that is too far behind with 4290; what waited for it is let go. */
  giveUp(): void {
    if (this.closed) return
    this.closed = true
    this.queue = []
    this.queuedBytes = 0
    this.closeBehind()
  }
}

/** A final, unmasked text frame's header; returns where the content begins. */
function writeHeader(bytes: Buffer, at: number, length: number): number {
  bytes[at] = 0x81
  if (length < 126) {
    bytes[at + 1] = length
    return at + 2
  }
  if (length < 65_536) {
    bytes[at + 1] = 126
    return bytes.writeUInt16BE(length, at + 2)
  }
  bytes[at + 1] = 127
  bytes.writeUInt32BE(Math.floor(length / 2 ** 32), at + 2)
  return bytes.writeUInt32BE(length >>> 0, at + 6)
}
