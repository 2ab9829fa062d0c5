import type { Stretch } from '../../src/domains/reports/periods/period.cover.ts'
import { type Center, OPEN_HOURS } from './center.ts'
import type { Engine } from './engines.ts'

const HOUR_MS = 3_600_000
const QUARTER_MS = HOUR_MS / 4

/** Sums that a report on queues needs, from rows of a rollup. */
const QUEUE_SUMS = [
  'offered answered abandoned timed_out left_empty left_by_key withdrawn incompatible lost waiting',
  'answered_wait_seconds abandoned_wait_seconds talk_seconds talk_unknown ring_seconds',
  'hung_up_by_caller hung_up_by_agent blind_transfers attended_transfers old_transfers',
]
  .join(' ')
  .split(' ')
  .map((name) => `sum(${name}) as ${name}`)
  .join(', ')

/** What a report by hand is made of: closed days, and of today what is over. */
export interface ByHand {
  readonly days: readonly [first: number, last: number] | undefined
  readonly today: Stretch | undefined
}

export function queuesByHand({ name }: Engine, { tenantId }: Center, { days, today }: ByHand): string[] {
  const waits = (column: string) =>
    name === 'MariaDB'
      ? `group_concat(nullif(${column}, '') separator ',') as ${column}`
      : `string_agg(nullif(${column}, ''), ',') as ${column}`
  const sums = (table: string, slots: string) =>
    `select queue_id, ${QUEUE_SUMS}, max(longest_wait_seconds) as longest, ${waits('answered_waits')}, ${waits('abandoned_waits')} from ${table} where tenant_id = '${tenantId}' and ${slots} group by queue_id`
  return [
    ...(days ? [sums('queue_days', `day between ${days[0]} and ${days[1]}`)] : []),
    ...(today
      ? [
          sums(
            'queue_quarters',
            `quarter >= ${today.fromMs / QUARTER_MS} and quarter < ${today.untilMs / QUARTER_MS}`,
          ),
        ]
      : []),
  ]
}

export function agentsByHand(engine: Engine, { tenantId }: Center, { days, today }: ByHand): string[] {
  const work = (table: string, slots: string) =>
    `select agent_id, queue_id, sum(answered) as answered, sum(talk_seconds) as talk, sum(talk_unknown) as talk_unknown, sum(ring_seconds) as ring, sum(transfers) as transfers, sum(missed) as missed, sum(missed_long) as missed_long, sum(cancelled) as cancelled from ${table} where tenant_id = '${tenantId}' and ${slots} group by agent_id, queue_id`
  const statements: string[] = []
  if (days) {
    const slots = `day between ${days[0]} and ${days[1]}`
    const where = `where tenant_id = '${tenantId}' and ${slots}`
    statements.push(
      work('agent_days', slots),
      `select agent_id, queue_id, sum(seconds) as seconds, sum(sessions) as sessions from agent_session_days ${where} group by agent_id, queue_id`,
      `select agent_id, queue_id, kind, reason, sum(seconds) as seconds, sum(pauses) as pauses from agent_pause_days ${where} group by agent_id, queue_id, kind, reason`,
    )
  }
  if (today) {
    const openMs = today.untilMs - OPEN_HOURS * HOUR_MS
    const [from, open, until] = [today.fromMs, openMs, today.untilMs].map((ms) => instant(engine, ms))
    const seconds =
      engine.name === 'MariaDB'
        ? `sum(timestampdiff(second, greatest(started_at, ${from}), least(ended_at, ${until})))`
        : `sum(extract(epoch from least(ended_at, ${until}) - greatest(started_at, ${from})))`
    const within = `where tenant_id = '${tenantId}' and ended_at >= ${from} and started_at < ${until}`
    statements.push(
      work('agent_hours', `hour >= ${today.fromMs / HOUR_MS} and hour < ${openMs / HOUR_MS}`),
      `select agent_id, queue_id, count(*) as answered, sum(talk_seconds) as talk, sum(ring_seconds) as ring, sum(case when ending like '%TRANSFER' then 1 else 0 end) as transfers from visit_facts where tenant_id = '${tenantId}' and joined_at >= ${open} and joined_at < ${until} and outcome = 'ANSWERED' and agent_id is not null group by agent_id, queue_id`,
      `select agent_id, queue_id, count(*) as rings, sum(case when ring_ms > 1000 then 1 else 0 end) as long_rings from ring_facts where tenant_id = '${tenantId}' and ended_at >= ${open} and ended_at < ${until} group by agent_id, queue_id`,
      `select agent_id, queue_id, ${seconds} as seconds, count(*) as sessions from session_facts ${within} group by agent_id, queue_id`,
      `select agent_id, queue_id, kind, reason, ${seconds} as seconds, count(*) as pauses from pause_facts ${within} group by agent_id, queue_id, kind, reason`,
    )
  }
  return statements
}

function instant({ name }: Engine, ms: number): string {
  const iso = new Date(ms).toISOString()
  return name === 'MariaDB' ? `'${iso.slice(0, 19).replace('T', ' ')}'` : `'${iso}'::timestamptz`
}

/** Without rollups: the facts themselves, grouped. */
export function fromFacts(engine: Engine, { tenantId }: Center, { fromMs, untilMs }: Stretch): string {
  return `select queue_id, count(*) as offered, sum(case when outcome = 'ANSWERED' then 1 else 0 end) as answered,
    sum(case when outcome = 'ABANDONED' then 1 else 0 end) as abandoned,
    sum(case when outcome = 'ANSWERED' and wait_seconds <= 20 then 1 else 0 end) as in_time, sum(talk_seconds) as talk
    from visit_facts where tenant_id = '${tenantId}' and joined_at >= ${instant(engine, fromMs)} and joined_at < ${instant(engine, untilMs)}
    group by queue_id`
}
