import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'

export const CALLS = 100_000
const QUEUES = ['Ventas', 'Soporte', 'Cobranzas', 'Reclamos', 'Instalaciones', 'Recepción']
const AGENTS = 120
const BATCH = 1_000
const PERIOD_MS = 30 * 86_400_000

/** What is asked for: a page of calls as a front-end shows it. */
export const QUERY = `{
  calls(first: 50) {
    nodes {
      id startedAt fromNumber toNumber direction disposition waitSeconds talkSeconds
      queue { id label }
      agent { id name }
    }
    pageInfo { hasNextPage endCursor }
  }
}`

/** A month of a call center: its queues, its agents and their calls, one in five abandoned. */
export async function seed(store: Store, tenantId: string): Promise<void> {
  const pbxId = newId()
  const until = Date.now()
  const foundAt = new Date(until - PERIOD_MS)
  const queues = QUEUES.map((label, n) => ({
    ...{ id: newId(), tenantId, pbxId, name: `60${n}`, label, foundAt },
    ...{ serviceLevelSeconds: 20, wrapUpSeconds: null },
  }))
  const agents = Array.from({ length: AGENTS }, (_, n) => ({
    ...{ id: newId(), tenantId, pbxId, number: `${1000 + n}`, name: `José Peña ${n}`, foundAt },
  }))
  await store.insert(store.tables.queues, queues)
  await store.insert(store.tables.agents, agents)
  for (let from = 0; from < CALLS; from += BATCH)
    await store.bulkUpsert(
      store.tables.calls,
      Array.from({ length: BATCH }, (_, n) => call(from + n)),
      { key: ['id'], newer: 'version' },
    )

  function call(n: number): Store['tables']['calls']['$inferInsert'] {
    const startedAt = new Date(foundAt.getTime() + (n * PERIOD_MS) / CALLS)
    const answered = n % 5 !== 0
    const [waitSeconds, talkSeconds] = [5.25 + (n % 40), answered ? 60.5 + (n % 400) : 0]
    const at = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000)
    return {
      id: newId(),
      tenantId,
      pbxId,
      linkedid: `17723664${n}.${n}`,
      version: 7,
      direction: 'INBOUND',
      state: 'ENDED',
      disposition: answered ? 'ANSWERED' : 'ABANDONED',
      fromNumber: `+59599${1_000_000 + n}`,
      fromName: 'María Núñez',
      toNumber: `60${n % QUEUES.length}`,
      did: '0215550600',
      queueId: queues[n % QUEUES.length]!.id,
      agentId: answered ? agents[(n * 7) % AGENTS]!.id : null,
      startedAt,
      answeredAt: answered ? at(waitSeconds) : null,
      endedAt: at(waitSeconds + talkSeconds),
      waitSeconds,
      talkSeconds,
      holdSeconds: 0,
      durationSeconds: waitSeconds + talkSeconds,
      transferCount: 0,
      hangupCause: 16,
      endReason: 'HANGUP',
      recording: `/var/spool/asterisk/monitor/2026/q-${n}.wav`,
      mergedIntoId: null,
    }
  }
}
