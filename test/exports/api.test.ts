import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'

const SOON = { timeout: 20_000 }
const CREATE = `mutation ($input: ExportCreateInput!) { exportCreate(input: $input) {
  job { id kind state error { code } } errors { code path message } } }`
const INPUT = {
  ...{ report: 'QUEUES', format: 'PDF', language: 'EN' },
  ...{ from: '2026-03-01T05:00:00Z', until: '2026-04-01T05:00:00Z' },
}

let server: AppServer
let admin: ApiClient
beforeAll(async () => {
  server = await AppServer.start()
  admin = await server.admin()
})
afterAll(async () => {
  await admin?.close()
  await server?.stop()
})

async function hired(role: string): Promise<ApiClient> {
  const login = role.toLowerCase()
  const { credentials } = await admin.mutate(
    `mutation ($input: UserCreateInput!) { userCreate(input: $input) {
      credentials { oneTimePassword } errors { code path message } } }`,
    { input: { login, name: role, role } },
  )
  const client = server.anonymous()
  await client.signIn(login, credentials.oneTimePassword)
  await client.changePassword(credentials.oneTimePassword, PASSWORD)
  return client
}

it('who only looks may take a report along: asked for, watched, fetched without a token', async () => {
  const viewer = await hired('VIEWER')
  const jobs = viewer.subscribe<{ id: string; state: string }>(
    'subscription { jobUpdated { id state doneCount } }',
  )
  const { job } = await viewer.mutate(CREATE, { input: INPUT })
  expect(job).toMatchObject({ kind: 'EXPORT', state: 'QUEUED', error: null })
  await expect.poll(() => jobs.values.at(-1), SOON).toMatchObject({ id: job.id, state: 'DONE' })

  const { exportLink: link } = await viewer.query(
    'query ($id: ID!) { exportLink(jobId: $id) { url fileName sizeBytes rowCount expiresAt } }',
    { id: job.id },
  )
  expect(link.fileName).toMatch(/^Queue report 2026-\d\d-\d\d 2026-\d\d-\d\d\.pdf$/)
  const response = await fetch(`http://127.0.0.1:${server.port}${link.url}`)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  expect(response.headers.get('cache-control')).toBe('no-store')
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(bytes).toHaveLength(link.sizeBytes)

  // Others who are no administrators know nothing of it; who asked sees it, an administrator too.
  const list = '{ jobs { nodes { id } } }'
  const supervisor = await hired('SUPERVISOR')
  expect((await supervisor.query(list)).jobs.nodes).toEqual([])
  for (const who of [viewer, admin]) expect((await who.query(list)).jobs.nodes).toEqual([{ id: job.id }])
  const cancel = 'mutation ($id: ID!) { jobCancel(id: $id) { job { id } errors { code } } }'
  const codes = async (who: ApiClient) =>
    (await who.query(cancel, { id: job.id })).jobCancel.errors.map(({ code }: { code: string }) => code)
  expect(await codes(supervisor)).toEqual(['NOT_FOUND'])
  expect(await codes(viewer)).toEqual(['NOT_ALLOWED_NOW'])
  await viewer.close()
})

it('who may not see reports asks for none, and e-mail says what it lacks', async () => {
  const agent = await hired('AGENT')
  const { errors } = await agent.ask(CREATE, { input: INPUT })
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  const { mailTest } = await admin.query(
    'mutation { mailTest(to: "ana@empresa.test") { isSent errors { code message } } }',
  )
  expect(mailTest).toMatchObject({ isSent: null, errors: [{ code: 'MAIL_NOT_CONFIGURED' }] })
  expect(mailTest.errors[0].message).toContain('SMTP_URL')
})
