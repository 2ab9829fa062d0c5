import { expect, test } from 'vitest'
import { QueueLevels, type ThresholdSetting, warnOf } from '../../src/domains/queues/queue.levels.ts'

const nothing = { WAITING: 0, LONGEST_WAIT: 0, AVAILABLE_AGENTS: 9, SERVICE_LEVEL: null, ABANDON_RATE: null }
const setting = (set: Partial<ThresholdSetting>): ThresholdSetting => ({
  metric: 'WAITING',
  warn: null,
  critical: 10,
  holdSeconds: 10,
  ...set,
})

test('a level follows its value only when the value has held, and flicker changes nothing', () => {
  const levels = new QueueLevels()
  levels.set([setting({ warn: 5 })])
  const at = (seconds: number, waiting: number) =>
    levels.judge({ ...nothing, WAITING: waiting }, seconds * 1000)[0]!.level
  expect(at(0, 12)).toBe('OK')
  expect(at(9, 12)).toBe('OK')
  expect(at(10, 12)).toBe('CRITICAL')
  expect(at(11, 4)).toBe('CRITICAL')
  expect(at(12, 12)).toBe('CRITICAL')
  expect(at(13, 6)).toBe('CRITICAL')
  expect(at(22, 6)).toBe('CRITICAL')
  expect(at(23, 6)).toBe('WARN')
})

test('without a hold time it follows at once', () => {
  const levels = new QueueLevels()
  levels.set([setting({ holdSeconds: 0 })])
  expect(levels.judge({ ...nothing, WAITING: 10 }, 0)[0]).toMatchObject({ level: 'CRITICAL', value: 10 })
  expect(levels.judge(nothing, 1)[0]).toMatchObject({ level: 'OK', value: 0 })
})

test('the warning begins at 70 % of the way when nobody said', () => {
  expect(warnOf(setting({ critical: 10 }))).toBe(7)
  expect(warnOf(setting({ metric: 'SERVICE_LEVEL', critical: 0.7 }))).toBeCloseTo(0.79)
  expect(warnOf(setting({ metric: 'SERVICE_LEVEL', critical: 0.9 }))).toBeCloseTo(0.93)
  expect(warnOf(setting({ metric: 'AVAILABLE_AGENTS', critical: 0 }))).toBe(1)
})

test('of free agents and of the service level, less is worse; of what has no value yet, nothing is', () => {
  const levels = new QueueLevels()
  levels.set([
    setting({ metric: 'AVAILABLE_AGENTS', warn: 3, critical: 1, holdSeconds: 0 }),
    setting({ metric: 'SERVICE_LEVEL', warn: 0.8, critical: 0.6, holdSeconds: 0 }),
  ])
  const spell = (values: object) => levels.judge({ ...nothing, ...values }, 0).map(({ level }) => level)
  expect(spell({ AVAILABLE_AGENTS: 4 })).toEqual(['OK', 'OK'])
  expect(spell({ AVAILABLE_AGENTS: 3, SERVICE_LEVEL: 0.8 })).toEqual(['WARN', 'WARN'])
  expect(spell({ AVAILABLE_AGENTS: 0, SERVICE_LEVEL: 0.1 })).toEqual(['CRITICAL', 'CRITICAL'])
})

test('a threshold that is removed leaves no level behind', () => {
  const levels = new QueueLevels()
  levels.set([setting({ holdSeconds: 0 })])
  levels.judge({ ...nothing, WAITING: 99 }, 0)
  levels.set([])
  expect(levels.judge({ ...nothing, WAITING: 99 }, 1)).toEqual([])
  levels.set([setting({ holdSeconds: 5 })])
  expect(levels.judge({ ...nothing, WAITING: 99 }, 2000)[0]!.level).toBe('OK')
})
