import pg from 'pg'
import { newId } from '../../src/platform/ids.ts'

export const TENANT = newId()
const PBX = newId()
export const QUEUES = ['Soporte técnico', 'Ventas', 'Cobranzas', 'Instalaciones'].map((name) => ({
  ...{ id: newId(), tenantId: TENANT, pbxId: PBX, name },
}))
export const AGENTS = ['Ana Peña', 'José Núñez', 'María Ibáñez', 'Luis Ortega', 'Sofía Cañete'].map(
  (name, at) => ({
    ...{ id: newId(), tenantId: TENANT, pbxId: PBX, name, number: String(7001 + at) },
  }),
)
export const FROM = new Date('2026-01-01T05:00:00Z')

/** What a process has to know of the rows that another made. */
export const facts = () => ({ tenant: TENANT, queues: QUEUES, agents: AGENTS })

const list = (ids: readonly { id: string }[]) => `(array[${ids.map(({ id }) => `'${id}'`).join()}]::uuid[])`

/** Visits, a second apart, made by the database itself. */
export async function makeVisits(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`
    insert into visit_facts (id, tenant_id, pbx_id, queue_id, agent_id, version, source, callid, outcome, ending,
      joined_at, answered_at, ended_at, wait_seconds, talk_seconds, ring_seconds, position, caller_number, caller_name, did)
    select gen_random_uuid(), '${TENANT}', '${PBX}', ${list(QUEUES)}[1 + i % 4],
      case when i % 9 > 0 then ${list(AGENTS)}[1 + i % 5] end, 2, 'LOG', '1772366400.' || i,
      case when i % 9 > 0 then 'ANSWERED' else 'ABANDONED' end, case when i % 9 > 0 then 'CALLER_HUNG_UP' end,
      at, case when i % 9 > 0 then at + interval '12 seconds' end, at + interval '90 seconds',
      i % 97, case when i % 9 > 0 then i % 1800 end, 4, 1 + i % 7, '+57300' || (1000000 + i % 8999999),
      'Cliente nº ' || i % 50000, '6015550000'
    from (select i, '${FROM.toISOString()}'::timestamptz + i * interval '1 second' as at
      from generate_series(1, ${count}) as i) as visit`)
  await client.query('vacuum analyze visit_facts')
  await client.end()
}
