// A process to be killed: appends calls to a journal and takes them to a database, telling what is durable.
import { openSync, writeSync } from 'node:fs'
import { openJournal } from '../../src/platform/journal/journal.ts'
import { JournalWriter } from '../../src/platform/journal/journal.writer.ts'
import { openStore } from '../../src/platform/store/open.ts'
import { type Note, rejectedFile, writeNotes } from './notes.ts'

const [url, folder, first, told] = process.argv.slice(2) as [string, string, string, string]
// A file, for a pipe may be full.
const teller = openSync(told, 'w')
const store = await openStore(url)
const journal = await openJournal<Note>({ folder, segmentBytes: 20_000, fsyncIntervalMs: 2 })
const writer = new JournalWriter<Note>({
  journal,
  write: writeNotes(store),
  keyOf: ({ call }) => `${call}`,
  batchMs: 5,
  batchRecords: 50,
  rejectedFile: rejectedFile(folder),
})
writer.start()
writeSync(teller, 'started\n')
for (let call = Number(first); ; call += 1) {
  for (const version of [1, 2, 3]) {
    const sequence = journal.append({ call, version })
    void journal.durable(sequence).then(() => writeSync(teller, `${call} ${version}\n`))
  }
  if (call % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1))
}
