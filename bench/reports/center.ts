import type { Store } from '../../src/platform/store/store.ts'
import { NO_QUEUE } from '../../src/platform/store/tables/facts.ts'

const DAY_SECONDS = 86_400
export const QUEUES = 20
export const AGENTS = 200
/** The hours of today that are not closed, and are told by the facts. */
export const OPEN_HOURS = 2

/** A large center with some months behind it. */
export interface Center {
  readonly tenantId: string
  readonly pbxId: string
  readonly queueIds: readonly string[]
  readonly visits: number
  readonly days: number
  /** The first midnight, in Bogotá. */
  readonly from: Date
  /** In the afternoon of the last day. */
  readonly now: Date
}

export const TIME_ZONE = 'America/Bogota'
const FROM = Date.parse('2025-01-01T00:00:00-05:00')

/** Ids that SQL can count: the nth queue, agent or visit. */
const idOf = (kind: string, nth: number) =>
  `${kind.padEnd(8, '0')}-0000-7000-8000-${nth.toString(16).padStart(12, '0')}`
export const queueOf = (nth: number): string => idOf('aa', nth)

export const centerOf = (visits: number, days: number): Center => ({
  tenantId: idOf('70', 1),
  pbxId: idOf('71', 1),
  queueIds: Array.from({ length: QUEUES }, (_, nth) => queueOf(nth)),
  visits,
  days,
  from: new Date(FROM),
  now: new Date(FROM + ((days - 1) * DAY_SECONDS + 16 * 3600) * 1000),
})

/** Who is there. */
export async function openCenter(store: Store, { tenantId, pbxId, queueIds }: Center): Promise<void> {
  const { tenants, queues, agents } = store.tables
  const foundAt = new Date(FROM)
  await store.insert(tenants, {
    id: tenantId,
    slug: 'bench',
    name: 'Bench',
    language: 'es',
    timeZone: TIME_ZONE,
    createdAt: foundAt,
  })
  await store.insert(
    queues,
    queueIds.map((id, nth) => ({ id, tenantId, pbxId, name: `6${String(nth).padStart(3, '0')}`, foundAt })),
  )
  await store.insert(
    agents,
    Array.from({ length: AGENTS }, (_, nth) => ({
      id: idOf('bb', nth),
      tenantId,
      pbxId,
      number: String(1000 + nth),
      name: `Agente ${nth}`,
      foundAt,
    })),
  )
}

/** What the two dialects say differently of numbers that are counted up. */
export interface Counting {
  /** `n` from `first` to `last`, as a table. */
  series(first: number, last: number): string
  /** An id of `kind` from an expression. */
  id(kind: string, nth: string): string
  /** So many seconds after the first midnight. */
  after(seconds: string): string
  whole(expression: string): string
}

export const postgresCounting: Counting = {
  series: (first, last) => `generate_series(${first}::bigint, ${last}::bigint) as s(n)`,
  id: (kind, nth) =>
    `('${kind.padEnd(8, '0')}-0000-7000-8000-' || lpad(to_hex((${nth})::bigint), 12, '0'))::uuid`,
  after: (seconds) => `to_timestamp(${FROM / 1000} + (${seconds}))`,
  whole: (expression) => `floor(${expression})::int`,
}

export const mariadbCounting: Counting = {
  series: (first, last) => `(select seq as n from seq_${first}_to_${last}) as s`,
  id: (kind, nth) => `concat('${kind.padEnd(8, '0')}-0000-7000-8000-', lpad(lower(hex(${nth})), 12, '0'))`,
  after: (seconds) =>
    `timestampadd(second, ${seconds}, '${new Date(FROM).toISOString().slice(0, 19).replace('T', ' ')}')`,
  whole: (expression) => `floor(${expression})`,
}

/** Statements that fill a center's facts: visits in pieces, in the order of their ids. */
export function* fillings(center: Center, c: Counting, piece = 500_000): Generator<string> {
  const { tenantId, pbxId, visits, days } = center
  const end = ((days - 1) * DAY_SECONDS + 16 * 3600) / visits
  const hash = (factor: number, size: number) => c.whole(`mod(n * ${factor}, ${size})`)
  const joined = c.whole(`n * ${end}`)
  const wait = c.whole(`-22 * ln((${hash(7919, 9973)} + 1) / 9974.0)`)
  const talk = c.whole(`-240 * ln((${hash(6007, 9973)} + 1) / 9974.0) + 5`)
  const isAnswered = `${hash(31, 20)} < 16`
  for (let first = 1; first <= visits; first += piece) {
    const last = Math.min(visits, first + piece - 1)
    yield `insert into visit_facts
      (id, tenant_id, pbx_id, queue_id, agent_id, version, source, callid, outcome, ending, joined_at, answered_at,
       ended_at, wait_seconds, talk_seconds, ring_seconds, position, caller_number, caller_name, did, left_to)
      select ${c.id('cc', 'n')}, '${tenantId}', '${pbxId}', ${c.id('aa', hash(13, QUEUES))},
        case when ${isAnswered} then ${c.id('bb', hash(17, AGENTS))} end, 2, 'LOG', concat('17357076', n, '.', n),
        case when ${isAnswered} then 'ANSWERED' when ${hash(31, 20)} < 18 then 'ABANDONED'
             when ${hash(31, 20)} < 19 then 'TIMED_OUT' else 'LEFT_EMPTY' end,
        case when ${isAnswered} then case when mod(n, 3) = 0 then 'CALLER_HUNG_UP' else 'AGENT_HUNG_UP' end end,
        ${c.after(joined)}, case when ${isAnswered} then ${c.after(`${joined} + ${wait}`)} end,
        ${c.after(`${joined} + ${wait} + 200`)}, ${wait}, case when ${isAnswered} then ${talk} end,
        case when ${isAnswered} then mod(n, 15) end, 1, concat('57300', ${hash(104_729, 10_000_000)}), '', null, null
      from ${c.series(first, last)}`
  }
  yield `insert into ring_facts (id, tenant_id, pbx_id, queue_id, agent_id, source, callid, outcome, ended_at, ring_ms)
    select ${c.id('dd', 'n')}, '${tenantId}', '${pbxId}', ${c.id('aa', hash(13, QUEUES))},
      ${c.id('bb', hash(19, AGENTS))}, 'LOG', '1', 'MISSED', ${c.after(c.whole(`n * ${end * 10}`))}, mod(n * 997, 20000)
    from ${c.series(1, Math.floor(visits / 10))}`
  // Each agent and day: there at all, in two queues, and five pauses.
  const day = c.whole(`n / ${AGENTS}`)
  for (const [kind, queue] of [
    ['e0', `'${NO_QUEUE}'`],
    ['e1', c.id('aa', hash(1, QUEUES))],
    ['e2', c.id('aa', `mod(n + 1, ${QUEUES})`)],
  ] as const)
    yield `insert into session_facts (id, tenant_id, pbx_id, queue_id, agent_id, version, source, started_at, ended_at)
      select ${c.id(kind, 'n')}, '${tenantId}', '${pbxId}', ${queue}, ${c.id('bb', hash(1, AGENTS))}, 2, 'LOG',
        ${c.after(`${day} * ${DAY_SECONDS} + 28800`)}, ${c.after(`${day} * ${DAY_SECONDS} + 28800 + 25200`)}
      from ${c.series(0, days * AGENTS - 1)}`
  yield `insert into pause_facts
    (id, tenant_id, pbx_id, queue_id, agent_id, version, source, kind, reason, started_at, ended_at)
    select ${c.id('ff', 'n')}, '${tenantId}', '${pbxId}', '${NO_QUEUE}', ${c.id('bb', hash(1, AGENTS))}, 2, 'LOG', 'PAUSE',
      case mod(n, 3) when 0 then 'Almuerzo' when 1 then 'Break' else '' end,
      ${c.after(`${c.whole(`n / ${AGENTS * 5}`)} * ${DAY_SECONDS} + 28800 + ${hash(3571, 20_000)}`)},
      ${c.after(`${c.whole(`n / ${AGENTS * 5}`)} * ${DAY_SECONDS} + 28800 + ${hash(3571, 20_000)} + 600`)}
    from ${c.series(0, days * AGENTS * 5 - 1)}`
}
