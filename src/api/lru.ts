/** Keeps what was used last, up to a number of entries. */
export class Lru<Key, Value> {
  private readonly entries = new Map<Key, Value>()

  constructor(
    private readonly limit: number,
    private readonly dropped: (key: Key, value: Value) => void = () => {},
  ) {}

  get(key: Key): Value | undefined {
    const value = this.entries.get(key)
    if (value === undefined) return undefined
    this.entries.delete(key)
    this.entries.set(key, value)
    return value
  }

  set(key: Key, value: Value): void {
    this.entries.delete(key)
    this.entries.set(key, value)
    if (this.entries.size <= this.limit) return
    for (const [oldest, old] of this.entries) {
      this.entries.delete(oldest)
      this.dropped(oldest, old)
      return
    }
  }

  get size(): number {
    return this.entries.size
  }
}
