import { readFileSync } from 'node:fs'
import { QueueLineReader } from '../../src/adapters/queue-log/queue.line.reader.ts'
import { PbxDirectory } from '../../src/domains/pbxs/pbx.directory.ts'
import { FactBuilder } from '../../src/domains/queue-logs/facts/fact.builder.ts'
import { agentNumber, FactRecorder, type FactRows } from '../../src/domains/queue-logs/facts/fact.recorder.ts'
import type { Store } from '../../src/platform/store/store.ts'

/** Every fact in a store, by kind and id. */
export type KeptFacts = Map<string, object>

const KINDS = ['visits', 'rings', 'sessions', 'pauses'] as const

/** What the store has of a PBX. */
export async function keptFacts(store: Store, pbxId: string): Promise<KeptFacts> {
  const { visitFacts, ringFacts, sessionFacts, pauseFacts } = store.tables
  const kept: KeptFacts = new Map()
  const tables = { visits: visitFacts, rings: ringFacts, sessions: sessionFacts, pauses: pauseFacts }
  for (const kind of KINDS) {
    const rows = (await store.select().from(tables[kind])) as { id: string; pbxId: string }[]
    for (const row of rows.filter((each) => each.pbxId === pbxId)) kept.set(`${kind} ${row.id}`, row)
  }
  return kept
}

/** What the store should have when these files were read once, from the first line to the last. */
export function factsExpected(
  files: readonly (string | Buffer)[],
  pbxId: string,
  tenantId: string,
): KeptFacts {
  const builder = new FactBuilder(agentNumber(new Map()))
  const lines = new QueueLineReader((event) => builder.take(event))
  for (const file of files) {
    lines.push(typeof file === 'string' ? readFileSync(file) : file)
    lines.end()
  }
  const recorder = new FactRecorder(new PbxDirectory(pbxId, () => tenantId), 'LOG')
  const rows: FactRows = recorder.rows(builder.drain())
  const kept: KeptFacts = new Map()
  for (const kind of KINDS) for (const row of rows[kind]) kept.set(`${kind} ${row.id}`, row)
  return kept
}

/** What of facts differs, in few words; empty when nothing does. */
export function differences(found: KeptFacts, expected: KeptFacts): string[] {
  const told: string[] = []
  for (const [id, fact] of expected) {
    const other = found.get(id)
    if (!other) told.push(`missing: ${id} ${JSON.stringify(fact)}`)
    else if (JSON.stringify(sorted(other)) !== JSON.stringify(sorted(fact)))
      told.push(`other: ${JSON.stringify(sorted(other))} instead of ${JSON.stringify(sorted(fact))}`)
  }
  for (const [id, fact] of found) if (!expected.has(id)) told.push(`too many: ${id} ${JSON.stringify(fact)}`)
  return told.slice(0, 5)
}

const sorted = (fact: object) => Object.fromEntries(Object.entries(fact).sort(([a], [b]) => (a < b ? -1 : 1)))
