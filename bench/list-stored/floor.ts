import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { CONNECTIONS, serve } from './order.ts'

/** The floor: one prepared statement and `JSON.stringify`, for this page and no other. */

const PAGE = {
  name: 'page',
  text: `select c.id, c.started_at, c.from_number, c.to_number, c.direction, c.disposition, c.wait_seconds,
      c.talk_seconds, q.id as queue_id, q.label, a.id as agent_id, a.name
    from (select * from calls where tenant_id = $1 and merged_into_id is null
      order by started_at desc, id desc limit 51) c
    left join queues q on q.id = c.queue_id
    left join agents a on a.id = c.agent_id
    order by c.started_at desc, c.id desc`,
}

const cursorOf = (row: { started_at: Date; id: string }) =>
  Buffer.from(`${row.started_at.getTime().toString(36)}.${row.id}`).toString('base64url')

serve(async ({ databaseUrl, tenantId, token }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS })
  const http = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', async () => {
      if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end()
      JSON.parse(Buffer.concat(chunks).toString())
      const { rows } = await pool.query({ ...PAGE, values: [tenantId] })
      const page = rows.slice(0, 50)
      const nodes = page.map((row) => ({
        id: row.id,
        startedAt: row.started_at,
        fromNumber: row.from_number,
        toNumber: row.to_number,
        direction: row.direction,
        disposition: row.disposition,
        waitSeconds: row.wait_seconds,
        talkSeconds: row.talk_seconds,
        queue: row.queue_id && { id: row.queue_id, label: row.label },
        agent: row.agent_id && { id: row.agent_id, name: row.name },
      }))
      const pageInfo = { hasNextPage: rows.length > 50, endCursor: cursorOf(page.at(-1)) }
      const text = JSON.stringify({ data: { calls: { nodes, pageInfo } } })
      response.setHeader('content-type', 'application/json')
      response.setHeader('content-length', Buffer.byteLength(text))
      response.end(text)
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return { port: (http.address() as AddressInfo).port, token }
})
