import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { EmbeddedOptions } from './driver.embedded.ts'

type Order = { connect: MessagePort } | { dump: string; reply: MessagePort } | { close: true }

const { folder, template } = workerData as EmbeddedOptions
/** PGlite is one session: everything goes through it in order. */
let work: Promise<unknown> = start()
let database: PGlite

async function start() {
  // Stands beside a folder as long as its making is under way; one that was cut short begins again.
  const unfinished = folder && `${folder}.unfinished`
  if (unfinished && existsSync(unfinished)) await rm(folder, { recursive: true, force: true })
  const isNew = !folder || !existsSync(join(folder, 'PG_VERSION'))
  if (unfinished && isNew) await writeFile(unfinished, '')
  database = await PGlite.create(folder ?? 'memory://', {
    ...(template && isNew && { loadDataDir: new Blob([await readFile(template)]) }),
  })
  if (unfinished && isNew) await rm(unfinished, { force: true })
  parentPort!.postMessage('ready')
}

/** What fails here failed beneath PostgreSQL's own error handling and is not to be trusted: the thread ends. */
function inOrder<R>(act: () => Promise<R>): Promise<R> {
  const done = work.then(act)
  work = done
  return done
}

function serve(port: MessagePort) {
  let greeted = false
  port.on('message', (bytes: Uint8Array) => {
    void inOrder(async () => {
      if (!greeted) {
        // The session before may have left a transaction, settings or prepared statements behind.
        greeted = true
        await database.exec('rollback')
        await database.exec('discard all')
      }
      const answer = (await database.execProtocolRaw(bytes)).slice()
      port.postMessage(answer, [answer.buffer])
    })
  })
}

parentPort!.on('message', (order: Order) => {
  if ('connect' in order) serve(order.connect)
  else if ('dump' in order)
    void inOrder(async () => {
      const dump = await database.dumpDataDir(order.dump.endsWith('.tgz') ? 'gzip' : 'none')
      await writeFile(order.dump, new Uint8Array(await dump.arrayBuffer()))
      order.reply.postMessage(null)
    })
  else
    void inOrder(async () => {
      await database.close()
      process.exit(0)
    })
})

work.catch((error) => {
  parentPort!.postMessage({ failed: String(error) })
  throw error
})
