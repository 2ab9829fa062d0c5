import { DomainError } from '../errors.ts'

/** What a reader of a LiveMap gets: values, and the answer whether a key is still part of what it watches. */
export interface LiveStream<Key, Value> extends AsyncIterableIterator<Value> {
  /** False once the key was deleted or its value is no longer wanted: then a late reader must not get it. */
  holds(key: Key): boolean
}

const DONE = { value: undefined, done: true } as const

/** One reader: hands values over as they come, or keeps them until asked. Subclasses say what is kept. */
abstract class Reader<Value> implements AsyncIterableIterator<Value> {
  private wake: { resolve(result: IteratorResult<Value>): void; reject(error: unknown): void } | undefined
  private failure: unknown
  private closed = false

  protected abstract shift(): IteratorResult<Value> | undefined
  protected abstract clear(): void
  protected abstract leave(): void

  /** True when a waiting reader took the value. */
  protected handOver(value: Value): boolean {
    const wake = this.wake
    if (!wake) return false
    this.wake = undefined
    wake.resolve({ value, done: false })
    return true
  }

  /** Ends the reading with an error, after which nothing is kept. */
  fail(error: unknown): void {
    if (this.closed) return
    this.failure = error
    this.close()
  }

  private close(): void {
    this.closed = true
    this.leave()
    this.clear()
    const wake = this.wake
    this.wake = undefined
    if (!wake) return
    if (this.failure === undefined) wake.resolve(DONE)
    else {
      wake.reject(this.failure)
      this.failure = undefined
    }
  }

  next(): Promise<IteratorResult<Value>> {
    if (this.closed) {
      const failure = this.failure
      this.failure = undefined
      return failure === undefined ? Promise.resolve(DONE) : Promise.reject(failure)
    }
    const kept = this.shift()
    if (kept) return Promise.resolve(kept)
    if (this.wake) return Promise.reject(new Error('A stream is read by one reader, one value at a time.'))
    return new Promise((resolve, reject) => {
      this.wake = { resolve, reject }
    })
  }

  return(): Promise<IteratorResult<Value>> {
    if (!this.closed) this.close()
    return Promise.resolve(DONE)
  }

  throw(): Promise<IteratorResult<Value>> {
    return this.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}

class MapReader<Key, Value> extends Reader<Value> implements LiveStream<Key, Value> {
  private readonly pending = new Map<Key, Value>()

  constructor(
    private readonly source: LiveMap<Key, Value>,
    private readonly readers: Set<MapReader<Key, Value>>,
    private readonly wanted: (value: Value) => boolean,
  ) {
    super()
    readers.add(this)
  }

  /** A filter that throws ends its own stream, never the one who sets values. */
  read(key: Key, value: Value): void {
    try {
      if (!this.wanted(value)) this.pending.delete(key)
      else if (!this.handOver(value)) this.pending.set(key, value)
    } catch (error) {
      this.fail(error)
    }
  }

  forget(key: Key): void {
    this.pending.delete(key)
  }

  holds(key: Key): boolean {
    const value = this.source.get(key)
    return value !== undefined && this.wanted(value)
  }

  protected shift(): IteratorResult<Value> | undefined {
    for (const [key, value] of this.pending) {
      this.pending.delete(key)
      return { value, done: false }
    }
    return undefined
  }

  protected clear(): void {
    this.pending.clear()
  }

  protected leave(): void {
    this.readers.delete(this)
  }
}

/**
 * State: the latest value of every key, and streams of its changes. A slow reader skips to the latest of each
 * key, so that nothing grows beyond the number of keys. As a subscription's root value carries `id`, the key
 * has to be that id.
 */
export class LiveMap<Key, Value> {
  private readonly values = new Map<Key, Value>()
  private readonly readers = new Set<MapReader<Key, Value>>()

  get(key: Key): Value | undefined {
    return this.values.get(key)
  }

  set(key: Key, value: Value): void {
    this.values.set(key, value)
    for (const reader of this.readers) reader.read(key, value)
  }

  /** Forgets a key. `last`, when given, is what its readers see of it at the end, such as a call that ENDED. */
  delete(key: Key, last?: Value): boolean {
    const existed = this.values.delete(key)
    for (const reader of this.readers) {
      if (last === undefined) reader.forget(key)
      else reader.read(key, last)
    }
    return existed
  }

  entries(): MapIterator<[Key, Value]> {
    return this.values.entries()
  }

  all(): MapIterator<Value> {
    return this.values.values()
  }

  get size(): number {
    return this.values.size
  }

  get readerCount(): number {
    return this.readers.size
  }

  /** Everything that `wanted` picks as it stands, then its changes. End it with `return()`. */
  watch(wanted: (value: Value) => boolean = () => true): LiveStream<Key, Value> {
    const reader = new MapReader(this, this.readers, wanted)
    for (const [key, value] of this.values) reader.read(key, value)
    return reader
  }
}

class FactReader<Fact> extends Reader<Fact> {
  private kept: Fact[] = []
  private head = 0

  constructor(
    private readonly readers: Set<FactReader<Fact>>,
    private readonly wanted: (fact: Fact) => boolean,
    private readonly limit: number,
  ) {
    super()
    readers.add(this)
  }

  read(fact: Fact): void {
    try {
      if (!this.wanted(fact) || this.handOver(fact)) return
      if (this.kept.length - this.head >= this.limit)
        throw new DomainError('TOO_FAR_BEHIND', [], { limit: this.limit })
      this.kept.push(fact)
    } catch (error) {
      this.fail(error)
    }
  }

  protected shift(): IteratorResult<Fact> | undefined {
    if (this.head === this.kept.length) return undefined
    const value = this.kept[this.head++]!
    if (this.head === this.kept.length) this.clear()
    else if (this.head > 1000 && this.head * 2 > this.kept.length) {
      this.kept = this.kept.slice(this.head)
      this.head = 0
    }
    return { value, done: false }
  }

  protected clear(): void {
    this.kept = []
    this.head = 0
  }

  protected leave(): void {
    this.readers.delete(this)
  }
}

/** Facts: every reader gets every event from now on. One who falls too far behind gets an error, not a gap. */
export class FactStream<Fact> {
  private readonly readers = new Set<FactReader<Fact>>()

  /** @param limit how many facts wait for one reader before it is ended with TOO_FAR_BEHIND. */
  constructor(private readonly limit = 10_000) {}

  publish(fact: Fact): void {
    for (const reader of this.readers) reader.read(fact)
  }

  get readerCount(): number {
    return this.readers.size
  }

  watch(wanted: (fact: Fact) => boolean = () => true): AsyncIterableIterator<Fact> {
    return new FactReader(this.readers, wanted, this.limit)
  }
}
