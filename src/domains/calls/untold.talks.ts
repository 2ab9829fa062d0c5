import type { Conversation } from './conversation.ts'
import type { Visit } from './visit.ts'

interface Talk {
  readonly call: Conversation
  readonly visit: Visit
}

/** More than go on at once on any PBX: the end of an older one is not told any more. */
const MAX_TALKS = 10_000

/** Talks of which the PBX has not said yet how long they were, by the agent's channel: it may say so late. */
export class UntoldTalks {
  private readonly talks = new Map<string, Talk>()

  began(agentUniqueid: string, call: Conversation, visit: Visit): void {
    const [oldest] = this.talks.keys()
    if (oldest !== undefined && this.talks.size >= MAX_TALKS) this.talks.delete(oldest)
    this.talks.set(agentUniqueid, { call, visit })
  }

  /**
   * The talk that is told to be over, with the call it is in by now: `now`, where two became one meanwhile. After
   * a transfer its channels may be others; the latest of that agent and queue is meant then.
   */
  over(
    agentUniqueid: string | undefined,
    isMeant: (visit: Visit) => boolean,
    now: Conversation | undefined,
  ): Talk | undefined {
    const meant =
      agentUniqueid !== undefined && this.talks.has(agentUniqueid)
        ? agentUniqueid
        : [...this.talks].findLast(([, { visit }]) => isMeant(visit))?.[0]
    const talk = meant === undefined ? undefined : this.talks.get(meant)
    if (meant === undefined || !talk || !isMeant(talk.visit)) return undefined
    this.talks.delete(meant)
    const call = [talk.call, now].find((each) => each?.visits.includes(talk.visit))
    return call && { call, visit: talk.visit }
  }
}
