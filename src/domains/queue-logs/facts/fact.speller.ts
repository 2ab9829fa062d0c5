import type { BulkStatement } from '../../../platform/store/bulk.ts'
import type { NewRows } from '../../../platform/store/new.rows.ts'
import type { RowEncoder } from '../../../platform/store/row.encoder.ts'
import type {
  FactRecorder,
  FactRows,
  PauseFactRow,
  RingFactRow,
  SessionFactRow,
  VisitFactRow,
} from './fact.recorder.ts'
import { type EncodedFacts, IF_MISSING, IF_NEWER } from './fact.store.ts'
import type { FactBatch } from './fact.types.ts'
import { TouchedFacts } from './touched.facts.ts'

/** Spells facts where there is no store, as they come, to be written together by `FactStore.writeEncoded`. */
export class FactSpeller {
  private readonly visits: NewRows<VisitFactRow>
  private readonly rings: NewRows<RingFactRow>
  private readonly sessions: NewRows<SessionFactRow>
  private readonly pauses: NewRows<PauseFactRow>
  private touched = new TouchedFacts()

  constructor(
    private readonly encoder: RowEncoder,
    private readonly recorder: FactRecorder,
  ) {
    const { visitFacts, ringFacts, sessionFacts, pauseFacts } = encoder.tables
    this.visits = encoder.newRows(visitFacts, IF_NEWER)
    this.rings = encoder.newRows(ringFacts, IF_MISSING)
    this.sessions = encoder.newRows(sessionFacts, IF_NEWER)
    this.pauses = encoder.newRows(pauseFacts, IF_NEWER)
  }

  /** Facts of which most likely none is known; it does no harm where one is. */
  takeNew({ visits, rings, sessions, pauses }: FactBatch): void {
    const { recorder, touched } = this
    for (const fact of visits) {
      const row = recorder.visit(fact)
      this.visits.add(row)
      touched.visit(row)
    }
    for (const fact of rings) {
      const row = recorder.ring(fact)
      this.rings.add(row)
      touched.ring(row)
    }
    for (const fact of sessions) {
      const row = recorder.session(fact)
      this.sessions.add(row)
      touched.presence(row)
    }
    for (const fact of pauses) {
      const row = recorder.pause(fact)
      this.pauses.add(row)
      touched.presence(row)
    }
  }

  /** All that was taken since the last time, and behind it facts that may be known already. */
  drain(known: FactBatch): EncodedFacts {
    const rows = this.recorder.rows(known)
    this.touched.all(rows)
    const statements = [
      ...[this.visits, this.rings, this.sessions, this.pauses].flatMap((each) => each.take()),
      ...this.upserts(rows),
    ]
    const dirty = this.touched.byTenant()
    this.touched = new TouchedFacts()
    return { statements, dirty }
  }

  private upserts({ visits, rings, sessions, pauses }: FactRows): BulkStatement[] {
    const { encoder } = this
    const { visitFacts, ringFacts, sessionFacts, pauseFacts } = encoder.tables
    return [
      ...encoder.encode(visitFacts, visits, IF_NEWER),
      ...encoder.encode(ringFacts, rings, IF_MISSING),
      ...encoder.encode(sessionFacts, sessions, IF_NEWER),
      ...encoder.encode(pauseFacts, pauses, IF_NEWER),
    ]
  }
}
