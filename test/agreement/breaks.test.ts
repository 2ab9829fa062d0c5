import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { AmiClient } from '../../src/adapters/ami/client.ts'
import { AmiQueueEvents } from '../../src/adapters/queue-log/ami.events.ts'
import type { QueueEvent } from '../../src/adapters/queue-log/queue.event.ts'
import { type AsteriskServer, asteriskAvailable, startAsterisk } from '../asterisk/asterisk.server.ts'
import { ForeignDatabase } from '../databases/foreign.databases.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { type ToldFacts, toldFacts } from './told.facts.ts'

const { available, reason } = asteriskAvailable()
const within = { timeout: 15_000, interval: 100 }

describe.skipIf(!available && !process.env.CI)(`facts of events alone ${reason}`, () => {
  let asterisk: AsteriskServer
  let kept: ForeignDatabase
  let dataFolder: string
  let app: AppServer
  let admin: ApiClient
  let pbxId: string

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'centralita-breaks-'))
    ;[asterisk, kept] = await Promise.all([startAsterisk(), ForeignDatabase.create('MYSQL')])
    await open()
    const { host, amiPort: port, username, secret } = asterisk
    const { pbx } = await admin.mutate(
      `mutation ($input: PbxRegisterInput!) {
        pbxRegister(input: $input) { pbx { id } errors { code path message } } }`,
      { input: { name: 'Central', host, port, username, secret, dialContext: 'phones' } },
    )
    pbxId = pbx.id
    await live()
  }, 60_000)

  afterAll(async () => {
    await admin?.close()
    await app?.stop()
    await asterisk?.stop()
    await kept?.drop()
    await rm(dataFolder, { recursive: true, force: true })
  })

  it('go on where they were when the server was away, and end what ended meanwhile as lost', async () => {
    const member = { Interface: 'Local/1005@agents/n', MemberName: 'Dinámico' }
    await asterisk.ami.action({ Action: 'QueueAdd', Queue: 'dinamica', ...member })
    await pauses('1003', true)
    const talking = await asterisk.callQueue({ queue: 'ventas' })
    await asterisk.talkingWith(talking)
    const stays = await asterisk.callQueue({ queue: 'vacia' })
    const leaves = await asterisk.callQueue({ queue: 'vacia' })
    const before = await told(({ visits, spans }) => {
      expect(visits.map(({ outcome }) => outcome).sort()).toEqual(['ANSWERED', 'WAITING', 'WAITING'])
      // Each in the one queue and in all.
      expect(spans.map(({ kind }) => kind).sort()).toEqual(['PAUSE', 'PAUSE', 'SESSION', 'SESSION'])
    })

    await admin.close()
    await app.stop()
    await asterisk.hangup(leaves.channel)
    await asterisk.waitForEvent('Hangup', { Uniqueid: leaves.uniqueid })
    await asterisk.ami.action({ Action: 'QueueRemove', Queue: 'dinamica', Interface: member.Interface })
    await open()
    await live()
    await asterisk.hangup(talking.channel)
    await asterisk.hangup(stays.channel)
    await pauses('1003', false)

    const after = await told(({ visits, spans }) => {
      expect(visits.filter(({ endedSecond }) => endedSecond === null)).toEqual([])
      expect(spans.filter(({ endedSecond }) => endedSecond === null)).toEqual([])
    })
    const ends = new Map(after.visits.map((visit) => [visit.callid, visit]))
    expect(ends.get(leaves.uniqueid)).toMatchObject({ outcome: 'LOST', queue: 'vacia' })
    expect(ends.get(stays.uniqueid)).toMatchObject({
      outcome: 'ABANDONED',
      waitSeconds: await logged(stays.uniqueid, 2),
    })
    expect(ends.get(talking.uniqueid)).toMatchObject({
      outcome: 'ANSWERED',
      ending: 'CALLER_HUNG_UP',
      waitSeconds: await logged(talking.uniqueid, 0),
      talkSeconds: await logged(talking.uniqueid, 1),
    })
    // The same facts as before, each once, with the beginning they had.
    expect(after.visits.map(({ callid, joinedSecond }) => [callid, joinedSecond])).toEqual(
      before.visits.map(({ callid, joinedSecond }) => [callid, joinedSecond]),
    )
    const begun = ({ spans }: ToldFacts) =>
      spans.map(({ kind, agent, queue, startedSecond }) => [kind, agent, queue, startedSecond]).sort()
    expect(begun(after)).toEqual(begun(before))
  }, 60_000)

  it('end as lost what was open when the PBX fell', async () => {
    const waits = await asterisk.callQueue({ queue: 'vacia' })
    await told(({ visits }) => expect(visits.map(({ callid }) => callid)).toContain(waits.uniqueid))
    await asterisk.kill()
    await asterisk.restart()
    const { visits } = await told((facts) =>
      expect(facts.visits.filter(({ endedSecond }) => endedSecond === null)).toEqual([]),
    )
    expect(visits.find(({ callid }) => callid === waits.uniqueid)).toMatchObject({ outcome: 'LOST' })
  }, 60_000)

  it('count once what the PBX says twice', async () => {
    const { host, amiPort: port, username, secret } = asterisk
    const client = await AmiClient.connect({ host, port })
    const [once, twice]: [QueueEvent[], QueueEvent[]] = [[], []]
    const [plain, doubled] = [once, twice].map((said) => new AmiQueueEvents((event) => said.push(event)))
    let isOver = false
    client.onEvent = (message) => {
      const nowMs = Date.now()
      plain!.take(message, nowMs)
      doubled!.take(message, nowMs)
      doubled!.take(message, nowMs)
      isOver ||= message.name === 'UserEvent' && message.get('UserEvent') === 'TheEnd'
    }
    await client.login({ username, secret })
    await asterisk.setAgent('1003', { answersAfterSeconds: 'never' })
    await asterisk.setAgent('1002', { hangsUpAfterSeconds: 1 })
    const calls = [
      await asterisk.callQueue({ queue: 'ventas', hangsUpAfterSeconds: 4 }),
      await asterisk.callQueue({ queue: 'cobranzas', hangsUpAfterSeconds: 3 }),
      await asterisk.callQueue({ queue: 'salida', presses: { keys: '1', afterSeconds: 0.3 } }),
    ]
    for (const { uniqueid } of calls) await asterisk.waitForEvent('Hangup', { Uniqueid: uniqueid })
    await asterisk.ami.action({ Action: 'UserEvent', UserEvent: 'TheEnd' })
    await vi.waitFor(() => expect(isOver).toBe(true), within)
    await client.close()
    expect(twice).toEqual(once)
    const kinds = new Set(once.map(({ kind }) => kind))
    expect([...kinds]).toEqual(
      expect.arrayContaining(['JOINED', 'CONNECTED', 'RING_MISSED', 'ABANDONED', 'LEFT_BY_KEY']),
    )
  }, 30_000)

  async function open(): Promise<void> {
    app = await AppServer.start({ databaseUrl: kept.url, dataFolder })
    admin = await app.admin()
  }

  async function live(): Promise<void> {
    await vi.waitFor(async () => {
      const { pbxs } = await admin.query(`{ pbxs { status { state } } }`)
      expect(pbxs).toMatchObject([{ status: { state: 'LIVE' } }])
    }, within)
  }

  const told = (expected: (facts: ToldFacts) => void): Promise<ToldFacts> =>
    vi.waitFor(async () => {
      const facts = await toldFacts(kept, pbxId)
      expected(facts)
      return facts
    }, within)

  const pauses = (number: string, isPaused: boolean) =>
    asterisk.ami.action({
      Action: 'QueuePause',
      Interface: `Local/${number}@agents/n`,
      Paused: isPaused ? 'true' : 'false',
      Queue: 'cobranzas',
      Reason: 'Baño',
    })

  /** A number of the line of queue_log that ends a visit, give or take the end of a second. */
  async function logged(callid: string, at: number) {
    const lines = (await asterisk.queueLog()).filter((line) => line.callid === callid)
    const seconds = Number(lines.at(-1)?.data[at])
    return expect.toSatisfy((value: number) => Math.abs(value - seconds) <= 1, `${seconds} s`)
  }
})
