import { expect, vi } from 'vitest'
import {
  parseQueueShow,
  type QueueLogLine,
  type QueueMemberReport,
  type QueueReport,
} from '../asterisk/asterisk.report.ts'
import type { AsteriskServer } from '../asterisk/asterisk.server.ts'
import type { ApiClient } from '../servers/api.client.ts'
import type { KeptCall, KeptVisit, LiveMember } from './live.documents.ts'

/** Asterisk's word for a member's phone, and what the member is doing then. */
const STATES: Record<string, string> = {
  'Not in use': 'AVAILABLE',
  'In use': 'ON_CALL',
  Busy: 'ON_CALL',
  'On Hold': 'ON_CALL',
  'Ring+Inuse': 'ON_CALL',
  Ringing: 'RINGING',
  Unavailable: 'OFFLINE',
  Invalid: 'OFFLINE',
}

interface Live {
  queues: { name: string; callers: { callId: string; position: number }[]; members: LiveMember[] }[]
  activeCalls: { id: string; legs: { channel: string; endedAt: string | null }[] }[]
}

const LIVE = `{
  queues { name callers { callId position }
    members { name number state isPaused pauseReason penalty callsTaken isDynamic } }
  activeCalls { id legs { channel endedAt } }
}`

/** What is shown is, within 3 s, what `queue show` and `core show channels` say. */
export async function expectSameAsAsterisk(admin: ApiClient, asterisk: AsteriskServer): Promise<void> {
  await vi.waitFor(
    async () => {
      const [queues, channels, live] = await Promise.all([
        asterisk.cli('queue show'),
        asterisk.channels(),
        admin.query<Live>(LIVE),
      ])
      const said = queues.split(/^(?=\S+ has \d+ calls)/m).map(parseQueueShow)
      expect(live.queues.map((queue) => shown(queue, live)).sort(byName)).toEqual(
        said.map(reported).sort(byName),
      )
      expect(openChannels(live).sort()).toEqual(channels.map(({ channel }) => channel).sort())
      expect(live.activeCalls.filter(({ legs }) => legs.every(({ endedAt }) => endedAt))).toEqual([])
    },
    { timeout: 3_000, interval: 100 },
  )
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)

const openChannels = ({ activeCalls }: Live): string[] =>
  activeCalls.flatMap(({ legs }) =>
    legs.filter(({ endedAt }) => endedAt === null).map(({ channel }) => channel),
  )

/** A queue as we show it: whose channels wait at which position, and its members. */
function shown({ name, callers, members }: Live['queues'][number], { activeCalls }: Live) {
  return {
    name,
    callers: callers.map(({ position, callId }) => ({
      position,
      channels: activeCalls.find(({ id }) => id === callId)?.legs.map(({ channel }) => channel),
    })),
    members: members
      .map(({ name, state, isPaused, pauseReason, penalty, callsTaken, isDynamic }) => ({
        name,
        // Asterisk 16 has no word for the work after a call.
        state: state === 'WRAP_UP' ? 'AVAILABLE' : state,
        isPaused,
        pauseReason: pauseReason ?? '',
        penalty,
        callsTaken,
        isDynamic,
      }))
      .sort(byName),
  }
}

/** A queue as Asterisk shows it. */
function reported({ name, callers, members }: QueueReport) {
  return {
    name,
    callers: callers.map(({ position, channel }) => ({
      position,
      channels: expect.arrayContaining([channel]),
    })),
    members: members
      .map((member) => ({
        name: member.name,
        state: stateOf(member),
        isPaused: member.paused,
        pauseReason: member.pausedReason,
        penalty: member.penalty,
        callsTaken: member.callsTaken,
        isDynamic: member.dynamic,
      }))
      .sort(byName),
  }
}

function stateOf({ status, inCall, paused }: QueueMemberReport): string | undefined {
  if (inCall) return 'ON_CALL'
  return paused && status === 'Not in use' ? 'PAUSED' : STATES[status]
}

/** The lines of queue_log that end a wait, with the place of the wait in them and what we call such an end. */
const ENDS_OF_WAIT: Record<string, { waitAt: number; outcome: string }> = {
  CONNECT: { waitAt: 0, outcome: 'ANSWERED' },
  ABANDON: { waitAt: 2, outcome: 'ABANDONED' },
  EXITWITHTIMEOUT: { waitAt: 2, outcome: 'TIMED_OUT' },
  EXITEMPTY: { waitAt: 2, outcome: 'LEFT_EMPTY' },
  EXITWITHKEY: { waitAt: 3, outcome: 'LEFT_BY_KEY' },
}

/** The lines that end a talk, with the place of its seconds in them. */
const ENDS_OF_TALK: Record<string, number> = {
  COMPLETEAGENT: 1,
  COMPLETECALLER: 1,
  BLINDTRANSFER: 3,
  ATTENDEDTRANSFER: 3,
}

/**
 * Every visit of these calls is in queue_log, and no other: with the same outcome, and wait and talk the same
 * within a second, which is as exactly as that log tells them.
 */
export async function expectSameAsQueueLog(
  calls: readonly KeptCall[],
  asterisk: AsteriskServer,
): Promise<void> {
  await vi.waitFor(
    async () => {
      const log = await asterisk.queueLog()
      for (const call of calls) {
        const lines = log.filter(({ callid }) => callid === call.linkedid)
        const logged = visitsIn(lines)
        expect(call.queueVisits.map(({ outcome }) => outcome)).toEqual(logged.map(({ outcome }) => outcome))
        call.queueVisits.forEach((visit, index) => void expectSameTimes(visit, logged[index]!))
      }
    },
    { timeout: 3_000, interval: 200 },
  )
}

function expectSameTimes(visit: KeptVisit, logged: LoggedVisit): void {
  expect(Math.abs(visit.waitSeconds - logged.waitSeconds), `wait of ${JSON.stringify(visit)}`).toBeLessThan(
    1.1,
  )
  expect(Math.abs(visit.talkSeconds - logged.talkSeconds), `talk of ${JSON.stringify(visit)}`).toBeLessThan(
    1.1,
  )
}

interface LoggedVisit {
  outcome: string
  waitSeconds: number
  talkSeconds: number
}

function visitsIn(lines: readonly QueueLogLine[]): LoggedVisit[] {
  const visits: LoggedVisit[] = []
  for (const { event, data } of lines) {
    const end = ENDS_OF_WAIT[event]
    const talkAt = ENDS_OF_TALK[event]
    if (event === 'ENTERQUEUE') visits.push({ outcome: 'UNKNOWN', waitSeconds: 0, talkSeconds: 0 })
    const visit = visits.at(-1)
    if (!visit) continue
    if (end) {
      visit.outcome = end.outcome
      visit.waitSeconds = Number(data[end.waitAt])
    }
    if (talkAt !== undefined) visit.talkSeconds = Number(data[talkAt])
  }
  return visits
}
