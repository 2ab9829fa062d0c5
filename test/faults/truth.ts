import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { AsteriskServer, PlacedCall, QueueName } from '../asterisk/asterisk.server.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { waitUntil } from '../servers/child.process.ts'

/** How the floor stands, in words that Asterisk's reports and the API's answers can both be put into. */
export interface Picture {
  /** Those of the calls placed that go on, by linkedid: talking or waiting. */
  calls: Record<string, 'CONNECTED' | 'QUEUED'>
  queues: Record<string, { waiting: string[]; members: Record<string, string> }>
}

const QUEUES: QueueName[] = ['ventas', 'vacia', 'cobranzas']

/** A call as the table and the live state show it. */
export interface ShownCall {
  id: string
  linkedid: string
  state: string
  disposition: string | null
  endReason: string | null
  startedAt: string
  endedAt: string | null
  talkSeconds: number
  waitSeconds: number
  durationSeconds: number
  isStale: boolean
}
export const CALL =
  'id linkedid state disposition endReason startedAt endedAt talkSeconds waitSeconds durationSeconds isStale'

/** What Asterisk itself says: `core show channels` and `queue show`. */
export async function pictureOfAsterisk(asterisk: AsteriskServer, placed: PlacedCall[]): Promise<Picture> {
  const channels = new Map((await asterisk.channels()).map((channel) => [channel.uniqueid, channel]))
  const calls: Picture['calls'] = {}
  for (const { uniqueid, linkedid } of placed) {
    const channel = channels.get(uniqueid)
    if (channel) calls[linkedid] = channel.bridgeId ? 'CONNECTED' : 'QUEUED'
  }
  const queues: Picture['queues'] = {}
  for (const name of QUEUES) {
    const { callers, members } = await asterisk.queueShow(name)
    queues[name] = {
      waiting: callers.map(
        ({ channel }) => placed.find((call) => call.channel === channel)?.linkedid ?? channel,
      ),
      members: Object.fromEntries(
        members.map((member) => [
          member.interface.match(/\d+/)![0],
          `${{ 'In use': 'BUSY', Ringing: 'RINGING' }[member.status] ?? 'NOT BUSY'}${member.paused ? ' PAUSED' : ''}`,
        ]),
      ),
    }
  }
  return { calls: sorted(calls), queues }
}

/** What the API shows live; undefined while any of it is marked stale. */
export async function pictureShown(client: ApiClient): Promise<Picture | undefined> {
  const { activeCalls, queues } = await client.query<{ activeCalls: ShownCall[]; queues: ShownQueue[] }>(
    `{ activeCalls { ${CALL} }
       queues { name isStale callers { callId } members { number state isPaused } } }`,
  )
  if ([...activeCalls, ...queues].some(({ isStale }) => isStale)) return undefined
  const linkedidOf = new Map(activeCalls.map(({ id, linkedid }) => [id, linkedid]))
  return {
    calls: sorted(
      Object.fromEntries(activeCalls.map(({ linkedid, state }) => [linkedid, state])) as Picture['calls'],
    ),
    queues: Object.fromEntries(
      QUEUES.map((name) => {
        const queue = queues.find((one) => one.name === name)
        const members = queue?.members.map(({ number, state, isPaused }) => [
          number,
          `${{ ON_CALL: 'BUSY', RINGING: 'RINGING' }[state] ?? 'NOT BUSY'}${isPaused ? ' PAUSED' : ''}`,
        ])
        const waiting = queue?.callers.map(({ callId }) => linkedidOf.get(callId) ?? callId)
        return [name, { waiting: waiting ?? [], members: Object.fromEntries(members ?? []) }]
      }),
    ),
  }
}

/** Waits until what is shown is what Asterisk says, and fails with both when it takes longer. @returns ms it took */
export async function agrees(
  client: ApiClient,
  asterisk: AsteriskServer,
  placed: PlacedCall[],
  limitMs = 10_000,
  since = performance.now(),
): Promise<number> {
  for (;;) {
    const truth = await pictureOfAsterisk(asterisk, placed)
    const askedAt = performance.now()
    const shown = await pictureShown(client)
    if (shown && isDeepStrictEqual(shown, truth)) return askedAt - since
    if (askedAt - since > limitMs) expect(shown).toEqual(truth)
  }
}

/** Every call in the table, merged ones left out, as history shows them. */
export async function keptCalls(client: ApiClient): Promise<ShownCall[]> {
  const calls: ShownCall[] = []
  for (let after: string | null = null; ; ) {
    const page: { nodes: ShownCall[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
      await client.query(
        `query ($after: String) { calls(first: 100, after: $after) {
          nodes { ${CALL} } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
    ).calls
    calls.push(...page.nodes)
    if (!page.pageInfo.hasNextPage) return calls
    after = page.pageInfo.endCursor
  }
}

/** Waits until every call placed is in the table once and has ended there, and gives them by linkedid. */
export async function allKept(
  client: ApiClient,
  placed: readonly { linkedid: string }[],
  limitMs = 10_000,
): Promise<Map<string, ShownCall>> {
  const wanted = placed.map(({ linkedid }) => linkedid).sort()
  let kept: ShownCall[] = []
  await waitUntil(
    async () => {
      kept = await keptCalls(client)
      return kept.length >= wanted.length && kept.every(({ state }) => state === 'ENDED')
    },
    limitMs,
    () =>
      `Placed ${wanted.length}, kept ${kept.length}: ${JSON.stringify(kept.filter(({ state }) => state !== 'ENDED'))}`,
  )
  expect(kept.map(({ linkedid }) => linkedid).sort()).toEqual(wanted)
  return new Map(kept.map((call) => [call.linkedid, call]))
}

/** Registers Asterisk, or a proxy before it, and waits until it is live. */
export async function register(client: ApiClient, asterisk: AsteriskServer, port: number): Promise<string> {
  const { pbx } = await client.mutate(
    `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code path } } }`,
    {
      input: {
        name: 'Central',
        host: '127.0.0.1',
        port,
        username: asterisk.username,
        secret: asterisk.secret,
        dialContext: 'phones',
      },
    },
  )
  await linkIs(client, 'LIVE')
  return pbx.id
}

/** Waits until the link to the only PBX stands so. */
export async function linkIs(client: ApiClient, state: string, limitMs = 10_000): Promise<void> {
  const stands = async () =>
    (await client.query('{ pbxs { status { state } } }')).pbxs[0].status.state === state
  await waitUntil(stands, limitMs, () => `The link is not ${state}`)
}

interface ShownQueue {
  name: string
  isStale: boolean
  callers: { callId: string }[]
  members: { number: string; state: string; isPaused: boolean }[]
}

const sorted = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => a.localeCompare(b)))
