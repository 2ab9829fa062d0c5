/** How many of something each holder may have at once. */
export class Quota {
  private readonly held = new Map<string, number>()

  constructor(private readonly limit: number) {}

  /** False when the holder has as many as it may. */
  take(holder: string): boolean {
    const count = this.held.get(holder) ?? 0
    if (count >= this.limit) return false
    this.held.set(holder, count + 1)
    return true
  }

  give(holder: string): void {
    const count = this.held.get(holder) ?? 0
    if (count > 1) this.held.set(holder, count - 1)
    else this.held.delete(holder)
  }
}
