import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { Store } from '../../platform/store/store.ts'
import type { CallRecord, CallRow, LegRow, VisitRow } from './call.record.ts'

/** A call that was open when it was last written, with what is needed to go on with it. */
export interface OpenCall {
  call: CallRow
  legs: LegRow[]
  visits: VisitRow[]
}

const MAX_OPEN = 20_000

/** Calls as they are kept: written, taken up again after a stop, and removed with their PBX. */
export class CallKeeperStore {
  constructor(private readonly store: Store) {}

  /** Writes records in any order and however often; of each row the newest version stays. */
  async write(records: readonly CallRecord[]): Promise<void> {
    const { calls, callLegs, queueVisits, callEvents } = this.store.tables
    const events = records.flatMap((record) => record.events)
    const legs = records.flatMap((record) => record.legs)
    const visits = records.flatMap((record) => record.visits)
    await this.store.transaction(async () => {
      const newest = { key: ['id' as const], newer: 'version' as const }
      await this.store.bulkUpsert(
        calls,
        records.map((record) => record.call),
        newest,
      )
      await this.store.bulkUpsert(callLegs, legs, newest)
      await this.store.bulkUpsert(queueVisits, visits, newest)
      await this.store.bulkUpsert(callEvents, events, { key: ['id'], overwrite: ['tenantId'] })
    })
  }

  /** The calls of a PBX that have no end yet. */
  async openCalls(pbxId: string): Promise<OpenCall[]> {
    const { calls, callLegs, queueVisits } = this.store.tables
    const rows = await this.store
      .select()
      .from(calls)
      .where(and(eq(calls.pbxId, pbxId), ne(calls.state, 'ENDED')))
      .limit(MAX_OPEN)
    const open = new Map(
      rows.map((call) => [call.id, { call, legs: [] as LegRow[], visits: [] as VisitRow[] }]),
    )
    const ids = [...open.keys()]
    for (let at = 0; at < ids.length; at += 500) {
      const some = ids.slice(at, at + 500)
      const ofSome = (parts: typeof callLegs | typeof queueVisits) => inArray(parts.callId, some)
      for (const leg of await this.store
        .select()
        .from(callLegs)
        .where(ofSome(callLegs))
        .orderBy(asc(callLegs.startedAt), asc(callLegs.id)))
        open.get(leg.callId)?.legs.push(leg)
      for (const visit of await this.store
        .select()
        .from(queueVisits)
        .where(ofSome(queueVisits))
        .orderBy(asc(queueVisits.joinedAt), asc(queueVisits.id)))
        open.get(visit.callId)?.visits.push(visit)
    }
    return [...open.values()]
  }

  /** Removes every trace of a PBX's calls, as of a simulated one that is no longer shown. */
  async removeAllOf(pbxId: string): Promise<void> {
    const { calls, callLegs, queueVisits, callEvents } = this.store.tables
    const ofPbx = this.store.select({ id: calls.id }).from(calls).where(eq(calls.pbxId, pbxId))
    for (const parts of [callLegs, queueVisits, callEvents])
      await this.store.delete(parts, inArray(parts.callId, ofPbx))
    await this.store.delete(calls, eq(calls.pbxId, pbxId))
  }
}
