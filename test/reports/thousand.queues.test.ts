import { beforeAll, expect, test } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { Store } from '../../src/platform/store/store.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { refusalOf } from '../users/people.ts'
import { at, makeDesk } from './desk.ts'
import { type VisitFact, visitFact } from './facts.ts'

const QUEUES = 1_000
const NOW = at('2026-03-04T10:07:00')
/** Closed days, quarters of today, and edges of neither. */
const PERIOD = { from: at('2026-03-01T00:03:00'), until: at('2026-03-04T09:55:00') }
const DAYS = ['2026-03-01', '2026-03-02', '2026-03-04']
/** Queues have one of four service levels. */
const SECONDS = [10, 20, 30, 40]

describeOnEveryEngine('A center of a thousand queues', (open) => {
  let store: Store
  let desk: Awaited<ReturnType<typeof makeDesk>>
  const ids = Array.from({ length: QUEUES }, () => newId())
  const secondsOf = (n: number) => SECONDS[n % SECONDS.length]!
  const visits: VisitFact[] = []
  let inPeriod: VisitFact[]

  beforeAll(async () => {
    store = await open()
    desk = await makeDesk(store, NOW)
    const { place, queues } = desk
    await store.insert(
      store.tables.queues,
      ids.map((id, n) => ({
        ...{ ...place, id, name: `q${n}`, label: `Cola ${String(n).padStart(4, '0')}` },
        ...{ serviceLevelSeconds: secondsOf(n), foundAt: at('2026-01-01T00:00:00') },
      })),
    )
    await queues.load()
    // The first is called once a day, the second twice, up to three times, and then anew; every fifth gives up.
    for (const [n, queueId] of ids.entries())
      for (const day of DAYS)
        for (let time = 0; time <= n % 3; time++) {
          const outcome = (n + time) % 5 === 0 ? ('ABANDONED' as const) : ('ANSWERED' as const)
          const joinedAt = at(`${day}T0${7 + time}:${String(n % 60).padStart(2, '0')}:30`)
          visits.push(
            visitFact(place, {
              queueId,
              joinedAt,
              outcome,
              waitSeconds: (n * 7 + time) % 45,
              talkSeconds: 5,
            }),
          )
        }
    inPeriod = visits.filter(({ joinedAt }) => joinedAt >= PERIOD.from && joinedAt < PERIOD.until)
    expect(inPeriod.length).toBeLessThan(visits.length)
    await desk.keep({ visits })
    await desk.rollups.closeDays(place.tenantId, NOW)
  })

  const told = (figures: Record<'offered' | 'answered' | 'abandoned' | 'answeredInTime', number>) => {
    const { offered, answered, abandoned, answeredInTime } = figures
    return { offered, answered, abandoned, answeredInTime }
  }
  const counted = () => {
    const byId = new Map(
      ids.map((id, n) => [
        id,
        { seconds: secondsOf(n), ...told({ offered: 0, answered: 0, abandoned: 0, answeredInTime: 0 }) },
      ]),
    )
    for (const { queueId, outcome, waitSeconds } of inPeriod) {
      const each = byId.get(queueId)!
      each.offered++
      each[outcome === 'ANSWERED' ? 'answered' : 'abandoned']++
      if (outcome === 'ANSWERED' && waitSeconds <= each.seconds) each.answeredInTime++
    }
    return [...byId].map(([id, { seconds, ...rest }]) => ({ id, seconds, ...rest }))
  }
  const report = (queueIds?: string[]) =>
    desk.queueReports.report(desk.viewer(), {
      ...{ period: PERIOD, compareWithPrevious: true },
      ...(queueIds && { queueIds }),
    })

  test('reads of each what its callers came to, in the order of their labels', async () => {
    const expected = counted()
    for (const asked of [ids, undefined]) {
      const { queues, total } = await report(asked)
      const rows = queues.filter(({ name }) => name.startsWith('q'))
      expect(
        rows.map(({ queueId: id, serviceLevelSeconds: seconds, figures }) => ({
          id,
          seconds,
          ...told(figures),
        })),
      ).toEqual(expected)
      const inTime = expected.reduce((sum, { answeredInTime }) => sum + answeredInTime, 0)
      expect(told(total)).toMatchObject({ offered: inPeriod.length, answeredInTime: inTime })
    }
  })

  test('is read with as many questions to the database as a center of ten', async () => {
    let asked = 0
    const { get: select } = Object.getOwnPropertyDescriptor(Store.prototype, 'select')!
    const counting = () => {
      asked++
      return select!.call(store)
    }
    Object.defineProperty(store, 'select', { get: counting })
    const questions = async (queueIds: string[]) => {
      asked = 0
      await report(queueIds)
      return asked
    }
    const ofTen = await questions(ids.slice(0, 10))
    expect(ofTen).toBeGreaterThan(0)
    expect(ofTen).toBeLessThanOrEqual(10)
    expect(await questions(ids)).toBe(ofTen)
  })

  test('and one more than a thousand is refused, with its place', async () => {
    expect(await refusalOf(report([...ids, desk.soporte]))).toBe('TOO_MANY queueIds')
  })
})
