import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { erlangA, erlangC, fewestAgents } from '../../src/domains/reports/staffing/erlang.ts'
import { describeWithShared, sharedFile } from '../shared.files.ts'

describeWithShared('Staffing as others have worked it out', 'queue_log/oracle/erlang_vectors.json', () => {
  const vectors = () => JSON.parse(readFileSync(sharedFile('queue_log/oracle/erlang_vectors.json'), 'utf8'))

  test('when everybody waits', () => {
    for (const { inp, exp, computed } of vectors().erlang_c) {
      const [calls, interval, handlingSeconds, seconds, agents] = inp
      const ours = erlangC({ callsPerSecond: calls / interval, handlingSeconds }, agents, seconds)
      expect(ours.waitProbability).toBeCloseTo(computed.pw, 12)
      expect(ours.serviceLevel).toBeCloseTo(computed.sl, 12)
      expect(ours.meanWaitSeconds).toBeCloseTo(computed.asa, 10)
      expect(ours.occupancy).toBeCloseTo(computed.occ, 12)
      expect(ours.waitProbability).toBeCloseTo(exp.pw, 4)
    }
  })

  test('when callers give up', () => {
    const { input, out } = vectors()['erlang_a(own computation, M/M/n+M)']
    const traffic = { callsPerSecond: input.calls_per_s, handlingSeconds: input.aht_s }
    const ours = erlangA(traffic, input.mean_patience_s, input.agents, 20)
    expect(ours.waitProbability).toBeCloseTo(out.p_wait, 10)
    expect(ours.abandonShare).toBeCloseTo(out.p_abandon, 10)
    expect(ours.meanWaitSeconds).toBeCloseTo(out.mean_wait, 8)
    expect(ours.occupancy).toBeCloseTo(out.occupancy, 10)
  })
})

test('Erlang A comes to Erlang C when nobody gives up, and answers all but those who do when time is long', () => {
  const traffic = { callsPerSecond: 100 / 1800, handlingSeconds: 180 }
  const patient = erlangA(traffic, 1e9, 14, 20)
  const c = erlangC(traffic, 14, 20)
  expect(patient.serviceLevel).toBeCloseTo(c.serviceLevel, 6)
  expect(patient.meanWaitSeconds).toBeCloseTo(c.meanWaitSeconds!, 4)
  const busy = erlangA(traffic, 120, 6, 3600)
  expect(busy.serviceLevel).toBeCloseTo(1 - busy.abandonShare, 5)
})

test('Nothing to do needs nobody waiting; too much of it has no end', () => {
  expect(erlangC({ callsPerSecond: 0, handlingSeconds: 180 }, 1, 20)).toMatchObject({
    serviceLevel: 1,
    occupancy: 0,
  })
  expect(erlangC({ callsPerSecond: 1, handlingSeconds: 180 }, 100, 20)).toMatchObject({
    serviceLevel: 0,
    meanWaitSeconds: null,
  })
  // Far more callers than agents: everybody is busy, and nothing overflows.
  const flooded = erlangA({ callsPerSecond: 2, handlingSeconds: 300 }, 60, 20, 20)
  expect(flooded.occupancy).toBeCloseTo(1, 6)
  expect(flooded.abandonShare).toBeCloseTo(1 - 20 / 600, 3)
  const drowned = erlangA({ callsPerSecond: 50, handlingSeconds: 600 }, 900, 1, 20)
  expect(drowned.abandonShare).toBeCloseTo(1, 3)
  expect(drowned.serviceLevel).toBeGreaterThanOrEqual(0)
  const traffic = { callsPerSecond: 1000 / 3600, handlingSeconds: 120 }
  const isEnough = (agents: number) => erlangC(traffic, agents, 20).serviceLevel >= 0.8
  expect(fewestAgents(1, 100, isEnough)).toBe(38)
  expect(fewestAgents(1, 30, isEnough)).toBeUndefined()
})
