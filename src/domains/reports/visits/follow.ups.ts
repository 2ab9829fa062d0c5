import type { FactOutcome } from '../../../platform/store/tables/facts.ts'
import { type CallBack, type LaterVisit, SAME_DIGITS } from './visit.report.store.ts'

export interface FollowUp {
  readonly calledAgainAt: Date | null
  readonly calledAgainOutcome: FactOutcome | null
  readonly answeredAgainAt: Date | null
  readonly calledBackAt: Date | null
  readonly wasReached: boolean | null
}

/** What came after callers gave up: calls of theirs, and calls to them, each list by time. */
export class FollowUps {
  private readonly again = new Map<string, LaterVisit[]>()
  private readonly back = new Map<string, CallBack[]>()

  constructor(
    again: readonly LaterVisit[],
    back: readonly CallBack[],
    private readonly windowMs: number,
  ) {
    for (const visit of again) push(this.again, visit.callerNumber, visit)
    for (const call of back) push(this.back, call.toNumber.slice(-SAME_DIGITS), call)
  }

  of({ callerNumber, joinedAt }: { callerNumber: string; joinedAt: Date }): FollowUp {
    const isAfter = (at: Date) => at > joinedAt && at.getTime() <= joinedAt.getTime() + this.windowMs
    const again = (this.again.get(callerNumber) ?? []).filter((visit) => isAfter(visit.joinedAt))
    const answered = again.find(({ outcome }) => outcome === 'ANSWERED')
    const back =
      callerNumber === ''
        ? []
        : (this.back.get(callerNumber.slice(-SAME_DIGITS)) ?? []).filter((call) => isAfter(call.startedAt))
    return {
      calledAgainAt: again[0]?.joinedAt ?? null,
      calledAgainOutcome: again[0]?.outcome ?? null,
      answeredAgainAt: answered ? (answered.answeredAt ?? answered.joinedAt) : null,
      calledBackAt: back[0]?.startedAt ?? null,
      wasReached: back.length === 0 ? null : back.some(({ answeredAt }) => answeredAt !== null),
    }
  }
}

function push<Each>(lists: Map<string, Each[]>, key: string, each: Each): void {
  const list = lists.get(key)
  if (list) list.push(each)
  else lists.set(key, [each])
}
