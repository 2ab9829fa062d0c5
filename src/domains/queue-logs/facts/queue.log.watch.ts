import type { PbxWatch } from '../../pbxs/pbx.watch.ts'
import type { EventFacts } from './event.facts.ts'

/** Reads of the wire what a queue_log would have said, and gives it to the facts. */
export function watchQueueLog(facts: EventFacts): PbxWatch {
  const { events } = facts
  return {
    reads: Object.fromEntries(
      events.reads.map((name) => [name, (message) => events.take(message, facts.nowMs)]),
    ),
    reconcile: (snapshot) => facts.reconcile(snapshot),
    linkLost: () => facts.flush(),
  }
}
