import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { countInTime, serviceLevel } from '../../src/platform/service.level.ts'
import type { ServiceLevelFormulaName } from '../../src/platform/store/tables/reports.ts'
import { WaitHistogram } from '../../src/platform/wait.histogram.ts'
import { describeWithShared, sharedFile } from '../shared.files.ts'

/** A histogram in which so many waited at most so long, and the rest longer. */
function waits(within: Record<string, number>, count: number): WaitHistogram {
  const histogram = new WaitHistogram()
  const bounds = Object.keys(within)
    .map(Number)
    .sort((a, b) => a - b)
  let before = 0
  for (const bound of bounds) {
    histogram.add(bound, within[bound]! - before)
    before = within[bound]!
  }
  histogram.add(100_000, count - before)
  return histogram
}

test('A histogram tells any threshold, percentile and mean of what it was given, in whatever pieces', () => {
  const histogram = new WaitHistogram()
  histogram.addText('12:3,0:5')
  histogram.addText('')
  histogram.addText('12:1,,3600:1')
  expect(histogram).toMatchObject({ count: 10, totalSeconds: 3648, meanSeconds: 364.8 })
  expect([0, 11, 12, 3599, 3600].map((seconds) => histogram.within(seconds))).toEqual([5, 5, 9, 9, 10])
  expect([0, 0.5, 0.51, 0.9, 0.95, 1].map((share) => histogram.percentile(share))).toEqual([
    0, 0, 12, 12, 3600, 3600,
  ])
  expect(histogram.spread([0, 12, 60])).toEqual([5, 4, 0, 1])
  expect(new WaitHistogram()).toMatchObject({ count: 0, meanSeconds: null })
  expect(new WaitHistogram().percentile(0.5)).toBeNull()
})

test('Before the first call no formula has anything to say', () => {
  const nothing = countInTime({ offered: 0, answered: 0, abandoned: 0 }, waits({}, 0), waits({}, 0), {
    seconds: 20,
    shortAbandonSeconds: 5,
  })
  expect(serviceLevel('OFFERED', nothing)).toBeNull()
  expect(serviceLevel('SETTLED_IN_TIME', nothing)).toBeNull()
})

describeWithShared('Service levels that others have worked out', 'queue_log/oracle', () => {
  const read = (name: string) => JSON.parse(readFileSync(sharedFile('queue_log/oracle', name), 'utf8'))

  test("the worked example of the trade's own", () => {
    const { input, SL_percent: expected } = read('service_level_formulas.json')
    const counts = countInTime(
      { offered: input.answered + input.abandoned, answered: input.answered, abandoned: input.abandoned },
      waits({ 20: input.answered_within_20 }, input.answered),
      waits({ 5: input.abandoned_within_5, 20: input.abandoned_within_20 }, input.abandoned),
      { seconds: 20, shortAbandonSeconds: 5 },
    )
    const percent = (formula: ServiceLevelFormulaName) => serviceLevel(formula, counts)! * 100
    const vectors: [string, ServiceLevelFormulaName][] = [
      ['1 (ans<=T + aband<=T)/(ans+aband)', 'SETTLED_IN_TIME'],
      ['2 ans<=T/ans', 'ANSWERED'],
      ['3 ans<=T/(ans+aband)', 'ANSWERED_AND_ABANDONED'],
      // Nobody left otherwise there, so that offered is answered and abandoned.
      ['4 ans<=T/(ans+aband>T)', 'OFFERED_LESS_ABANDONED_IN_TIME'],
    ]
    for (const [name, formula] of vectors) expect(percent(formula), name).toBeCloseTo(expected[name], 10)
  })

  const FORMULAS: Record<string, ServiceLevelFormulaName> = {
    offered: 'OFFERED',
    'answered_only(Asterisk ServicelevelPerf, Asternic Lite, seed)': 'ANSWERED',
    'answered+abandoned': 'ANSWERED_AND_ABANDONED',
    minus_short_abandons_5s: 'OFFERED_LESS_SHORT_ABANDONS',
    'Asterisk ServicelevelPerf2': 'SETTLED_IN_TIME',
    abandoned_in_T_excluded: 'OFFERED_LESS_ABANDONED_IN_TIME',
  }
  const folder = sharedFile('queue_log/oracle')
  const logs = (existsSync(folder) ? readdirSync(folder) : []).filter((name) =>
    name.endsWith('.reference.json'),
  )
  test.each(logs)('%s: every formula, threshold and queue', (log) => {
    const { total, by_queue } = read(log)
    let compared = 0
    for (const counted of [total, ...Object.values<typeof total>(by_queue)])
      for (const seconds of [20, 30, 60]) {
        const counts = countInTime(
          counted,
          waits(counted.answered_within, counted.answered),
          waits(counted.abandoned_within, counted.abandoned),
          { seconds, shortAbandonSeconds: 5 },
        )
        for (const [name, formula] of Object.entries(FORMULAS)) {
          const ours = serviceLevel(formula, counts)
          const theirs = counted.derived[`sl_${seconds}`][name]
          expect(ours === null ? null : Math.round(ours * 10_000) / 100, `${name} ${seconds}`).toEqual(theirs)
          compared++
        }
      }
    expect(compared).toBeGreaterThan(17)
  })
})
