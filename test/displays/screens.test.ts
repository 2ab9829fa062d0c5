import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { overSocket } from '../isolation/explored.ts'
import { eventually } from '../isolation/two.tenants.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'

let server: AppServer
let admin: ApiClient
let pbx: Simulator

beforeAll(async () => {
  server = await AppServer.start()
  admin = await server.admin()
  const queue = (name: string, exten: string) => ({ name, exten, dids: [exten] })
  pbx = await startSimulator({
    traffic: false,
    queues: [queue('soporte', '600'), queue('ventas', '601')],
    agents: [{ extension: '7001', name: 'Ana', queues: ['soporte', 'ventas'] }],
  })
  const { host, port, username, secret } = pbx
  await admin.mutate(
    `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code } } }`,
    { input: { name: 'Oficina', host, port, username, secret } },
  )
  await eventually(
    () => labels(admin),
    ({ length }) => length === 2,
  )
})
afterAll(async () => {
  await admin?.close()
  await server?.stop()
  await pbx?.stop()
})

const labels = async (who: ApiClient): Promise<string[]> =>
  (await who.query('{ wallboard { queues { label } } }')).wallboard.queues.map(
    ({ label }: { label: string }) => label,
  )

async function linkOf(input: object): Promise<{ id: string; screen: ApiClient }> {
  const { created } = await admin.mutate(
    `mutation ($input: DisplayLinkCreateInput!) {
      displayLinkCreate(input: $input) { created { token link { id } } errors { code path } } }`,
    { input },
  )
  const screen = server.anonymous()
  screen.token = created.token
  return { id: created.link.id, screen }
}

const linkNow = async (id: string) =>
  (await admin.query('{ displayLinks { id screenCount lastSeenAt } }')).displayLinks.find(
    (each: { id: string }) => each.id === id,
  )

test('a screen goes dark at once when its link is revoked, and does not come in again', async () => {
  const { id, screen } = await linkOf({ name: 'Sala' })
  expect(await linkNow(id)).toMatchObject({ screenCount: 0, lastSeenAt: null })
  const { socket } = await overSocket(screen)
  expect(await linkNow(id)).toMatchObject({ screenCount: 1, lastSeenAt: expect.any(String) })

  const closed = new Promise<number>((resolve) => socket.socket.once('close', resolve))
  await admin.mutate('mutation ($id: ID!) { displayLinkRevoke(id: $id) { link { id } errors { code } } }', {
    id,
  })
  expect(await closed).toBe(4403)
  await expect(overSocket(screen)).rejects.toThrow('closed with 4403')
  const { errors } = await screen.ask('{ wallboard { isDemo } }')
  expect(errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
})

test('a screen goes dark when its link ends', async () => {
  const { screen } = await linkOf({ name: 'Feria', expiresAt: new Date(Date.now() + 1500).toISOString() })
  const { socket } = await overSocket(screen)
  expect(await new Promise((resolve) => socket.socket.once('close', resolve))).toBe(4403)
  expect((await screen.ask('{ display { name } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
})

test('boards leave out the queues that a supervisor hides, unless they are asked for by name', async () => {
  const { queues } = await admin.query('{ queues { id name } }')
  const { id } = queues.find(({ name }: { name: string }) => name === 'ventas')
  const { screen: all } = await linkOf({ name: 'Todas' })
  const { screen: ventas } = await linkOf({ name: 'Ventas', queueIds: [id] })
  const show = (isShown: boolean) =>
    admin.mutate(
      `mutation ($id: ID!, $isShown: Boolean!) {
        queueUpdate(id: $id, input: { isShown: $isShown }) { queue { isShown } errors { code } } }`,
      { id, isShown },
    )
  expect((await show(false)).queue).toEqual({ isShown: false })
  expect(await labels(admin)).toEqual(['soporte'])
  expect(await labels(all)).toEqual(['soporte'])
  expect(await labels(ventas)).toEqual(['ventas'])
  expect(
    (await admin.query(`{ wallboard(queueIds: ["${id}"]) { queues { label } } }`)).wallboard.queues,
  ).toEqual([{ label: 'ventas' }])
  expect((await admin.query('{ queues { name } }')).queues).toHaveLength(2)
  await show(true)
  expect(await labels(all)).toEqual(['soporte', 'ventas'])
})
