import { and, asc, count, eq, gt, gte, inArray, like, lt, or, type SQL, sum } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'
import type { ExportQuery } from './export.request.ts'

export type VisitFactRow = Store['tables']['visitFacts']['$inferSelect']

export interface VisitScope {
  readonly tenantId: string
  /** The queues of who is confined to some. */
  readonly queueIds: readonly string[] | undefined
}

/** Visits to queues, in the order they began. */
export class VisitExportStore {
  constructor(private readonly store: Store) {}

  async page(
    scope: VisitScope,
    query: ExportQuery,
    limit: number,
    after: { at: Date; id: string } | undefined,
  ): Promise<VisitFactRow[]> {
    const { visitFacts } = this.store.tables
    const beyond =
      after &&
      or(
        gt(visitFacts.joinedAt, after.at),
        and(eq(visitFacts.joinedAt, after.at), gt(visitFacts.id, after.id)),
      )
    return (
      this.store
        .select()
        .from(visitFacts)
        // The bound on time is repeated where a page goes on, so that the index is read from there.
        .where(and(this.matching(scope, query), after && gte(visitFacts.joinedAt, after.at), beyond))
        .orderBy(asc(visitFacts.joinedAt), asc(visitFacts.id))
        .limit(limit)
    )
  }

  /** How many came out how, and what they waited and talked. */
  async sums(scope: VisitScope, query: ExportQuery) {
    const { visitFacts } = this.store.tables
    return this.store
      .select({
        outcome: visitFacts.outcome,
        count: count(),
        waitSeconds: sum(visitFacts.waitSeconds).mapWith(Number),
        talkSeconds: sum(visitFacts.talkSeconds).mapWith(Number),
      })
      .from(visitFacts)
      .where(this.matching(scope, query))
      .groupBy(visitFacts.outcome)
  }

  private matching({ tenantId, queueIds }: VisitScope, query: ExportQuery): SQL | undefined {
    const { visitFacts } = this.store.tables
    const prefix = query.number === undefined ? undefined : `${query.number}%`
    return and(
      eq(visitFacts.tenantId, tenantId),
      gte(visitFacts.joinedAt, query.from),
      lt(visitFacts.joinedAt, query.until),
      queueIds && inArray(visitFacts.queueId, [...queueIds]),
      query.queueIds && inArray(visitFacts.queueId, [...query.queueIds]),
      query.agentIds && inArray(visitFacts.agentId, [...query.agentIds]),
      prefix === undefined
        ? undefined
        : or(like(visitFacts.callerNumber, prefix), like(visitFacts.did, prefix)),
    )
  }
}
