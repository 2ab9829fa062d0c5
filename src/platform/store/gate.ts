/** Lets a fixed number of holders in; others wait in order, each for a limited time. */
export class Gate {
  private free: number
  private readonly waiting = new Set<{ enter: () => void; refuse: (error: Error) => void }>()

  constructor(
    size: number,
    private readonly patienceMs: number,
    private readonly tooLate: () => Error,
  ) {
    this.free = size
  }

  /** Resolves with the way out, which must be called once. */
  async enter(): Promise<() => void> {
    if (this.free > 0) this.free -= 1
    else await this.wait()
    return () => this.leave()
  }

  /** Refuses all who wait. */
  refuse(error: Error): void {
    for (const { refuse } of [...this.waiting]) refuse(error)
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        this.waiting.delete(place)
        act()
      }
      const place = {
        enter: () => settle(resolve),
        refuse: (error: Error) => settle(() => reject(error)),
      }
      const timer = setTimeout(() => place.refuse(this.tooLate()), this.patienceMs)
      this.waiting.add(place)
    })
  }

  private leave(): void {
    const [next] = this.waiting
    if (next) next.enter()
    else this.free += 1
  }
}
