import { describe, expect, it } from 'vitest'
import { share } from '../../web/src/board/feed/board.share.ts'

const queue = (id: string, waitingCount = 0) => ({
  id,
  waitingCount,
  levels: [{ metric: 'WAITING', level: 'OK' }],
  callers: [] as { callId: string; position: number }[],
})

describe('A board keeps what has not changed', () => {
  it('a message that says the same again is the same board', () => {
    const before = { queues: [queue('a'), queue('b')], serviceLevel: null }
    expect(share(before, structuredClone(before))).toBe(before)
  })

  it('only the queue that changed is another one, and of it only the part that changed', () => {
    const before = { queues: [queue('a'), queue('b')] }
    const next = { queues: [queue('a'), queue('b', 3)] }
    const shared = share(before, next)
    expect(shared).toEqual(next)
    expect(shared.queues[0]).toBe(before.queues[0])
    expect(shared.queues[1]).not.toBe(before.queues[1])
    expect(shared.queues[1]?.levels).toBe(before.queues[1]?.levels)
  })

  it('a queue that moved, came or went makes no other one new', () => {
    const before = { queues: [queue('a'), queue('b'), queue('c')] }
    const next = { queues: [queue('c'), queue('new'), queue('a')] }
    const shared = share(before, next)
    expect(shared).toEqual(next)
    expect(shared.queues[0]).toBe(before.queues[2])
    expect(shared.queues[2]).toBe(before.queues[0])
  })

  it('a caller who moved up keeps nothing of whoever stood there', () => {
    const before = {
      callers: [
        { callId: '1', position: 1 },
        { callId: '2', position: 2 },
      ],
    }
    const next = { callers: [{ callId: '2', position: 1 }] }
    expect(share(before, next)).toEqual(next)
  })

  it('what was not told before, or is not any more, is as the message says', () => {
    expect(share<object>({ a: 1, b: null }, { a: 1 })).toEqual({ a: 1 })
    expect(share<object>({ a: 1 }, { a: 1, b: [] })).toEqual({ a: 1, b: [] })
    expect(share<object | null>({ a: 1 }, null)).toBeNull()
  })
})
