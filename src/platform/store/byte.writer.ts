const STEP_BYTES = 65_536
/** More than are ever on their way. */
const MOST_FREE = 16
/** The driver's own way is quicker from here on. */
const SHORT_CHARACTERS = 64
const TWO_32 = 2 ** 32
const DASH = 0x2d
const ZERO = 0x30

/** What a character of a hexadecimal number is worth; 255 for those that are none. */
const NIBBLES = new Uint8Array(256).fill(255)
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  NIBBLES[digit.charCodeAt(0)] = value
  NIBBLES[digit.toUpperCase().charCodeAt(0)] = value
}

/** Memory that was written to and is free again, so that it is not left to the collector of garbage each time. */
export class FreeBuffers {
  private readonly buffers: ArrayBuffer[] = []

  add(buffer: ArrayBuffer): void {
    if (this.buffers.length >= MOST_FREE) return
    this.buffers.push(buffer)
    this.buffers.sort((a, b) => a.byteLength - b.byteLength)
  }

  /** The smallest that holds so many bytes, or a new one. */
  take(bytes: number): Buffer {
    const found = this.buffers.findIndex(({ byteLength }) => byteLength >= bytes)
    if (found < 0) return Buffer.allocUnsafeSlow(Math.ceil(bytes / STEP_BYTES) * STEP_BYTES)
    return Buffer.from(this.buffers.splice(found, 1)[0]!)
  }
}

/** Bytes written one after the other, into memory that grows: numbers have their highest byte first. */
export class ByteWriter {
  private bytes: Buffer
  private at = 0

  constructor(private readonly free: FreeBuffers) {
    this.bytes = free.take(STEP_BYTES)
  }

  /** What was written since the last time, in memory of its own that may be handed to another thread. */
  take(): Uint8Array {
    const taken = new Uint8Array(this.bytes.buffer, 0, this.at)
    // The next will be as many, or some more.
    this.bytes = this.free.take(this.at * 1.25)
    this.at = 0
    return taken
  }

  byte(value: number): void {
    this.room(1)
    this.bytes[this.at++] = value
  }

  int16(value: number): void {
    this.room(2)
    this.at = this.bytes.writeInt16BE(value, this.at)
  }

  /** @throws RangeError for what is no whole number of 32 bits. */
  int32(value: number): void {
    this.room(4)
    if ((value | 0) !== value) throw new RangeError(`Not a whole number of 32 bits: ${value}`)
    this.putInt32(value, this.at)
    this.at += 4
  }

  /** A whole number of up to 63 bits, given as a product: by itself it may be more than a number holds. */
  int64(value: number, factor: number): void {
    this.room(8)
    const high = Math.floor(value / TWO_32)
    const low = (value - high * TWO_32) * factor
    const carried = Math.floor(low / TWO_32)
    this.putInt32(high * factor + carried, this.at)
    this.putInt32(low - carried * TWO_32, this.at + 4)
    this.at += 8
  }

  /** The last so many digits of a whole number. */
  digits(value: number, count: number): void {
    this.room(count)
    let rest = value
    for (let at = this.at + count - 1; at >= this.at; at -= 1) {
      this.bytes[at] = ZERO + (rest % 10)
      rest = Math.floor(rest / 10)
    }
    this.at += count
  }

  double(value: number): void {
    this.room(8)
    this.at = this.bytes.writeDoubleBE(value, this.at)
  }

  /**
   * The 16 bytes of a UUID.
   * @returns false, and nothing is written, for what is none
   */
  uuid(text: string): boolean {
    this.room(16)
    if (text.length !== 36) return false
    const { bytes, at } = this
    let digit = 0
    for (let index = 0; index < 16; index += 1) {
      if (index === 4 || index === 6 || index === 8 || index === 10)
        if (text.charCodeAt(digit++) !== DASH) return false
      const high = NIBBLES[text.charCodeAt(digit++)] ?? 255
      const low = NIBBLES[text.charCodeAt(digit++)] ?? 255
      if ((high | low) > 15) return false
      bytes[at + index] = (high << 4) | low
    }
    this.at += 16
    return true
  }

  /** In UTF-8. */
  text(text: string): void {
    this.room(text.length * 3)
    if (text.length > SHORT_CHARACTERS || !this.ascii(text)) this.at += this.bytes.write(text, this.at)
  }

  /** In UTF-8, behind its length in 32 bits. */
  countedText(text: string): void {
    const before = this.at
    this.int32(0)
    this.text(text)
    this.putInt32(this.at - before - 4, before)
  }

  /** @returns false, and nothing is written, for text that has other characters */
  private ascii(text: string): boolean {
    const { bytes, at } = this
    const { length } = text
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index)
      if (code > 0x7f) return false
      bytes[at + index] = code
    }
    this.at += length
    return true
  }

  private putInt32(value: number, at: number): void {
    const { bytes } = this
    bytes[at] = value >>> 24
    bytes[at + 1] = value >>> 16
    bytes[at + 2] = value >>> 8
    bytes[at + 3] = value
  }

  private room(more: number): void {
    const { bytes, at } = this
    if (at + more <= bytes.length) return
    this.bytes = this.free.take(Math.max(bytes.length * 2, at + more))
    bytes.copy(this.bytes, 0, 0, at)
    this.free.add(bytes.buffer as ArrayBuffer)
  }
}
