import { describe, expect, it } from 'vitest'
import { FactStream, LiveMap } from '../../src/platform/live.ts'

const take = async <T>(stream: AsyncIterator<T>, count: number): Promise<T[]> => {
  const taken: T[] = []
  while (taken.length < count) taken.push((await stream.next()).value)
  return taken
}

describe('state', () => {
  it('is told as it stands, then conflated for each key, so that a slow reader keeps no more than the keys', async () => {
    const map = new LiveMap<string, { id: string; n: number }>()
    for (let n = 0; n < 3; n++) map.set(`k${n}`, { id: `k${n}`, n: 0 })
    const stream = map.watch()
    expect(await take(stream, 1)).toEqual([{ id: 'k0', n: 0 }])
    for (let n = 1; n <= 10_000; n++) map.set(`k${n % 3}`, { id: `k${n % 3}`, n })
    const rest = await take(stream, 3)
    expect(rest.map((each) => each.n).sort()).toEqual([10_000, 9998, 9999].sort())
    const next = stream.next()
    map.set('k1', { id: 'k1', n: -1 })
    expect((await next).value).toEqual({ id: 'k1', n: -1 })
    await stream.return?.()
    expect(map.readerCount).toBe(0)
    expect(await stream.next()).toEqual({ value: undefined, done: true })
  })

  it('forgets a key, with last words when there are any', async () => {
    const map = new LiveMap<string, string>()
    map.set('a', 'a1')
    map.set('b', 'b1')
    const stream = map.watch()
    expect(map.delete('a')).toBe(true)
    map.delete('b', 'b ended')
    expect(await take(stream, 1)).toEqual(['b ended'])
    expect(stream.holds('a')).toBe(false)
    expect([...map.entries()]).toEqual([])
  })

  it('no longer tells what a reader ceased to want', async () => {
    const map = new LiveMap<string, { id: string; mine: boolean }>()
    map.set('a', { id: 'a', mine: true })
    const stream = map.watch((value) => value.mine)
    map.set('a', { id: 'a', mine: false })
    map.set('b', { id: 'b', mine: true })
    expect(await take(stream, 1)).toEqual([{ id: 'b', mine: true }])
    expect(stream.holds('a')).toBe(false)
  })

  it('ends a reader whose filter throws, not the one who sets', async () => {
    const map = new LiveMap<string, number>()
    const stream = map.watch((value) => {
      if (value === 2) throw new Error('a bug in a filter')
      return true
    })
    const other = map.watch()
    map.set('x', 2)
    expect(await take(other, 1)).toEqual([2])
    await expect(stream.next()).rejects.toThrow('a bug in a filter')
    expect(map.readerCount).toBe(1)
  })
})

describe('facts', () => {
  it('reach every reader, each and in order, from when it began', async () => {
    const stream = new FactStream<number>()
    stream.publish(0)
    const early = stream.watch()
    const odd = stream.watch((fact) => fact % 2 === 1)
    for (let n = 1; n <= 5000; n++) stream.publish(n)
    expect(await take(early, 5000)).toEqual([...Array(5000).keys()].map((n) => n + 1))
    expect(await take(odd, 2)).toEqual([1, 3])
    await early.return?.()
    await odd.return?.()
    expect(stream.readerCount).toBe(0)
  })

  it('end a reader that is too far behind with an error, and nobody else', async () => {
    const stream = new FactStream<number>(1000)
    const slow = stream.watch()
    const quick = stream.watch()
    const seen: number[] = []
    const reading = (async () => {
      for await (const fact of quick) seen.push(fact)
    })()
    for (let n = 0; n < 3000; n++) {
      stream.publish(n)
      if (n % 500 === 0) await new Promise(setImmediate)
    }
    await expect(slow.next()).rejects.toMatchObject({ code: 'TOO_FAR_BEHIND' })
    await expect.poll(() => seen.length).toBe(3000)
    expect(stream.readerCount).toBe(1)
    await quick.return?.()
    await reading
  })
})
