import { closeSync, openSync, readSync } from 'node:fs'
import { peakBytes } from '../support/process.ts'

/** Reads a log in one of the ways that are compared, from the built files, and says how long it took. */
const built = (file: string) => import(new URL(`../../dist/${file}`, import.meta.url).href)
const { QueueLineReader }: typeof import('../../src/adapters/queue-log/queue.line.reader.ts') = await built(
  'adapters/queue-log/queue.line.reader.js',
)
const { FactBuilder }: typeof import('../../src/domains/queue-logs/facts/fact.builder.ts') = await built(
  'domains/queue-logs/facts/fact.builder.js',
)
const { agentNumber }: typeof import('../../src/domains/queue-logs/facts/fact.recorder.ts') = await built(
  'domains/queue-logs/facts/fact.recorder.js',
)

const PIECE_BYTES = 262_144
const NEWLINE = 0x0a
const [way, ...files] = process.argv.slice(2) as [Way, ...string[]]
type Way = 'scan' | 'parse' | 'facts'

function* pieces(): Generator<Buffer> {
  for (const file of files) {
    const log = openSync(file, 'r')
    for (;;) {
      const piece = Buffer.allocUnsafeSlow(PIECE_BYTES)
      const length = readSync(log, piece, 0, PIECE_BYTES, null)
      if (length === 0) break
      yield piece.subarray(0, length)
    }
    closeSync(log)
  }
}

const ways: Record<Way, () => number> = {
  /** The floor: every byte is looked at for the end of its line, and nothing else. */
  scan() {
    let lines = 0
    for (const piece of pieces())
      for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) lines += 1
    return lines
  },
  parse() {
    let events = 0
    const reader = new QueueLineReader(() => {
      events += 1
    })
    for (const piece of pieces()) reader.push(piece)
    if (events < reader.lineCount / 2) throw new Error('These were no events.')
    return reader.lineCount
  },
  facts() {
    const builder = new FactBuilder(agentNumber(new Map()))
    const reader = new QueueLineReader((event) => builder.take(event))
    let facts = 0
    for (const piece of pieces()) {
      reader.push(piece)
      facts += builder.drain().visits.length
    }
    if (facts < reader.lineCount / 20) throw new Error('These were no facts.')
    return reader.lineCount
  },
}

// Once beforehand, so that what is measured is compiled.
ways[way]()
const began = performance.now()
const lineCount = ways[way]()
process.send!({ lineCount, seconds: (performance.now() - began) / 1_000, peakBytes: peakBytes(process.pid) })
process.disconnect()
