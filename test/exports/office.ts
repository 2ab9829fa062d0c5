import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { AgentService } from '../../src/domains/agents/agent.service.ts'
import { AgentStore } from '../../src/domains/agents/agent.store.ts'
import { CallService } from '../../src/domains/calls/call.service.ts'
import { CallStore } from '../../src/domains/calls/call.store.ts'
import { makeExports } from '../../src/domains/exports/export.module.ts'
import { exportRoutes } from '../../src/domains/exports/export.route.ts'
import { makeJobs } from '../../src/domains/jobs/job.module.ts'
import { QueueService } from '../../src/domains/queues/queue.service.ts'
import { QueueStore } from '../../src/domains/queues/queue.store.ts'
import { OUTCOME_NAMES } from '../../src/domains/reports/outcome.names.ts'
import { makeReports, makeRollups } from '../../src/domains/reports/report.module.ts'
import { newId } from '../../src/platform/ids.ts'
import { SignedLinks } from '../../src/platform/signed.link.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { people } from '../users/people.ts'

/** The services of exports over a store, as the app wires them, in an office that knows some queues and agents. */
export async function office(store: Store) {
  const cast = await people(store)
  const boss = await cast.first()
  const { clock, users, tenants, vault, audit } = cast
  const { tenantId } = boss.viewer
  const folder = mkdtempSync(join(tmpdir(), 'exports-'))
  const queues = { soporte: newId(), ventas: newId() }
  const agents = { ana: newId(), luis: newId() }
  const pbxId = newId()
  const queueService = new QueueService(new QueueStore(store), clock)
  const agentService = new AgentService(new AgentStore(store))
  for (const [id, name] of [
    [queues.soporte, 'Soporte técnico'],
    [queues.ventas, 'Ventas'],
  ] as const)
    queueService.found({ id, tenantId, pbxId, name }, clock.now())
  for (const [id, name, number] of [
    [agents.ana, 'Ana Peña', '7001'],
    [agents.luis, 'Luis Núñez', '7002'],
  ] as const)
    agentService.found({ id, tenantId, pbxId, name, number }, clock.now())
  const timeZoneOf = (id: string) => tenants.timeZoneOf(id)
  const { rollups, reportSettings } = makeRollups({ store, clock, tenants, onFault: () => {} })
  const reports = makeReports({
    ...{ store, clock, timeZoneOf, reportSettings, queues: queueService, agents: agentService },
  })
  const links = new SignedLinks(vault, clock)
  const begin = () => {
    const log = pino({ level: 'silent' })
    const { jobs, jobService } = makeJobs({ store, clock, log })
    const { exports } = makeExports({
      ...{ clock, log, dataFolder: folder, jobs, jobService, links, users, tenants, reports },
      ...{ queues: queueService, agents: agentService, calls: new CallService(new CallStore(store)) },
      outcomeNames: OUTCOME_NAMES,
    })
    return { jobs, jobService, exports }
  }
  /** Visits with their sums, as whoever reads a log keeps them. */
  const keep = (visits: ReturnType<typeof visitOf>[]) =>
    store.transaction(async () => {
      await store.insert(store.tables.visitFacts, visits)
      const spans = visits.map(({ queueId, joinedAt }) => ({
        ...{ queueId, fromMs: joinedAt.getTime(), untilMs: joinedAt.getTime() },
      }))
      await rollups.refresh(tenantId, { visits: spans })
    })
  return {
    ...{ ...cast, boss: boss.viewer, folder, queues, agents, audit, begin, keep, reports },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Resolves with a job once it is over. */
export async function over({ jobs }: { jobs: ReturnType<typeof makeJobs>['jobs'] }, id: string) {
  for await (const row of jobs.live.watch((each) => each.id === id)) if (row.endedAt) return row
  throw new Error('It was never over.')
}

/** Serves what links lead to. */
export async function serve(
  parts: Parameters<typeof exportRoutes>[0],
): Promise<{ url: string; server: Server }> {
  const [route] = exportRoutes(parts).values()
  const server = createServer((request, response) => void route!(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** A visit of a minute and a half to a queue, answered unless said otherwise. */
export function visitOf(facts: Partial<Store['tables']['visitFacts']['$inferInsert']>) {
  const joinedAt = facts.joinedAt ?? new Date('2026-03-01T15:00:00Z')
  return {
    ...{ id: newId(), tenantId: newId(), pbxId: newId(), queueId: newId(), agentId: null, version: 2 },
    ...{
      source: 'LOG' as const,
      callid: '1772366400.1',
      outcome: 'ANSWERED' as const,
      ending: 'CALLER_HUNG_UP' as const,
    },
    joinedAt,
    answeredAt: new Date(joinedAt.getTime() + 12_000),
    endedAt: new Date(joinedAt.getTime() + 90_000),
    ...{ waitSeconds: 12, talkSeconds: 78, ringSeconds: 4, position: 1 },
    ...{ callerNumber: '+573001234567', callerName: 'José Peña', did: '6015550000', leftTo: null },
    ...facts,
  }
}
