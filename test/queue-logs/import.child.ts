import 'reflect-metadata'
import pino from 'pino'
import { FactStore } from '../../src/domains/queue-logs/facts/fact.store.ts'
import { LOG_IMPORT, LogImport } from '../../src/domains/queue-logs/imports/log.import.ts'
import { LogFolders } from '../../src/domains/queue-logs/sources/log.folders.ts'
import { LogSourceStore } from '../../src/domains/queue-logs/sources/log.source.store.ts'
import { LogWriter } from '../../src/domains/queue-logs/sources/log.writer.ts'
import { makeRollups } from '../../src/domains/reports/report.module.ts'
import { TenantService } from '../../src/domains/tenants/tenant.service.ts'
import { systemClock as clock } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'
import { Jobs } from '../../src/platform/jobs.ts'
import { openStore } from '../../src/platform/store/open.ts'

/** What the program is told: where the database and the logs are, and whose they are. */
export interface ImportTask {
  readonly databaseUrl: string
  readonly folder: string
  readonly pbxId: string
  readonly tenantId: string
}

/** Imports logs as the server does, in a process that may be killed at any moment, and says how far it came. */
const task = JSON.parse(process.argv[2]!) as ImportTask
const { pbxId, tenantId, folder } = task
const store = await openStore(task.databaseUrl)
const log = pino({ level: 'silent' })
const tenants = new TenantService(store, clock, () => Promise.reject(new Error('Nobody is made here.')))
const { rollups } = makeRollups({ store, clock, tenants, onFault: () => {} })
const jobs = new Jobs({ store, clock, log })
jobs.add(
  new LogImport({
    store: new LogSourceStore(store),
    writer: new LogWriter(store, new FactStore(store, rollups)),
    folders: new LogFolders([folder], tenants),
    traits: store.traits,
    ownersOf: async () => ({ pbx: { id: pbxId, tenantId }, mappings: [] }),
    onQueue: () => {},
    onAgent: () => {},
  }),
)
await jobs.start()
const isOver = ({ state }: { state: string }) => !['QUEUED', 'RUNNING'].includes(state)
if (jobs.live.size === 0)
  await jobs.ask({ tenantId, userId: newId() }, LOG_IMPORT, {
    pbxId,
    folder,
    fileName: 'queue_log',
    files: null,
  })
const last = [...jobs.live.all()].at(-1)!
for await (const job of jobs.live.watch(({ id }) => id === last.id)) {
  process.send!({ done: job.doneCount, state: job.state, result: job.result, error: job.errorCode })
  if (isOver(job)) break
}
await jobs.stop()
await store.close()
process.disconnect()
