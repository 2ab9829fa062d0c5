/**
 * Many streams of changes as one stream of pictures: a picture is made when something has changed, of the state
 * as it is then, and not before `minIntervalMs` have passed since the last. Nothing is kept for a slow reader.
 */
export class Throttled<Picture> implements AsyncIterableIterator<Picture> {
  private hasChanged = true
  private isOver = false
  private lastAt = Number.NEGATIVE_INFINITY
  private timer: NodeJS.Timeout | undefined
  private reader: { resolve(result: IteratorResult<Picture>): void; reject(error: unknown): void } | undefined

  constructor(
    private readonly sources: readonly AsyncIterableIterator<unknown>[],
    private readonly minIntervalMs: number,
    private readonly take: () => Picture,
  ) {
    for (const source of sources) void this.follow(source)
  }

  next(): Promise<IteratorResult<Picture>> {
    if (this.isOver) return Promise.resolve({ value: undefined, done: true })
    return new Promise((resolve, reject) => {
      this.reader = { resolve, reject }
      this.schedule()
    })
  }

  async return(): Promise<IteratorResult<Picture>> {
    this.isOver = true
    clearTimeout(this.timer)
    this.reader?.resolve({ value: undefined, done: true })
    this.reader = undefined
    await Promise.all(this.sources.map((source) => source.return?.()))
    return { value: undefined, done: true }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  private async follow(source: AsyncIterableIterator<unknown>): Promise<void> {
    try {
      for await (const _ of source) {
        this.hasChanged = true
        this.schedule()
      }
    } catch (error) {
      this.reader?.reject(error)
      await this.return()
    }
  }

  private schedule(): void {
    if (!this.reader || !this.hasChanged || this.timer) return
    const waitMs = Math.max(0, this.lastAt + this.minIntervalMs - performance.now())
    this.timer = setTimeout(() => this.deliver(), waitMs)
  }

  private deliver(): void {
    this.timer = undefined
    const { reader } = this
    if (!reader) return
    this.reader = undefined
    this.hasChanged = false
    this.lastAt = performance.now()
    try {
      reader.resolve({ value: this.take(), done: false })
    } catch (error) {
      reader.reject(error)
    }
  }
}
