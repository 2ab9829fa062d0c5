/**
 * Collects what changed and hands it over once per turn of the event loop, however often each changed: a
 * chunk of a hundred events makes one message of state, not a hundred.
 */
export class Turn<Item> {
  private readonly items = new Set<Item>()
  private isScheduled = false

  constructor(private readonly handle: (items: ReadonlySet<Item>) => void) {}

  add(item: Item): void {
    this.items.add(item)
    if (this.isScheduled) return
    this.isScheduled = true
    setImmediate(() => this.flush())
  }

  /** Hands over at once what waits for the end of the turn. */
  flush(): void {
    this.isScheduled = false
    if (this.items.size === 0) return
    const items = new Set(this.items)
    this.items.clear()
    this.handle(items)
  }
}
