import { Duplex } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'

/** The letter of PostgreSQL's Terminate message. */
const TERMINATE = 0x58

/** What pg takes for a socket: bytes to and from a thread over a message port. */
export class PortStream extends Duplex {
  constructor(private readonly port: MessagePort) {
    super()
    port.on('message', (bytes: Uint8Array | { failed: string }) => {
      if ('failed' in bytes) this.destroy(new Error(bytes.failed))
      else this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    })
  }

  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    this.port.ref()
    return this
  }

  unref(): this {
    this.port.unref()
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.post([chunk], done)
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.post(
      chunks.map(({ chunk }) => chunk),
      done,
    )
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.port.close()
    done(error)
  }

  /** One message for all that was written at once, so that a query is one way there and one back. */
  private post(chunks: Buffer[], done: () => void): void {
    const sent = chunks.filter((chunk) => chunk[0] !== TERMINATE || chunk.length !== 5)
    if (sent.length) {
      const bytes = new Uint8Array(sent.reduce((sum, { length }) => sum + length, 0))
      let at = 0
      for (const chunk of sent) {
        bytes.set(chunk, at)
        at += chunk.length
      }
      this.port.postMessage(bytes, [bytes.buffer])
    }
    done()
  }
}
