import 'reflect-metadata'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { writeSheet } from '../../src/adapters/sheets/sheet.file.ts'
import type { SheetFormat } from '../../src/adapters/sheets/sheet.ts'
import { AgentService } from '../../src/domains/agents/agent.service.ts'
import { AgentStore } from '../../src/domains/agents/agent.store.ts'
import { VisitExport } from '../../src/domains/exports/visit.export.ts'
import { QueueService } from '../../src/domains/queues/queue.service.ts'
import { QueueStore } from '../../src/domains/queues/queue.store.ts'
import { OUTCOME_NAMES } from '../../src/domains/reports/outcome.names.ts'
import { makeReports } from '../../src/domains/reports/report.module.ts'
import { SettingsService } from '../../src/domains/reports/settings/settings.service.ts'
import { SettingsStore } from '../../src/domains/reports/settings/settings.store.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import { openStore } from '../../src/platform/store/open.ts'
import { Viewer } from '../../src/platform/viewer.ts'
import { peakBytes, watchBlocks } from '../support/process.ts'
import type { facts } from './rows.ts'

/** Exports the visits of a database to a file, as a job does, and tells what that cost this process. */
const [url, format, file, told] = process.argv.slice(2) as [string, SheetFormat, string, string]
const { tenant, queues, agents } = JSON.parse(told) as ReturnType<typeof facts>
const store = await openStore(url)
const queueService = new QueueService(new QueueStore(store), systemClock)
const agentService = new AgentService(new AgentStore(store))
for (const queue of queues) queueService.found(queue, new Date())
for (const agent of agents) agentService.found(agent, new Date())
const { queueReports, visitReports } = makeReports({
  ...{ store, clock: systemClock, queues: queueService, agents: agentService },
  ...{ timeZoneOf: () => 'America/Bogota', reportSettings: new SettingsService(new SettingsStore(store)) },
})
const viewer = new Viewer({
  ...{
    userId: newId(),
    tenantId: tenant,
    role: 'ADMIN',
    permissions: new Set(['reports']),
    sessionId: newId(),
  },
})
const style = { language: 'es', timeZone: 'America/Bogota' } as const
const query = {
  ...{
    report: 'VISITS' as const,
    from: new Date('2026-01-01T05:00:00Z'),
    until: new Date('2027-01-01T05:00:00Z'),
  },
  ...{ queueIds: undefined, agentIds: undefined, number: undefined },
} as const

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const blocks = watchBlocks()
const began = performance.now()
const source = new VisitExport(queueReports, visitReports, OUTCOME_NAMES)
const { rowCount: _, figures: __, ...table } = await source.open(viewer, query, style)
const { rowCount } = await writeSheet(
  { ...table, ...style, title: source.title.es, lines: [] },
  { format, file, madeAt: new Date(), signal: new AbortController().signal },
)
const seconds = (performance.now() - began) / 1000
delay.disable()
const [lateMs, p99Ms] = [delay.max / 1e6, delay.percentile(99) / 1e6]
process.send!({
  rowCount,
  seconds,
  peakBytes: peakBytes(process.pid),
  lateMs,
  p99Ms,
  busyMs: blocks.longestMs(),
})
await store.close()
process.disconnect()
