import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readQueueEvent } from '../../src/adapters/queue-log/queue.event.reader.ts'
import { FactBuilder } from '../../src/domains/queue-logs/facts/fact.builder.ts'
import { describeWithShared, sharedFile } from '../shared.files.ts'
import { FactCollection } from './facts.of.ts'

type Row = Record<string, string>

interface Scenario {
  scenario: string
  queue_log: Row[]
  expected: { step: string; rows: Row[] }[]
}

/**
 * XiVO's own acceptance tests of its statistics. Two of its definitions are not ours: a call closed out before it
 * joined is no visit here, and a call completed in a queue that it was not seen to join is counted as unmatched.
 * Of the others, one lets calls be answered before they come, and one is told in times relative to its run.
 */
const OTHERWISE = [
  'Generate stats for partial answered call logs',
  'Generate stats for received/answered calls',
  'Generate stats twice',
]

const SCENARIOS = 'queue_log/scenarios/xivo_statcenter.json'
const HOUR_MS = 3_600_000
const instant = (time: string) => Date.parse(`${time.replace(' ', 'T').replace(/\+00$/, '')}Z`)

function factsOf(rows: readonly Row[]) {
  const builder = new FactBuilder()
  const facts = new FactCollection()
  const ordered = rows
    .map((row) => ({ row, atMs: instant(row.time!) }))
    .sort((a, b) => a.atMs - b.atMs || Number(a.row.id) - Number(b.row.id) || 0)
  for (const { row, atMs } of ordered) {
    const data = [1, 2, 3, 4, 5].map((n) => row[`data${n}`] ?? '')
    builder.take(
      readQueueEvent(
        [row.time!, row.callid!, row.queuename!, row.agent ?? 'NONE', row.event!, ...data],
        atMs,
      ),
    )
  }
  facts.keep(builder.drain())
  return { ...facts.all, unmatchedCount: builder.unmatchedCount }
}

/** Seconds of intervals that fall into a stretch. */
const within = (
  intervals: { startedMs: number; endedMs: number | null }[],
  fromMs: number,
  untilMs: number,
) =>
  intervals.reduce(
    (sum, { startedMs, endedMs }) =>
      sum + Math.max(0, Math.min(endedMs ?? untilMs, untilMs) - Math.max(startedMs, fromMs)) / 1000,
    0,
  )

const clock = (seconds: number) => new Date(Math.floor(seconds) * 1000).toISOString().slice(11, 19)

describeWithShared('The scenarios of another system', SCENARIOS, () => {
  const file = sharedFile(SCENARIOS)
  // Also without the file the tests are counted, as one.
  const scenarios: Scenario[] = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : [{ scenario: 'each of them', queue_log: [], expected: [] }]

  for (const { scenario, queue_log, expected } of scenarios.filter(
    ({ scenario }) => !OTHERWISE.includes(scenario),
  ))
    test(scenario, () => {
      const { visits, sessions, pauses } = factsOf(queue_log)
      for (const { step, rows } of expected) {
        const [, subject, name, day] = /on (?:(agent) )?"([^"]+)" on "([\d-]+)"/.exec(step)!
        const isAgent = subject === 'agent'
        const mine = (each: { agent: string; queue: string }) =>
          each.agent === `Agent/${name}` && each.queue === ''
        for (const { slot, ...figures } of rows) {
          const hours = /^(\d+)h-(\d+)h$/.exec(slot!)
          if (!hours) continue
          const fromMs = instant(`${day} ${hours[1]!.padStart(2, '0')}:00:00`)
          const untilMs = fromMs + HOUR_MS
          const here = visits.filter(
            ({ queue, agent, joinedMs }) =>
              (isAgent ? agent === `Agent/${name}` : queue === name) &&
              joinedMs >= fromMs &&
              joinedMs < untilMs,
          )
          const ours: Row = {
            // XiVO's receives count those closed out, too.
            Received: String(here.length + Number(figures.Closed ?? 0)),
            Answered: String(here.filter(({ outcome }) => outcome === 'ANSWERED').length),
            Login: clock(within(sessions.filter(mine), fromMs, untilMs)),
            Pause: clock(
              within(
                pauses.filter((each) => mine(each) && each.kind === 'PAUSE'),
                fromMs,
                untilMs,
              ),
            ),
            Wrapup: clock(
              within(
                pauses.filter((each) => mine(each) && each.kind === 'WRAP_UP'),
                fromMs,
                untilMs,
              ),
            ),
          }
          for (const [figure, value] of Object.entries(ours))
            if (figures[figure] !== undefined)
              expect({ slot, [figure]: value }).toEqual({ slot, [figure]: figures[figure] })
        }
      }
    })

  test('a call completed in a queue that it was not seen to join is counted, and is no visit there', () => {
    const { queue_log } = scenarios.find(({ scenario }) => scenario.includes('partial answered'))!
    const { visits, unmatchedCount } = factsOf(queue_log)
    expect(visits.map(({ queue, outcome }) => [queue, outcome])).toEqual([['q00', 'WAITING']])
    expect(unmatchedCount).toBe(1)
  })

  const sessionsAndPauses = (name: string) => {
    const all = JSON.parse(
      readFileSync(sharedFile('queue_log/scenarios/xivo_dao_sessions_pauses.json'), 'utf8'),
    ) as { test: string; queue_log: Row[] }[]
    return factsOf(all.find((each) => each.test === name)!.queue_log)
  }
  const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().slice(5, 19))

  test('who logs off without having been seen to log in was there for as long as the log says', () => {
    const { sessions } = sessionsAndPauses('test_get_completed_logins')
    expect(sessions.map(({ agent, startedMs, endedMs }) => [agent, at(startedMs), at(endedMs)])).toEqual([
      ['Agent/1', '05-31T15:00:00', '05-31T22:00:00'],
      ['Agent/1', '05-31T23:00:00', '06-01T06:00:00'],
      ['Agent/2', '06-01T00:00:00', '06-01T06:30:00'],
      ['Agent/1', '06-01T06:05:00', '06-01T06:30:00'],
      ['Agent/1', '06-01T06:40:00', '06-01T06:45:00'],
    ])
  })

  test('logging off ends the service of every queue', () => {
    const { sessions } = sessionsAndPauses(
      'test_get_login_intervals_in_range_per_queue_clipped_by_global_logoff',
    )
    expect(sessions.map(({ queue, startedMs, endedMs }) => [queue, at(startedMs), at(endedMs)])).toEqual([
      ['', '07-21T08:00:00', '07-21T10:00:00'],
      ['queue_a', '07-21T08:00:00', '07-21T10:00:00'],
    ])
  })

  test('a pause in one queue and a pause in all run into each other', () => {
    const { pauses } = sessionsAndPauses('test_get_pause_intervals_in_range_merges_per_queue_and_pauseall')
    expect(pauses.map(({ queue, startedMs, endedMs }) => [queue, at(startedMs), at(endedMs)])).toEqual([
      ['queue_a', '07-21T09:00:00', '07-21T09:45:00'],
      ['', '07-21T09:00:00', '07-21T09:45:00'],
    ])
  })

  test('a queue that a caller is sent on from at once, and the one that answers, are two visits', () => {
    const { visits } = sessionsAndPauses('test_fill_leaveempty_calls_fallover')
    expect(visits.map(({ queue, outcome, ending }) => [queue, outcome, ending])).toEqual([
      ['queue1', 'LEFT_EMPTY', null],
      ['queue2', 'ANSWERED', 'AGENT_HUNG_UP'],
    ])
  })
})
