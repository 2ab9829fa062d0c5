import { AgentService } from '../../src/domains/agents/agent.service.ts'
import { AgentStore } from '../../src/domains/agents/agent.store.ts'
import { QueueService } from '../../src/domains/queues/queue.service.ts'
import { QueueStore } from '../../src/domains/queues/queue.store.ts'
import { makeReports } from '../../src/domains/reports/report.module.ts'
import { RollupService } from '../../src/domains/reports/rollups/rollup.service.ts'
import { SettingsService } from '../../src/domains/reports/settings/settings.service.ts'
import { SettingsStore } from '../../src/domains/reports/settings/settings.store.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { Viewer } from '../../src/platform/viewer.ts'
import { type Facts, writeFacts } from './facts.ts'

export const ZONE = 'America/Bogota'
/** A time in Bogotá. */
export const at = (text: string) => new Date(`${text}-05:00`)

/** A small center whose reports are asked for: three queues, two agents, and a clock that stands. */
export async function makeDesk(store: Store, now: Date) {
  const place = { tenantId: newId(), pbxId: newId() }
  const [soporte, ventas, vieja] = [newId(), newId(), newId()]
  const [ana, beto] = [newId(), newId()]
  const foundAt = at('2026-01-01T00:00:00')
  await store.insert(store.tables.tenants, {
    id: place.tenantId,
    slug: place.tenantId,
    name: 'Acme',
    language: 'es',
    timeZone: ZONE,
    createdAt: foundAt,
  })
  await store.insert(store.tables.queues, [
    { ...place, id: soporte, name: '6000', label: 'Soporte', serviceLevelSeconds: 30, foundAt },
    { ...place, id: ventas, name: '6001', label: 'Ventas', foundAt },
    { ...place, id: vieja, name: '6002', label: 'Vieja', hiddenAt: foundAt, foundAt },
  ])
  await store.insert(store.tables.agents, [
    { ...place, id: ana, number: '1001', name: 'Ana', foundAt },
    { ...place, id: beto, number: '1002', name: 'Beto', foundAt },
  ])
  const clock = { now: () => now, ticks: () => 0 }
  const settings = new SettingsService(new SettingsStore(store))
  const queues = new QueueService(new QueueStore(store), clock, undefined, (id) => settings.of(id))
  await queues.load()
  const agents = new AgentService(new AgentStore(store))
  await agents.load()
  const rollups = new RollupService({
    store,
    clock,
    onFault: (_, error) => {
      throw error
    },
  })
  const viewer = (facts: Partial<ConstructorParameters<typeof Viewer>[0]> = {}) =>
    new Viewer({
      userId: newId(),
      tenantId: place.tenantId,
      role: 'ADMIN',
      permissions: new Set(['reports', 'admin']),
      sessionId: newId(),
      ...facts,
    })
  return {
    ...makeReports({ store, clock, timeZoneOf: () => ZONE, reportSettings: settings, queues, agents }),
    place,
    queues,
    soporte,
    ventas,
    vieja,
    ana,
    beto,
    settings,
    rollups,
    viewer,
    /** Facts with the sums of them, as those who write facts leave them. */
    async keep(facts: Partial<Facts>) {
      await store.transaction(async () => {
        await writeFacts(store, facts)
        await rollups.refresh(place.tenantId, {
          visits: (facts.visits ?? []).map(({ queueId, joinedAt }) => ({
            queueId,
            fromMs: joinedAt.getTime(),
            untilMs: joinedAt.getTime(),
          })),
          agentTimeFromMs: 0,
          rings: { fromMs: 0, untilMs: clock.now().getTime() },
        })
      })
    },
  }
}
