/** A wallboard as the page asked for it: whatever fields it chose. */
export interface Board {
  at: string
  queues: Record<string, unknown>[]
  agents: Record<string, unknown>[]
  totals: { waiting: number | string } & Record<string, unknown>
}

export interface BoardSize {
  readonly queues: number
  readonly agents: number
}

/** So many different messages take turns; in each, one agent of ten does something else than in the one before. */
const VARIANTS = 16
const MOVING = 0.1
const AT = '@at@'
const NUMBER = '@number@'

/**
 * Messages of a large board made of a small one that was really served. They are serialized once, but for the
 * time and the number of callers who wait, which counts the messages.
 */
export class BoardMessages {
  private readonly parts: string[][]

  constructor(board: Board, size: BoardSize) {
    const large: Board = {
      ...board,
      at: AT,
      totals: { ...board.totals, waiting: NUMBER },
      queues: grown(board.queues, size.queues, 'label'),
      agents: grown(board.agents, size.agents, 'name'),
    }
    this.parts = Array.from({ length: VARIANTS }, () => {
      large.agents = large.agents.map((agent) =>
        Math.random() < MOVING ? moved(agent, board.agents) : agent,
      )
      return JSON.stringify(large).split(new RegExp(`"(?:${AT}|${NUMBER})"`))
    })
  }

  /** The board of a message, as JSON; `number` is who waits. */
  take(number: number): string {
    const parts = this.parts[number % VARIANTS]!
    const values = [JSON.stringify(new Date()), String(number)]
    return parts.map((part, index) => part + (values[index] ?? '')).join('')
  }

  get bytes(): number {
    return this.take(0).length
  }
}

/** What an agent does is what another one did. */
function moved(agent: Record<string, unknown>, all: readonly Record<string, unknown>[]) {
  const { id: _, name: __, number: ___, queues: ____, ...does } = all[Math.floor(Math.random() * all.length)]!
  return { ...agent, ...does }
}

const grown = (few: readonly Record<string, unknown>[], count: number, named: string) =>
  Array.from({ length: count }, (_, index) => {
    const one = few[index % few.length]!
    return { ...one, id: `${one.id}-${index}`, [named]: `${one[named]} ${index + 1}` }
  })
