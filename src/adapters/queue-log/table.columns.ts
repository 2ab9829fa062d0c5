import { DomainError } from '../../errors.ts'
import type { PbxColumn } from '../pbx-database/pbx.database.ts'

/** Where a realtime table of queue events keeps what, by its own spellings. */
export interface QueueLogColumns {
  readonly id: string
  readonly time: string
  readonly callid: string
  readonly queue: string
  readonly agent: string
  readonly event: string
  /** One column of all parameters with pipes between them, or one for each, of which the last keeps the rest. */
  readonly parameters: readonly string[]
  /** The most characters of an agent that are kept, where that is less than agents have. */
  readonly agentLength: number | undefined
  readonly queueLength: number | undefined
}

/** Asterisk's own tables ask for 40 and more; FreePBX keeps 20 of a queue and 40 of an agent. */
const AMPLE_LENGTH = 80
const INTEGER = /^(big|medium|small)?int|^integer$|^serial/

/**
 * Finds the columns of a realtime table: Asterisk's, with one column of data or five, and FreePBX's.
 * @throws DomainError COLUMN_MISSING naming it, TABLE_WITHOUT_ID
 */
export function queueLogColumnsOf(columns: readonly PbxColumn[]): QueueLogColumns {
  const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]))
  const find = (...names: string[]): PbxColumn => {
    for (const name of names) if (byName.has(name)) return byName.get(name)!
    throw new DomainError('COLUMN_MISSING', [], { column: names[0]! })
  }
  const [queue, agent] = [find('queuename', 'queue', 'queue_name'), find('agent')]
  const found = {
    time: find('time').name,
    callid: find('callid').name,
    queue: queue.name,
    agent: agent.name,
    event: find('event').name,
    parameters: parametersAmong(columns),
    agentLength: scarce(agent),
    queueLength: scarce(queue),
  }
  const id = byName.get('id')
  if (!id || !INTEGER.test(id.type)) throw new DomainError('TABLE_WITHOUT_ID')
  return { id: id.name, ...found }
}

function parametersAmong(columns: readonly PbxColumn[]): string[] {
  const numbered = columns.filter(({ name }) => /^data\d$/i.test(name)).map(({ name }) => name)
  if (numbered.length > 0) return numbered.sort()
  const whole = columns.find(({ name }) => name.toLowerCase() === 'data')
  if (!whole) throw new DomainError('COLUMN_MISSING', [], { column: 'data1' })
  return [whole.name]
}

const scarce = ({ length }: PbxColumn): number | undefined =>
  length !== undefined && length < AMPLE_LENGTH ? length : undefined

/** The columns in the order in which `fieldsOf` reads them. */
export const columnNamesOf = (columns: QueueLogColumns): string[] => [
  ...[columns.id, columns.time, columns.callid, columns.queue, columns.agent, columns.event],
  ...columns.parameters,
]
