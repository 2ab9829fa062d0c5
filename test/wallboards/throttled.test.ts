import { expect, test, vi } from 'vitest'
import { Throttled } from '../../src/domains/wallboards/throttled.ts'
import { LiveMap } from '../../src/platform/live.ts'

test('a board comes at once, then not more often than asked, and always as it is then', async () => {
  const queues = new LiveMap<string, number>()
  queues.set('a', 0)
  const board = new Throttled([queues.watch()], 100, () => queues.get('a')!)
  const pictures: { value: number; at: number }[] = []
  const reading = (async () => {
    for await (const value of board) pictures.push({ value, at: performance.now() })
  })()
  await expect.poll(() => pictures.length).toBe(1)
  for (let value = 1; value <= 50; value++) {
    queues.set('a', value)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await expect.poll(() => pictures.at(-1)?.value).toBe(50)
  for (const [index, { at }] of pictures.entries())
    if (index > 0) expect(at - pictures[index - 1]!.at).toBeGreaterThan(95)
  expect(pictures.length).toBeLessThan(10)
  await board.return()
  await reading
  expect(queues.readerCount).toBe(0)
})

test('what cannot be shown is told to the reader, who loses nothing else', async () => {
  const queues = new LiveMap<string, number>()
  const take = vi.fn(() => {
    throw new Error('no board')
  })
  const board = new Throttled([queues.watch()], 100, take)
  await expect(board.next()).rejects.toThrow('no board')
  await board.return()
  expect(await board.next()).toEqual({ value: undefined, done: true })
})
