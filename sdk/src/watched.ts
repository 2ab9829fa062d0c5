/** A value that others watch. A listener that throws harms nobody else. */
export class Watched<Value> {
  private readonly listeners = new Set<(value: Value) => void>()
  private current: Value

  constructor(value: Value) {
    this.current = value
  }

  get value(): Value {
    return this.current
  }

  set(value: Value): void {
    if (value === this.current) return
    this.current = value
    for (const listener of [...this.listeners])
      try {
        listener(value)
      } catch (error) {
        console.error(error)
      }
  }

  /** @returns stops it. */
  watch(listener: (value: Value) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }
}
