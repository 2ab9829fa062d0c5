import { openStore } from '../../src/platform/store/open.ts'
import { counting, jobsOver } from './counting.ts'

/** A process that counts until it is killed: says `<job> <count>` a line, and `over` at the end. */
const [url, template, tenantId, to] = process.argv.slice(2)
const store = await openStore(url!, template ? { template } : {})
const jobs = jobsOver(store)
let id = ''
jobs.add(counting(store, { pauseMs: 5, onCount: (count) => process.stdout.write(`${id} ${count}\n`) }))
await jobs.start()
const [left] = jobs.live.all()
id = (left ?? (await jobs.ask({ tenantId: tenantId!, userId: tenantId! }, 'COUNT', { to: Number(to) }))).id
for await (const row of jobs.live.watch()) if (row.state === 'DONE' || row.state === 'FAILED') break
process.stdout.write('over\n')
await jobs.stop()
await store.close()
