import { and, asc, eq, gte, lt, ne } from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'

/** What is known already of the time that is to be taken over. */
export class CallCenterStore {
  constructor(private readonly store: Store) {}

  /**
   * When the first visit of a period was that a PBX's own log or events have told; undefined for none. What tells
   * the same visits as well would count them twice.
   */
  async firstTold(pbxId: string, from: Date | undefined, until: Date): Promise<Date | undefined> {
    const { visitFacts: visits, queues } = this.store.tables
    const ofPbx = await this.store.select({ id: queues.id }).from(queues).where(eq(queues.pbxId, pbxId))
    let first: Date | undefined
    for (const { id } of ofPbx) {
      const [told] = await this.store
        .select({ joinedAt: visits.joinedAt })
        .from(visits)
        .where(
          and(
            eq(visits.queueId, id),
            ne(visits.source, 'IMPORT'),
            from && gte(visits.joinedAt, from),
            lt(visits.joinedAt, until),
          ),
        )
        .orderBy(asc(visits.joinedAt))
        .limit(1)
      if (told && (!first || told.joinedAt < first)) first = told.joinedAt
    }
    return first
  }
}
