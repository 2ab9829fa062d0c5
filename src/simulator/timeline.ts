import type { Clock } from '../platform/clock.ts'

type Task = { atMs: number; order: number; run: () => void; cancelled: boolean }
export type Cancel = () => void

/**
 * The simulated PBX's own time. Tasks run in the order of their due times, each at exactly its due time, however
 * late the machine's timer fires: so one seed gives one day at any speed.
 */
export class Timeline {
  #heap: Task[] = []
  #order = 0
  protected nowMs: number

  constructor(startMs: number) {
    this.nowMs = startMs
  }

  /** Milliseconds since 1970 in simulated time; never runs backwards. */
  now(): number {
    return this.nowMs
  }

  seconds(): number {
    return Math.floor(this.now() / 1000)
  }

  after(delayMs: number, run: () => void): Cancel {
    const task: Task = {
      atMs: this.now() + Math.max(0, delayMs),
      order: this.#order++,
      run,
      cancelled: false,
    }
    push(this.#heap, task)
    this.rescheduled()
    return () => {
      task.cancelled = true
    }
  }

  /** Runs what is due by now, so that whoever comes from outside finds the present. */
  catchUp(): void {}

  /** Runs everything due within the next `durationMs`, at once. */
  advance(durationMs: number): void {
    this.runUntil(this.now() + durationMs)
  }

  get pending(): number {
    return this.#heap.filter((task) => !task.cancelled).length
  }

  clear(): void {
    this.#heap = []
  }

  protected nextAtMs(): number | undefined {
    while (this.#heap[0]?.cancelled) pop(this.#heap)
    return this.#heap[0]?.atMs
  }

  protected runUntil(untilMs: number): void {
    for (let atMs = this.nextAtMs(); atMs !== undefined && atMs <= untilMs; atMs = this.nextAtMs()) {
      const task = pop(this.#heap)
      if (!task) break
      this.nowMs = Math.max(this.nowMs, task.atMs)
      task.run()
    }
    this.nowMs = Math.max(this.nowMs, untilMs)
  }

  /** The earliest task may have changed. */
  protected rescheduled(): void {}
}

/**
 * A timeline that follows a clock, `speed` times as fast, from start() to stop(). `now()` is the time of the latest
 * task or catchUp().
 */
export class RunningTimeline extends Timeline {
  #timer: NodeJS.Timeout | undefined
  #startedTicks: number | undefined
  #startedMs = 0
  #running = false

  constructor(
    private readonly clock: Clock,
    private readonly speed: number,
    startMs: number,
  ) {
    super(startMs)
  }

  start(): void {
    this.#startedMs = this.nowMs
    this.#startedTicks = this.clock.ticks()
    this.rescheduled()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#startedTicks = undefined
    this.clear()
  }

  protected override runUntil(untilMs: number): void {
    this.#running = true
    try {
      super.runUntil(untilMs)
    } finally {
      this.#running = false
    }
  }

  protected override rescheduled(): void {
    if (this.#startedTicks === undefined || this.#running) return
    clearTimeout(this.#timer)
    const nextAtMs = this.nextAtMs()
    if (nextAtMs === undefined) return
    const dueTicks = this.#startedTicks + (nextAtMs - this.#startedMs) / this.speed
    const waitMs = Math.min(Math.ceil(dueTicks - this.clock.ticks()), 2 ** 31 - 1)
    this.#timer = setTimeout(() => this.catchUp(), Math.max(0, waitMs))
  }

  override catchUp(): void {
    if (this.#startedTicks === undefined || this.#running) return
    this.runUntil(this.#startedMs + (this.clock.ticks() - this.#startedTicks) * this.speed)
    this.rescheduled()
  }
}

/** Timers that end together with what they belong to. */
export class Timers {
  readonly #cancels = new Set<Cancel>()

  constructor(private readonly timeline: Timeline) {}

  after(delayMs: number, run: () => void): Cancel {
    const cancel = this.timeline.after(delayMs, () => {
      this.#cancels.delete(cancel)
      run()
    })
    this.#cancels.add(cancel)
    return cancel
  }

  cancelAll(): void {
    for (const cancel of this.#cancels) cancel()
    this.#cancels.clear()
  }
}

const before = (a: Task, b: Task) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)

function push(heap: Task[], task: Task): void {
  heap.push(task)
  for (let at = heap.length - 1; at > 0; ) {
    const parent = (at - 1) >> 1
    if (!before(task, heap[parent]!)) break
    heap[at] = heap[parent]!
    heap[parent] = task
    at = parent
  }
}

function pop(heap: Task[]): Task | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (!last || heap.length === 0) return first
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
    if (!before(heap[child]!, last)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
  return first
}
