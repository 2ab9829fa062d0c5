import { describe, expect, it } from 'vitest'
import { isId, lowestIdAt, newId, stableId, stableIdAt } from '../../src/platform/ids.ts'

describe('Ids of what is found on a PBX', () => {
  const at = new Date('2025-03-03T05:00:00.000Z')

  it('are the same in every version: what is in a database already is known again', () => {
    expect(stableId('pbx', 'queue', 'ventas')).toBe('0fe6dca0-d3a2-8599-91d0-dee2434474a7')
    expect(stableIdAt(at, 'pbx', 'visit', '1740978000.1', 'ventas', '0')).toBe(
      '01955a60-1080-7da9-a264-25b39a551a91',
    )
    expect(stableIdAt(at, 'pbx', 'agent', 'Peña\u0301', 'x'.repeat(300))).toBe(
      '01955a60-1080-7bb0-bf67-1765e2f68208',
    )
    expect(lowestIdAt(at)).toBe('01955a60-1080-7000-8000-000000000000')
  })

  it('have the form of ids, and sort by their instant', () => {
    const instants = [0, 1, 999, 1_740_978_000_000, 1_740_978_000_001, 253_370_764_800_000]
    const ids = instants.map((ms) => stableIdAt(new Date(ms), 'a', 'b'))
    expect([...ids].sort()).toEqual(ids)
    for (const [nth, id] of ids.entries()) {
      expect(isId(id)).toBe(true)
      expect(lowestIdAt(new Date(instants[nth]!)) <= id).toBe(true)
    }
    expect(lowestIdAt(new Date()) <= newId()).toBe(true)
  })

  it('tell names apart, however they join', () => {
    const ids = [stableId('a', 'bc'), stableId('ab', 'c'), stableId('abc'), stableId('a', 'b', 'c')]
    expect(new Set(ids).size).toBe(4)
  })
})
