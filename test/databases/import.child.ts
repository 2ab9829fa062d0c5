import 'reflect-metadata'
import pino from 'pino'
import { CallCenterDatabase } from '../../src/adapters/call-center/call.center.database.ts'
import { CdrFile } from '../../src/adapters/cdr/cdr.file.ts'
import type { PbxDatabaseAddress } from '../../src/adapters/pbx-database/database.address.ts'
import { PbxDatabase } from '../../src/adapters/pbx-database/pbx.database.ts'
import { CdrImporter } from '../../src/domains/calls/cdr/cdr.importer.ts'
import { CdrStore } from '../../src/domains/calls/cdr/cdr.store.ts'
import { PbxDirectory } from '../../src/domains/pbxs/pbx.directory.ts'
import { CallCenterImporter } from '../../src/domains/queue-logs/call-center/call.center.importer.ts'
import { CallCenterStore } from '../../src/domains/queue-logs/call-center/call.center.store.ts'
import { FactStore } from '../../src/domains/queue-logs/facts/fact.store.ts'
import { RollupService } from '../../src/domains/reports/rollups/rollup.service.ts'
import { systemClock as clock } from '../../src/platform/clock.ts'
import { Jobs } from '../../src/platform/jobs.ts'
import { LocalClock } from '../../src/platform/local.clock.ts'
import { openStore } from '../../src/platform/store/open.ts'

/** What the program is told: where the store is, what is taken over, and whose it is. */
export interface ImportTask {
  readonly databaseUrl: string
  readonly csv: string
  readonly center: PbxDatabaseAddress
  readonly pbxId: string
  readonly tenantId: string
}

/** Takes over calls and what a call center kept, as the server does, in a process that may be killed at any moment. */
const { databaseUrl, csv, center, pbxId, tenantId } = JSON.parse(process.argv[2]!) as ImportTask
const store = await openStore(databaseUrl)
const jobs = new Jobs({ store, clock, log: pino({ level: 'silent' }) })
const named = {
  directoryOf: async () => new PbxDirectory(pbxId, () => tenantId),
  onQueue: () => {},
  onAgent: () => {},
}
const utc = new LocalClock('UTC')
jobs.add(
  new CdrImporter({ ...named, store: new CdrStore(store), open: async () => new CdrFile(csv, utc, 100) }),
)
jobs.add(
  new CallCenterImporter({
    ...named,
    facts: new FactStore(store, new RollupService({ store, clock, onFault: () => {} })),
    store: new CallCenterStore(store),
    open: async () =>
      new CallCenterDatabase(new PbxDatabase(center), {
        ...{ clock: utc, until: new Date(), now: new Date(), batchRows: 100 },
      }),
  }),
)
await jobs.start()
if (jobs.live.size === 0) {
  const viewer = { tenantId, userId: tenantId }
  const period = { from: null, until: new Date().toISOString() }
  const asked = { pbxId, timeZone: 'UTC', ignoresTimeZone: false, ...period }
  await jobs.ask(viewer, 'CDR_IMPORT', {
    ...asked,
    accountId: null,
    fileName: 'x',
    folder: null,
    table: 'cdr',
  })
  await jobs.ask(viewer, 'CALL_CENTER_IMPORT', { ...asked, accountId: 'x' })
}
const isOver = ({ state }: { state: string }) => !['QUEUED', 'RUNNING'].includes(state)
for await (const _ of jobs.live.watch()) {
  const all = [...jobs.live.all()]
  process.send!(
    all.map(({ kind, state, doneCount, result, errorCode }) => ({
      kind,
      state,
      doneCount,
      result,
      errorCode,
    })),
  )
  if (all.every(isOver)) break
}
await jobs.stop()
await store.close()
process.disconnect()
