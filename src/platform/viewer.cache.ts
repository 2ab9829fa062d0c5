import type { Clock } from './clock.ts'
import { isUnavailable } from './store/faults.ts'

/** A change made elsewhere is seen after this time at the latest; one made here at once. */
const FRESH_MS = 3_000
/** While the database is away, who was signed in stays so for this long. */
const WITHOUT_DATABASE_MS = 15 * 60_000
const LIMIT = 20_000

interface Entry<Known> {
  viewer: Known
  loadedAt: number
  checkedAt: number
}

/** Who a session or a display link stands for, asked from the store at most every few seconds. */
export class ViewerCache<Known extends { readonly userId: string }> {
  private readonly entries = new Map<string, Entry<Known>>()
  private readonly loading = new Map<string, Promise<Known | undefined>>()
  /** Rises at every change, so that what was read before it is not kept after it. */
  private turn = 0

  constructor(
    private readonly load: (sessionId: string) => Promise<Known | undefined>,
    private readonly clock: Clock,
  ) {}

  async get(sessionId: string): Promise<Known | undefined> {
    const known = this.entries.get(sessionId)
    if (known && this.clock.ticks() - known.checkedAt < FRESH_MS) return known.viewer
    try {
      return await this.loadOnce(sessionId)
    } catch (error) {
      const { clock } = this
      if (!known || !isUnavailable(error) || clock.ticks() - known.loadedAt > WITHOUT_DATABASE_MS) throw error
      known.checkedAt = clock.ticks()
      return known.viewer
    }
  }

  /** A user's rights or sign-ins changed. */
  forgetUser(userId: string): void {
    this.turn++
    this.loading.clear()
    for (const [sessionId, { viewer }] of this.entries)
      if (viewer.userId === userId) this.entries.delete(sessionId)
  }

  private loadOnce(sessionId: string): Promise<Known | undefined> {
    let loading = this.loading.get(sessionId)
    if (!loading) {
      loading = this.loadAndKeep(sessionId).finally(() => {
        if (this.loading.get(sessionId) === loading) this.loading.delete(sessionId)
      })
      this.loading.set(sessionId, loading)
    }
    return loading
  }

  private async loadAndKeep(sessionId: string): Promise<Known | undefined> {
    const { turn } = this
    const viewer = await this.load(sessionId)
    if (turn !== this.turn) return viewer
    this.entries.delete(sessionId)
    if (!viewer) return undefined
    const now = this.clock.ticks()
    this.entries.set(sessionId, { viewer, loadedAt: now, checkedAt: now })
    if (this.entries.size > LIMIT) this.entries.delete(this.entries.keys().next().value!)
    return viewer
  }
}
