import {
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNull,
  like,
  lt,
  lte,
  ne,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Store } from '../../../platform/store/store.ts'
import type { FactOutcome } from '../../../platform/store/tables/facts.ts'
import type { Stretch } from '../periods/period.cover.ts'

export type VisitRow = Store['tables']['visitFacts']['$inferSelect']

/** Which visits are told. */
export interface VisitsAsked {
  readonly tenantId: string
  readonly queueIds: readonly string[] | undefined
  readonly period: Stretch
  /** Callers from within are left out by this rule; undefined: they are told as well. */
  readonly internal: { readonly digits: number; readonly prefixes: readonly string[] } | undefined
  readonly outcomes?: readonly FactOutcome[] | undefined
  readonly agentIds?: readonly string[] | undefined
  readonly number?: string | undefined
  readonly minWaitSeconds?: number | undefined
  readonly minTalkSeconds?: number | undefined
}

/** A call of a number that had given up. */
export interface LaterVisit {
  readonly callerNumber: string
  readonly joinedAt: Date
  readonly outcome: FactOutcome
  readonly answeredAt: Date | null
}

/** A call to such a number. */
export interface CallBack {
  readonly toNumber: string
  readonly startedAt: Date
  readonly answeredAt: Date | null
}

/** Numbers are the same when they end alike: dialed with a prefix, or shown without the country's. */
export const SAME_DIGITS = 7

/** Visits one by one. */
export class VisitReportStore {
  constructor(private readonly store: Store) {}

  /** The newest first. */
  async page(asked: VisitsAsked, limit: number, after?: { at: Date; id: string }): Promise<VisitRow[]> {
    const { visitFacts: f } = this.store.tables
    // The time alone says it again: by that an index is read from there on, and not from its beginning.
    const beyond =
      after &&
      and(
        lte(f.joinedAt, after.at),
        or(lt(f.joinedAt, after.at), and(eq(f.joinedAt, after.at), lt(f.id, after.id))),
      )
    return this.store
      .select()
      .from(f)
      .where(and(this.matching(asked), beyond))
      .orderBy(desc(f.joinedAt), desc(f.id))
      .limit(limit)
  }

  /** When which numbers joined; in no order. */
  async numbers(asked: VisitsAsked, limit: number): Promise<Pick<VisitRow, 'callerNumber' | 'joinedAt'>[]> {
    const { visitFacts: f } = this.store.tables
    return this.store
      .select({ callerNumber: f.callerNumber, joinedAt: f.joinedAt })
      .from(f)
      .where(this.matching(asked))
      .limit(limit)
  }

  /** Visits of numbers in a time; of `numbers`, or of all that `asked` matches. Withheld ones are nobody's. */
  async laterVisits(
    asked: VisitsAsked,
    stretch: Stretch,
    seenQueueIds: readonly string[] | undefined,
    numbers?: readonly string[],
  ): Promise<LaterVisit[]> {
    const { visitFacts: f } = this.store.tables
    return this.store
      .select({
        callerNumber: f.callerNumber,
        joinedAt: f.joinedAt,
        outcome: f.outcome,
        answeredAt: f.answeredAt,
      })
      .from(f)
      .where(
        and(
          eq(f.tenantId, asked.tenantId),
          gt(f.joinedAt, new Date(stretch.fromMs)),
          lte(f.joinedAt, new Date(stretch.untilMs)),
          seenQueueIds && inArray(f.queueId, [...seenQueueIds]),
          ne(f.callerNumber, ''),
          inArray(f.callerNumber, numbers ? [...numbers] : this.numbersOf(asked, f.callerNumber)),
        ),
      )
      .orderBy(asc(f.joinedAt))
  }

  /** Calls out to numbers in a time. */
  async callsBack(asked: VisitsAsked, stretch: Stretch, numbers?: readonly string[]): Promise<CallBack[]> {
    const { calls: c, visitFacts: f } = this.store.tables
    const end = (number: SQL | typeof c.toNumber | typeof f.callerNumber) =>
      sql<string>`right(${number}, ${sql.raw(String(SAME_DIGITS))})`
    const ends = numbers
      ? [...new Set(numbers.map((number) => number.slice(-SAME_DIGITS)))]
      : this.numbersOf(asked, end(f.callerNumber))
    return this.store
      .select({ toNumber: c.toNumber, startedAt: c.startedAt, answeredAt: c.answeredAt })
      .from(c)
      .where(
        and(
          eq(c.tenantId, asked.tenantId),
          eq(c.direction, 'OUTBOUND'),
          isNull(c.mergedIntoId),
          gt(c.startedAt, new Date(stretch.fromMs)),
          lte(c.startedAt, new Date(stretch.untilMs)),
          ne(c.toNumber, ''),
          inArray(end(c.toNumber), ends),
        ),
      )
      .orderBy(asc(c.startedAt))
  }

  private numbersOf(asked: VisitsAsked, number: SQL | Store['tables']['visitFacts']['callerNumber']) {
    const { visitFacts: f } = this.store.tables
    return this.store
      .select({ number: sql<string>`${number}`.as('number') })
      .from(f)
      .where(this.matching(asked))
  }

  private matching(asked: VisitsAsked): SQL | undefined {
    const { visitFacts: f } = this.store.tables
    const { tenantId, queueIds, period, internal, outcomes, agentIds, number } = asked
    return and(
      eq(f.tenantId, tenantId),
      gte(f.joinedAt, new Date(period.fromMs)),
      lt(f.joinedAt, new Date(period.untilMs)),
      queueIds && inArray(f.queueId, [...queueIds]),
      outcomes && inArray(f.outcome, [...outcomes]),
      agentIds && inArray(f.agentId, [...agentIds]),
      number === undefined ? undefined : or(like(f.callerNumber, `${number}%`), like(f.did, `${number}%`)),
      asked.minWaitSeconds === undefined ? undefined : gte(f.waitSeconds, asked.minWaitSeconds),
      asked.minTalkSeconds === undefined ? undefined : gte(f.talkSeconds, asked.minTalkSeconds),
      internal && internal.digits > 0
        ? or(eq(f.callerNumber, ''), sql`char_length(${f.callerNumber}) > ${internal.digits}`)
        : undefined,
      ...(internal?.prefixes ?? []).map((prefix) => not(like(f.callerNumber, `${prefix}%`))),
    )
  }
}
