import { OPEN_END } from '../../../platform/store/tables/facts.ts'
import type { FactRows, RingFactRow, SessionFactRow, VisitFactRow } from './fact.recorder.ts'

/** A stretch of a queue's time in which visits that changed had begun. */
export interface DirtyTime {
  readonly queueId: string
  readonly fromMs: number
  readonly untilMs: number
}

/** What changed of a tenant's facts. */
export interface DirtyFacts {
  visits: DirtyTime[]
  /** From when until when rings, sessions and pauses are told otherwise now. */
  agentTimeFromMs?: number
  agentTimeUntilMs?: number
  /** From when until when rings were added or removed. */
  rings?: { fromMs: number; untilMs: number }
  /** From when until when something happened that these facts tell. */
  toldFromMs: number
  toldUntilMs: number
}

interface Stretch {
  fromMs: number
  untilMs: number
}

interface Touched extends Omit<DirtyFacts, 'visits'> {
  readonly queues: Map<string, Stretch>
}

const OPEN_END_MS = OPEN_END.getTime()

/** What facts touch that are written together, by tenant. */
export class TouchedFacts {
  private readonly tenants = new Map<string, Touched>()

  all({ visits, rings, sessions, pauses }: FactRows): void {
    for (const row of visits) this.visit(row)
    for (const row of rings) this.ring(row)
    for (const row of sessions) this.presence(row)
    for (const row of pauses) this.presence(row)
  }

  visit({ tenantId, queueId, joinedAt, endedAt }: VisitFactRow): void {
    const each = this.of(tenantId)
    const ms = joinedAt.getTime()
    tell(each, ms)
    if (endedAt) tell(each, endedAt.getTime())
    const stretch = each.queues.get(queueId)
    if (stretch) widen(stretch, ms)
    else each.queues.set(queueId, { fromMs: ms, untilMs: ms })
  }

  ring({ tenantId, endedAt }: RingFactRow): void {
    const each = this.of(tenantId)
    const ms = endedAt.getTime()
    tell(each, ms)
    touch(each, ms, ms)
    if (each.rings) widen(each.rings, ms)
    else each.rings = { fromMs: ms, untilMs: ms }
  }

  /** A session or a pause. What is over now may have been open, and then it counted in all days until the present one. */
  presence({ tenantId, startedAt, endedAt }: SessionFactRow): void {
    const each = this.of(tenantId)
    const [startedMs, endedMs] = [startedAt.getTime(), endedAt.getTime()]
    // Its beginning was told before its end, or is concluded from it.
    tell(each, endedMs === OPEN_END_MS ? startedMs : endedMs)
    touch(each, startedMs, Number.POSITIVE_INFINITY)
  }

  byTenant(): Map<string, DirtyFacts> {
    const dirty = new Map<string, DirtyFacts>()
    for (const [tenantId, { queues, ...times }] of this.tenants)
      dirty.set(tenantId, {
        ...times,
        visits: [...queues].map(([queueId, stretch]) => ({ queueId, ...stretch })),
      })
    return dirty
  }

  private of(tenantId: string): Touched {
    let each = this.tenants.get(tenantId)
    if (!each) {
      each = {
        queues: new Map(),
        toldFromMs: Number.POSITIVE_INFINITY,
        toldUntilMs: Number.NEGATIVE_INFINITY,
      }
      this.tenants.set(tenantId, each)
    }
    return each
  }
}

function tell(each: Touched, ms: number): void {
  if (ms < each.toldFromMs) each.toldFromMs = ms
  if (ms > each.toldUntilMs) each.toldUntilMs = ms
}

function touch(each: Touched, fromMs: number, untilMs: number): void {
  each.agentTimeFromMs = Math.min(each.agentTimeFromMs ?? fromMs, fromMs)
  each.agentTimeUntilMs = Math.max(each.agentTimeUntilMs ?? untilMs, untilMs)
}

function widen(stretch: Stretch, ms: number): void {
  if (ms < stretch.fromMs) stretch.fromMs = ms
  if (ms > stretch.untilMs) stretch.untilMs = ms
}

/** What these rows touch, by tenant. */
export function dirtyOf(rows: FactRows): Map<string, DirtyFacts> {
  const touched = new TouchedFacts()
  touched.all(rows)
  return touched.byTenant()
}
