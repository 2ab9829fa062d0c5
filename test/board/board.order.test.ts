import { describe, expect, it } from 'vitest'
import type { BoardAgent, BoardQueue } from '../../web/src/board/feed/board.types.ts'
import { byLevel, byUrgency, inOrder } from '../../web/src/board/parts/board.order.ts'

const at = (minute: number) => `2026-03-01T12:${String(minute).padStart(2, '0')}:00Z`

const queue = (
  label: string,
  level: BoardQueue['level'],
  longestWaitSince: string | null = null,
): BoardQueue => ({
  id: label,
  label,
  level,
  longestWaitSince,
  levels: [],
  isStale: false,
  waitingCount: longestWaitSince ? 1 : 0,
  serviceLevelSeconds: 20,
  memberCounts: { available: 0, offline: 0, total: 0 },
  today: { abandoned: 0, answered: 0, offered: 0, serviceLevel: null },
})

const agent = (name: string, state: string, since: string): BoardAgent => ({
  id: name,
  name,
  number: name,
  state: state as BoardAgent['state'],
  since,
  isPaused: false,
  pauseReason: null,
  isStale: false,
  today: { answered: 0 },
})

describe('What needs somebody stands first', () => {
  it('queues: by level, then by who has waited longest, then by name', () => {
    const queues = [
      queue('Ventas', 'OK'),
      queue('Cobranzas', 'OK'),
      queue('Reclamos', 'WARN', at(5)),
      queue('Soporte', 'WARN', at(1)),
      queue('Recepción', 'CRITICAL'),
    ]
    expect(queues.sort(byLevel).map(({ label }) => label)).toEqual([
      'Recepción',
      'Soporte',
      'Reclamos',
      'Cobranzas',
      'Ventas',
    ])
  })

  it('agents: who rings, then who has talked longest; a state of a later server comes last', () => {
    const agents = [
      agent('libre', 'AVAILABLE', at(0)),
      agent('nuevo', 'TRAINING', at(0)),
      agent('corta', 'ON_CALL', at(9)),
      agent('larga', 'ON_CALL', at(1)),
      agent('suena', 'RINGING', at(10)),
      agent('pausa', 'PAUSED', at(3)),
    ]
    expect(agents.sort(byUrgency).map(({ name }) => name)).toEqual([
      'suena',
      'larga',
      'corta',
      'pausa',
      'libre',
      'nuevo',
    ])
  })

  it('while somebody points at them the order of before holds: who is new comes last, who went is left out', () => {
    const items = [{ id: 'd' }, { id: 'c' }, { id: 'a' }]
    expect(inOrder(items, ['a', 'b', 'c']).map(({ id }) => id)).toEqual(['a', 'c', 'd'])
  })
})
