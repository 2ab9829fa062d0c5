import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeWithShared, sharedFile } from '../shared.files.ts'
import { type AllFacts, factsOfBytes, factsOfFiles } from './facts.of.ts'
import { exactly, type Truth, truthOf } from './truth.ts'

/** Logs of real centers, and of a lab, with the zone their counters used. */
const LOGS: { name: string; files: string[]; timeZone: string }[] = [
  { name: 'thirdlane_it_2018', files: ['thirdlane_it_2018.queue_log'], timeZone: 'America/New_York' },
  { name: 'freepbx_ringall_2010', files: ['freepbx_ringall_2010.queue_log'], timeZone: 'Etc/GMT-0' },
  {
    name: 'asterisk16_lab1',
    files: ['asterisk16_lab1/queue_log.0', 'asterisk16_lab1/queue_log'],
    timeZone: 'UTC',
  },
  { name: 'issue759', files: ['asterisk_issue759_attended_transfer.queue_log'], timeZone: 'UTC' },
  { name: 'issabel_20220707', files: ['issabel4_2022/queue_log-20220707'], timeZone: 'UTC' },
  { name: 'issabel_20220901', files: ['issabel4_2022/queue_log-20220901'], timeZone: 'UTC' },
  { name: 'issabel_20221005', files: ['issabel4_2022/queue_log-20221005'], timeZone: 'UTC' },
]

const readJson = (...path: string[]) => JSON.parse(readFileSync(sharedFile('queue_log', ...path), 'utf8'))
const aliasesIn = (names: Record<string, string>) => (spelling: string) => names[spelling] ?? spelling

describeWithShared('What other readers say of the same logs', 'queue_log/oracle', () => {
  const factsOf = (files: string[]): AllFacts =>
    factsOfFiles(
      files.map((file) => sharedFile('queue_log/queue_log', file)),
      {
        agentOf: aliasesIn(readJson('oracle/thirdlane_aliases.json').interface_to_name),
        chunkBytes: 777,
        chunksPerBuilder: 3,
      },
    )

  for (const { name, files } of LOGS)
    test(`${name}: the reference counts the same`, () => {
      const reference = readJson('oracle', `${name}.reference.json`) as Truth
      const zone = zoneOf(reference, factsOf(files))
      expect(comparable(truthOf(factsOf(files), zone))).toEqual(comparable(reference))
    })

  for (const { name, files } of LOGS)
    test(`${name}: Asternic Lite counts the same, by its own definitions`, () => {
      const oracle = readJson('oracle', `${name}.asternic_lite.json`)
      const zone = zoneOf(readJson('oracle', `${name}.reference.json`), factsOf(files))
      expect(asAsternic(factsOf(files), zone, holdsIn(files))).toEqual(withoutPlaceholders(oracle))
    })

  test('the generator counts the same of the small log, and so do the two others', () => {
    const truth = readJson('generated/small/truth.json')
    const facts = factsOfBytes([readFileSync(sharedFile('queue_log/generated/small/queue_log'))], {
      agentOf: aliasesIn(truth.interface_to_name),
      chunkBytes: 4_001,
    })
    const ours = truthOf(facts, truth.tz)
    expect(exactly(ours)).toEqual(exactly(truth))
    expect(comparable(ours)).toEqual(comparable(readJson('generated/small/reference.json')))
    expect(asAsternic(facts, truth.tz)).toEqual(
      withoutPlaceholders(readJson('generated/small/asternic_lite.json')),
    )
  })
})

/** Asternic takes the wait from the line that completes a call; Thirdlane once wrote a second more there. */
function holdsIn(files: readonly string[]): Map<string, number> {
  const lines = files.flatMap((file) =>
    readFileSync(sharedFile('queue_log/queue_log', file), 'utf8').split('\n'),
  )
  const completed = lines
    .map((line) => line.split('|'))
    .filter(([, , , , event]) => /^COMPLETE/.test(event ?? ''))
  return new Map(completed.map(([, callid, queue, , , hold]) => [`${callid}|${queue}`, Number(hold)]))
}

/**
 * What the reference and we both tell. It counts rings for queues and agents, not for days and hours, knows no
 * cancelled rings, and lists agents who did nothing.
 */
function comparable({ total, by_queue, by_day, by_hour, by_agent }: Truth) {
  const plain = JSON.parse(JSON.stringify({ total, by_queue, by_day, by_hour, by_agent }), (key, value) =>
    ['ring_canceled', 'derived', 'agentdump'].includes(key) ? undefined : value,
  )
  for (const each of [...Object.values(plain.by_day), ...Object.values(plain.by_hour)] as Record<
    string,
    unknown
  >[]) {
    delete each.rna
    delete each.rna_real
  }
  for (const [agent, counts] of Object.entries(plain.by_agent))
    if (
      Object.values(counts as object).every((value) => value === 0 || Object.keys(Object(value)).length === 0)
    )
      delete plain.by_agent[agent]
  return plain
}

/** The whole hours' offset by which the reference told days and hours, found from where its first visit fell. */
function zoneOf(reference: Truth, facts: AllFacts): string {
  const zones = ['UTC', ...[1, 2, 3, 4, 5, 6].map((hours) => `Etc/GMT-${hours}`)]
  const wanted = JSON.stringify(Object.keys(reference.by_hour).sort())
  const days = JSON.stringify(Object.keys(reference.by_day).sort())
  const fits = (zone: string) => {
    const { by_hour, by_day } = truthOf(facts, zone)
    return (
      JSON.stringify(Object.keys(by_hour).sort()) === wanted &&
      JSON.stringify(Object.keys(by_day).sort()) === days
    )
  }
  return [...zones, 'America/New_York', 'America/La_Paz'].find(fits)!
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits
const mean = (values: number[]) =>
  values.length ? values.reduce((sum, each) => sum + each, 0) / values.length : 0

/**
 * Asternic's definitions: answered is who was seen to hang up (a transfer or a crash is no answer), unanswered is
 * ABANDON (also of an incompatible caller) and EXITWITHTIMEOUT, the service level counts connects, an hour is when
 * it ended.
 */
function asAsternic({ visits }: AllFacts, timeZone: string, holds = new Map<string, number>()) {
  const holdOf = ({ channel, queue, waitSeconds }: AllFacts['visits'][number]) =>
    holds.get(`${channel}|${queue}`) ?? waitSeconds
  const completed = visits.filter(({ ending }) => ending === 'CALLER_HUNG_UP' || ending === 'AGENT_HUNG_UP')
  const abandoned = visits.filter(({ outcome }) => outcome === 'ABANDONED' || outcome === 'INCOMPATIBLE')
  const timedOut = visits.filter(({ outcome }) => outcome === 'TIMED_OUT')
  const waits = visits.filter(({ outcome }) => outcome === 'ANSWERED').map(({ waitSeconds }) => waitSeconds)
  const hours: Record<string, number> = {}
  for (let hour = 0; hour < 24; hour++) hours[String(hour).padStart(2, '0')] = 0
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', hourCycle: 'h23' })
  const agents: Record<string, [number, number, number]> = {}
  for (const visit of completed) {
    const { agent, talkSeconds, endedMs } = visit
    hours[format.format(endedMs!)]!++
    const sums = (agents[agent!] ??= [0, 0, 0])
    sums[0]++
    sums[1] += holdOf(visit)
    sums[2] += talkSeconds!
  }
  const byQueue = (of: typeof visits) => {
    const counts: Record<string, number> = {}
    for (const { queue } of of) counts[queue] = (counts[queue] ?? 0) + 1
    return counts
  }
  return {
    answered: completed.length,
    avg_talk: round(mean(completed.map(({ talkSeconds }) => talkSeconds!)), 2),
    avg_hold: round(mean(completed.map(holdOf)), 2),
    'transferred(TRANSFER only)': visits.filter(({ ending }) => ending === 'OLD_TRANSFER').length,
    unanswered: abandoned.length + timedOut.length,
    avg_wait_abandon: round(mean(abandoned.map(({ waitSeconds }) => waitSeconds)), 0),
    abandon: abandoned.length,
    timeout: timedOut.length,
    service_level_connects: {
      ...Object.fromEntries(
        [15, 30, 45, 60, 75, 90].map((limit) => [limit, waits.filter((wait) => wait <= limit).length]),
      ),
      '91+': waits.length,
    },
    answered_by_queue: byQueue(completed),
    unanswered_by_queue: byQueue([...abandoned, ...timedOut]),
    by_agent: Object.fromEntries(
      Object.entries(agents).map(([agent, [calls, hold_secs]]) => [agent, { calls, hold_secs }]),
    ),
    by_hour_answered: hours,
    'by_agent_db(answered=COMPLETE*, hold, talk seconds)': agents,
  }
}

/** Its pages have a row for `%` where a list is empty. */
const withoutPlaceholders = (oracle: object) =>
  JSON.parse(JSON.stringify(oracle), (key, value) => (key === '%' ? undefined : value))
