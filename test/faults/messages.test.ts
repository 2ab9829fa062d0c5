import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AmiPeer } from '../servers/ami.peer.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { linkIs } from './truth.ts'

const STORIES = ['answered', 'abandoned', 'no-answer', 'blind-transfer', 'attended-transfer', 'hold', 'park']

/**
 * The events of a recorded session with a real Asterisk, its calls made those of another hour. Some recordings
 * end before their calls do: these are hung up here.
 */
function events(story: string, hour: number): string[] {
  const text = readFileSync(new URL(`../simulator/recordings/${story}.txt`, import.meta.url), 'utf8')
  const told = text
    .replace(/(lab\d-)1795(\d{6}\.\d+)/g, (_, lab, rest) => `${lab}${1700 + hour}${rest}`)
    .split('\r\n\r\n')
    .filter((message) => message.startsWith('Event: ') && !/^ActionID:/m.test(message))
  const ended = new Set(told.filter((message) => message.startsWith('Event: Hangup')).map(uniqueidOf))
  const seen = new Map(told.map((message) => [uniqueidOf(message), message]))
  const hangups = [...seen].flatMap(([uniqueid, message]) =>
    uniqueid === undefined || ended.has(uniqueid)
      ? []
      : [`${message.replace(/^Event: \w+/, 'Event: Hangup')}\r\nCause: 16`],
  )
  return [...told, ...hangups]
}

const uniqueidOf = (message: string): string | undefined => /^Uniqueid: (\S+)/m.exec(message)?.[1]

const wire = (messages: readonly string[]): string => messages.map((message) => `${message}\r\n\r\n`).join('')

interface Row {
  id: string
  linkedid: string
  state: string
  events: { kind: string }[]
  queueVisits: { outcome: string }[]
}

describe('What an AMI should never send', () => {
  let peer: AmiPeer
  let server: AppServer
  let admin: ApiClient
  let hour = 0

  beforeAll(async () => {
    peer = await AmiPeer.listen()
    server = await AppServer.start()
    admin = await server.admin()
    await admin.mutate(
      `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code path } } }`,
      { input: { name: 'Peer', host: '127.0.0.1', port: peer.port, username: 'admin', secret: 'secret' } },
    )
    await linkIs(admin, 'LIVE')
  }, 60_000)
  afterAll(async () => {
    await admin?.close()
    await server?.stop()
    await peer?.close()
  })

  const rows = async (): Promise<Row[]> =>
    (
      await admin.query(
        `{ calls(first: 100) { nodes {
          id linkedid state disposition direction fromNumber toNumber transferCount endReason
          events { kind } queueVisits { outcome } } } }`,
      )
    ).calls.nodes
  /** Plays it, ends it with a call that marks its end, and gives the calls it made, without what names them. */
  const play = async (messages: readonly string[], at: number) => {
    const mark = `mark-${1700 + at}000001.1`
    const channel = `Channel: PJSIP/1-00000001\r\nUniqueid: ${mark}\r\nLinkedid: ${mark}`
    peer.write(
      wire([...messages, `Event: Newchannel\r\n${channel}`, `Event: Hangup\r\n${channel}\r\nCause: 16`]),
    )
    await expect
      .poll(async () => (await rows()).map(({ linkedid }) => linkedid), { timeout: 5_000 })
      .toContain(mark)
    return (await rows())
      .filter(({ linkedid }) => linkedid.includes(`-${1700 + at}`) && linkedid !== mark)
      .map(({ id: _, linkedid, events, ...row }) => ({
        ...row,
        linkedid: linkedid.replace(/-\d{4}/, '-'),
        events: events.map(({ kind }) => kind).sort(),
      }))
      .sort((a, b) => a.linkedid.localeCompare(b.linkedid))
  }
  const nothingIsLive = () =>
    expect.poll(async () => (await admin.query('{ activeCalls { linkedid state } }')).activeCalls).toEqual([])

  it.each(STORIES)('every message twice makes the same calls: %s', async (story) => {
    const once = await play(events(story, ++hour), hour)
    expect(once.length).toBeGreaterThan(0)
    const twice = await play(
      events(story, ++hour).flatMap((message) => [message, message]),
      hour,
    )
    expect(twice).toEqual(once)
    await nothingIsLive()
  })

  it.each(STORIES)('a session repeated whole opens no call again: %s', async (story) => {
    const once = await play(events(story, ++hour), hour)
    const messages = events(story, ++hour)
    const repeated = await play([...messages, ...messages], hour)
    expect(repeated).toEqual(once)
    await nothingIsLive()
  })

  it.each(STORIES)('out of order it is never fatal, and leaves no phantom: %s', async (story) => {
    for (let seed = 1; seed <= 3; seed++) {
      const messages = shuffled(events(story, ++hour), seed)
      const calls = await play(messages, hour)
      expect(new Set(calls.map(({ linkedid }) => linkedid)).size).toBe(calls.length)
      expect(calls.filter(({ state }) => state !== 'ENDED')).toEqual([])
    }
    await nothingIsLive()
  })

  it('what nobody can read is counted, and the rest goes on', async () => {
    const messages = events('answered', ++hour)
    const junk = [
      'no colon at all',
      ': : :',
      'Event: ',
      'Event: Hangup',
      'Event: QueueCallerJoin\r\nUniqueid: nobody\r\nQueue: nowhere',
      'Event: close',
      'Event: error\r\nMessage: boo',
      `Event: Newchannel\r\nUniqueid: ${'9'.repeat(5_000)}`,
      'Event: QueueMemberStatus\r\nQueue: q\r\nInterface: \r\nStatus: NaN\r\nPenalty: many',
      '\u0000\u0007',
    ]
    const spoiled = messages.flatMap((message, at) => [junk[at % junk.length]!, message])
    const clean = await play(events('answered', ++hour), hour)
    expect(await play(spoiled, hour - 1)).toEqual(clean)
    await linkIs(admin, 'LIVE')
    expect(peer.accepted).toBe(1)
    const metrics = await (await fetch(server.url.replace('/graphql', '/metrics'))).text()
    expect(Number(/callcenter_ami_malformed\w*\{[^}]*\} (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(0)
  })
})

/** The same shuffle for the same seed. */
function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  let state = seed * 2_654_435_761
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0
    return (state >>> 0) / 2 ** 32
  }
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
