import type { Channel, Episode, PickUp, Plan } from './channel.model.ts'
import type { Pbx, People } from './pbx.ts'
import type { Random } from './random.ts'

const BUSY = 17
const UNALLOCATED = 1

/** How callers and agents usually behave: durations with a median and a long tail, some refuse, some ignore. */
export class Habits implements People {
  constructor(
    private readonly random: Random,
    private readonly pbx: () => Pbx,
  ) {}

  plan(): Plan {
    const { random } = this
    return {
      patienceMs: Math.max(5_000, random.logNormal(120_000, 0.8)),
      talkMs: Math.max(4_000, random.logNormal(70_000, 0.6)),
      endedBy: random.chance(0.7) ? 'caller' : 'callee',
      pickUp: (leg) => this.#pickUp(leg),
      episodes: [],
    }
  }

  outside(): PickUp {
    const fate = this.random.next()
    if (fate < 0.68) return { kind: 'answer', afterMs: this.random.logNormal(7_000, 0.5) }
    if (fate < 0.8) return { kind: 'refuse', afterMs: 2_500, cause: BUSY }
    if (fate < 0.84) return { kind: 'refuse', afterMs: 1_500, cause: UNALLOCATED }
    return { kind: 'ignore' }
  }

  /** What happens in a conversation between an agent and a caller, if anything. */
  episodes(talkMs: number, colleagues: readonly string[]): Episode[] {
    const { random } = this
    const episodes: Episode[] = []
    if (random.chance(0.15))
      episodes.push({
        kind: 'hold',
        afterMs: talkMs * random.between(0.1, 0.4),
        holdMs: random.logNormal(12_000, 0.5),
      })
    const afterMs = talkMs * random.between(0.6, 0.95)
    const exten = random.pick(colleagues)
    const fate = random.next()
    if (fate < 0.07) episodes.push({ kind: 'blindTransfer', afterMs, exten })
    else if (fate < 0.12)
      episodes.push({ kind: 'attendedTransfer', afterMs, exten, consultMs: random.logNormal(9_000, 0.4) })
    else if (fate < 0.14) episodes.push({ kind: 'park', afterMs })
    return episodes
  }

  #pickUp(leg: Channel): PickUp {
    if (this.pbx().stateOf(leg.device) === 'RINGINUSE') return { kind: 'refuse', afterMs: 500, cause: BUSY }
    if (this.random.chance(0.06)) return { kind: 'ignore' }
    return { kind: 'answer', afterMs: this.random.logNormal(4_000, 0.5) }
  }
}
