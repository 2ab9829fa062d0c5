import { isAscii } from 'node:buffer'
import { AmiError } from './errors.ts'
import { AmiMessage } from './message.ts'

const CR = 13
const LF = 10
const MESSAGE_END = '\r\n\r\n'
const BANNER = 'Asterisk Call Manager'
const MAX_BANNER_BYTES = 1_000
const NOTHING = Buffer.alloc(0)

export interface AmiDecoderOptions {
  onMessage(message: AmiMessage): void
  /** Called once with the first line of the stream, such as `Asterisk Call Manager/5.0.4`. */
  onBanner?(banner: string): void
  /** Called for a block that is neither an event nor a response; it is counted and skipped. */
  onMalformed?(): void
  /** Refuse a stream that does not begin with the banner. A recording may begin anywhere. */
  bannerRequired?: boolean
  /** The longest message accepted, in bytes; 1 MB unless told. */
  maxMessageBytes?: number | undefined
}

/**
 * Turns the bytes of one connection into messages, wherever the chunks are cut. What came of an unfinished
 * message is held until the rest comes, so a new connection needs a new decoder: nothing is ever merged.
 */
export class AmiDecoder {
  bytes = 0
  messages = 0
  malformed = 0

  readonly #options: AmiDecoderOptions
  readonly #maxMessageBytes: number
  #bannerAwaited = true
  /** The unfinished message: the first `#heldBytes` of `#held`. */
  #held = NOTHING
  #heldBytes = 0

  constructor(options: AmiDecoderOptions) {
    this.#options = options
    this.#maxMessageBytes = options.maxMessageBytes ?? 1_000_000
  }

  /**
   * Decodes the next bytes and hands over each message that they complete. The chunk may be reused afterwards.
   * @throws AmiError OVERFLOW when a message passes its bound, PROTOCOL when a required banner is not one.
   */
  push(chunk: Buffer): void {
    this.bytes += chunk.length
    if (this.#heldBytes === 0) {
      const used = this.#decode(chunk)
      this.#hold(chunk, used)
      return
    }
    const before = this.#heldBytes
    this.#append(chunk)
    const held = this.#held.subarray(0, this.#heldBytes)
    // An end may straddle the chunks by three bytes; what lay before was searched already.
    const searched = Math.max(0, before - MESSAGE_END.length + 1)
    if (!this.#bannerAwaited && !held.toString('latin1', searched).includes(MESSAGE_END)) this.#boundHeld()
    else this.#hold(held, this.#decode(held))
  }

  /** Hands over the complete messages and returns how many bytes they took. */
  #decode(bytes: Buffer): number {
    // One latin1 copy finds the ends: its positions are byte positions. Each message then gets a string of its
    // own, so that a value kept for hours keeps its message alive and not the whole chunk.
    const text = bytes.toString('latin1')
    const encoding = isAscii(bytes) ? 'latin1' : 'utf8'
    let start = this.#bannerAwaited ? this.#readBanner(text) : 0
    if (this.#bannerAwaited) return start
    for (;;) {
      start = skipLineEnds(text, start)
      const end = text.indexOf(MESSAGE_END, start)
      if (end < 0) return start
      if (end - start > this.#maxMessageBytes) throw this.#overflow()
      const message = AmiMessage.read(bytes.toString(encoding, start, end))
      start = end + MESSAGE_END.length
      this.messages++
      if (message) {
        this.#options.onMessage(message)
      } else {
        this.malformed++
        this.#options.onMalformed?.()
      }
    }
  }

  /** Reads the first line, if it is there wholly, and returns where the messages begin. */
  #readBanner(text: string): number {
    const start = skipLineEnds(text, 0)
    const end = text.indexOf('\r\n', start)
    const begun = text.slice(start, end < 0 ? undefined : end)
    if (end < 0 ? BANNER.startsWith(begun.slice(0, BANNER.length)) : begun.startsWith(BANNER)) {
      if (begun.length > MAX_BANNER_BYTES) throw new AmiError('PROTOCOL', 'The banner has no end')
      if (end < 0) return start
      this.#bannerAwaited = false
      this.#options.onBanner?.(begun)
      return end + 2
    }
    if (this.#options.bannerRequired) throw new AmiError('PROTOCOL', 'The peer is not an Asterisk manager')
    this.#bannerAwaited = false
    return start
  }

  #append(chunk: Buffer): void {
    const size = this.#heldBytes + chunk.length
    if (size > this.#held.length) {
      const larger = Buffer.allocUnsafe(Math.max(size, this.#held.length * 2))
      this.#held.copy(larger, 0, 0, this.#heldBytes)
      this.#held = larger
    }
    chunk.copy(this.#held, this.#heldBytes)
    this.#heldBytes = size
  }

  /** Keeps what follows `used`; `bytes` may be the held part itself. */
  #hold(bytes: Buffer, used: number): void {
    this.#heldBytes = 0
    if (used < bytes.length) this.#append(bytes.subarray(used))
    this.#boundHeld()
  }

  #boundHeld(): void {
    if (this.#heldBytes > this.#maxMessageBytes) throw this.#overflow()
  }

  #overflow(): AmiError {
    this.#held = NOTHING
    this.#heldBytes = 0
    return new AmiError('OVERFLOW', `A message is longer than ${this.#maxMessageBytes} bytes`)
  }
}

/** Asterisk 16 sends a stray CR LF after some events; no message begins with one. */
function skipLineEnds(text: string, from: number): number {
  let at = from
  for (let code = text.charCodeAt(at); code === CR || code === LF; code = text.charCodeAt(at)) at++
  return at
}
