import { describe, expect, it } from 'vitest'
import { QueueLineReader } from '../../src/adapters/queue-log/queue.line.reader.ts'
import { FactBuilder } from '../../src/domains/queue-logs/facts/fact.builder.ts'
import type { OpenFacts, VisitFact } from '../../src/domains/queue-logs/facts/fact.types.ts'

const START = 1_740_978_000
/** A database takes no more at once than 16 MB where nobody has set it otherwise. */
const MOST_KEPT_BYTES = 12_000_000

/** Reads lines as they come, and hands over what is told of every so many. */
function read(lines: Iterable<string>) {
  const builder = new FactBuilder()
  const reader = new QueueLineReader((event) => builder.take(event))
  const visits = new Map<string, VisitFact>()
  const ends = { sessions: 0, pauses: 0 }
  const keep = () => {
    const { visits: changed, sessions, pauses } = builder.drain()
    for (const visit of changed) visits.set(`${visit.callid} ${visit.queue}`, { ...visit })
    ends.sessions += sessions.filter(({ endedMs }) => endedMs !== null).length
    ends.pauses += pauses.filter(({ endedMs }) => endedMs !== null).length
  }
  let count = 0
  for (const line of lines) {
    reader.push(Buffer.from(`${line}\n`))
    if (++count % 4_000 === 0) keep()
  }
  keep()
  return { open: builder.open, visits, ends, reader }
}

function* lines(count: number, line: (n: number) => string) {
  for (let n = 0; n < count; n += 1) yield line(n)
}

const bytesOf = (open: OpenFacts) => Buffer.byteLength(JSON.stringify(open))
const waiting = ({ version }: VisitFact) => version === 0

describe('a log in which nothing ever ends', () => {
  it('keeps so many callers waiting, and those who came first are lost', () => {
    const joins = lines(30_000, (n) => `${START + n}|${START}.${n}|ventas|NONE|ENTERQUEUE||0991${n}|1`)
    const { open, visits } = read(joins)
    expect(open.visits).toHaveLength(10_000)
    expect(open.visits.some(({ callid }) => callid === `${START}.29999`)).toBe(true)
    const first = visits.get(`${START}.0 ventas`)!
    expect(first).toMatchObject({ outcome: 'LOST', waitSeconds: 10_000, endedMs: (START + 10_000) * 1000 })
    expect([...visits.values()].filter(waiting)).toHaveLength(10_000)
    expect(visits.size).toBe(30_000)
  })

  it('ends the oldest talk as one whose end nobody has told', () => {
    const answered = [
      `${START}|${START}.a|ventas|NONE|ENTERQUEUE||099|1`,
      `${START + 5}|${START}.a|ventas|Ana|CONNECT|5|${START}.b|3`,
    ]
    const joins = lines(10_000, (n) => `${START + 9}|${START}.${n}|ventas|NONE|ENTERQUEUE||099|1`)
    const { visits } = read([...answered, ...joins])
    const first = visits.get(`${START}.a ventas`)
    expect(first).toMatchObject({ outcome: 'ANSWERED', ending: 'UNKNOWN', talkSeconds: null, agent: 'Ana' })
  })

  it('does not let one channel wait in every queue it can name', () => {
    const joins = lines(30_000, (n) => `${START + n}|${START}.1|cola${n}|NONE|ENTERQUEUE||099|1`)
    const { open, visits } = read(joins)
    expect(open.visits.length).toBeLessThanOrEqual(100)
    expect(visits.get(`${START}.1 cola0`)!.outcome).toBe('LOST')
  })

  it('forgets the first of agents who never leave, and what they were doing ends then', () => {
    const added = lines(30_000, (n) => `${START}|MANAGER|ventas|Agente ${n}|ADDMEMBER|`)
    const { open, ends } = read(added)
    expect(open.presences.length).toBeLessThanOrEqual(10_000)
    expect(open.presences.some(({ agent }) => agent === 'Agente 29999')).toBe(true)
    // Each was there in a queue and in any at all.
    expect(ends.sessions).toBeGreaterThanOrEqual(2 * 20_000)
    expect(bytesOf(open)).toBeLessThan(MOST_KEPT_BYTES)
  })

  it('follows an agent into some hundred queues, and not into all that can be named', () => {
    const added = function* () {
      yield* lines(5_000, (n) => `${START}|MANAGER|cola${n}|Ana|ADDMEMBER|`)
      yield* lines(5_000, (n) => `${START}|MANAGER|cola${n}|Ana|PAUSE|café`)
    }
    const { open } = read(added())
    const [ana] = open.presences
    expect(ana!.sessions.length).toBeLessThanOrEqual(500)
    expect(ana!.pauses.length).toBeLessThanOrEqual(500)
  })

  it('keeps few spans of many agents in many queues', () => {
    const added = lines(
      80_000,
      (n) => `${START}|MANAGER|cola${n % 400}|Agente ${Math.floor(n / 400)}|ADDMEMBER|`,
    )
    const { open } = read(added)
    const spans = open.presences.reduce(
      (sum, { sessions, pauses }) => sum + sessions.length + pauses.length,
      0,
    )
    expect(spans).toBeLessThanOrEqual(20_500)
    expect(bytesOf(open)).toBeLessThan(MOST_KEPT_BYTES)
  })

  it('keeps few numbers that were dialed, few callers without a codec and few repeats, all in one second', () => {
    const same = function* () {
      for (let n = 0; n < 60_000; n += 1) {
        yield `${START}|${START}.d${n}|NONE|NONE|DID|6015550101`
        yield `${START}|${START}.${n}|ventas|NONE|ENTERQUEUE||099|1`
        yield `${START}|${START}.${n}|ventas|NONE|SYSCOMPAT|`
      }
    }
    const { open, visits } = read(same())
    expect(open.dids.length).toBeLessThanOrEqual(10_000)
    expect(open.incompatible.length).toBeLessThanOrEqual(10_000)
    expect(open.repeats.length).toBeLessThanOrEqual(50_000)
    expect(visits.get(`${START}.59999 ventas`)!.outcome).toBe('INCOMPATIBLE')
    expect(bytesOf(open)).toBeLessThan(MOST_KEPT_BYTES)
  })

  it('takes no line longer than Asterisk writes any', () => {
    const name = 'x'.repeat(9_000)
    const long = lines(100, (n) => `${START}|${START}.${n}|ventas|NONE|ENTERQUEUE||${name}|1`)
    const { reader, visits } = read(long)
    expect(reader.badLineCount).toBe(100)
    expect(reader.badLines.at(-1)!.reason).toBe('TOO_LONG')
    expect(visits.size).toBe(0)
  })

  it('remembers of a caller their line, and not all that was read with it', () => {
    const filler = `${START}|NONE|ventas|NONE|CONFIGRELOAD|${'x'.repeat(4_000)}\n`.repeat(64)
    const builder = new FactBuilder()
    const reader = new QueueLineReader((event) => builder.take(event))
    const before = process.memoryUsage().heapUsed
    for (let n = 0; n < 800; n += 1)
      reader.push(
        Buffer.from(
          `${START}|channel-of-some-length-${n}|ventas|NONE|ENTERQUEUE||0991234567890|1\n${filler}`,
        ),
      )
    const { visits } = builder.open
    expect(visits).toHaveLength(800)
    // All that was read comes to more than 200 MB.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000)
  })
})
