/** Counts how often anything else could have run: what holds up the event loop leaves few turns, on any machine. */
export class Turns {
  private count = 0
  private isOver = false

  constructor() {
    const turn = () => {
      this.count++
      if (!this.isOver) setImmediate(turn)
    }
    setImmediate(turn)
  }

  stop(): number {
    this.isOver = true
    return this.count
  }
}
