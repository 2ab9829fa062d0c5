import 'reflect-metadata'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import pino from 'pino'

/**
 * The whole import, as the server does it from its built files: a job that reads in a thread and writes facts,
 * sums and place. Says how long it took and how late the event loop was. In JavaScript, because what understands
 * TypeScript takes 30 MB, and memory is measured here.
 */
const built = (file) => import(new URL(`../../dist/${file}`, import.meta.url).href)
const { FactStore } = await built('domains/queue-logs/facts/fact.store.js')
const { LogFolders } = await built('domains/queue-logs/sources/log.folders.js')
const { LOG_IMPORT, LogImport } = await built('domains/queue-logs/imports/log.import.js')
const { LogSourceStore } = await built('domains/queue-logs/sources/log.source.store.js')
const { LogWriter } = await built('domains/queue-logs/sources/log.writer.js')
const { RollupService } = await built('domains/reports/rollups/rollup.service.js')
const { TenantService } = await built('domains/tenants/tenant.service.js')
const { systemClock: clock } = await built('platform/clock.js')
const { newId } = await built('platform/ids.js')
const { Jobs } = await built('platform/jobs.js')
const { openStore } = await built('platform/store/open.js')

const [databaseUrl, folder] = process.argv.slice(2)
const store = await openStore(databaseUrl)
const tenants = new TenantService(store, clock, () => Promise.reject(new Error('Nobody is made here.')))
const tenantId = await tenants.createFirst('America/Bogota')
const pbxId = newId()
const jobs = new Jobs({ store, clock, log: pino({ level: 'warn' }) })
const rollups = new RollupService({ store, clock, onFault: console.error })
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
const delays = monitorEventLoopDelay({ resolution: 5 })
delays.enable()
const began = performance.now()
const order = { pbxId, folder, fileName: 'queue_log', files: null }
const { id } = await jobs.ask({ tenantId, userId: newId() }, LOG_IMPORT, order)
for await (const job of jobs.live.watch((each) => each.id === id)) {
  if (job.state === 'FAILED') throw new Error(`The import failed: ${job.errorCode}`)
  if (job.state !== 'DONE') continue
  const seconds = (performance.now() - began) / 1_000
  delays.disable()
  process.send({ lineCount: job.result.lineCount, seconds, lateMs: delays.percentile(99) / 1e6 })
  break
}
await jobs.stop()
await store.close()
// Whoever measures looks at this process once more, and then lets it go.
