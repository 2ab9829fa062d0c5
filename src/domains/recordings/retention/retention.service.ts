import { DomainError } from '../../../errors.ts'
import type { Clock } from '../../../platform/clock.ts'
import { isId, newId } from '../../../platform/ids.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import { recordingOf } from '../recording.service.ts'
import { NO_QUEUE, type Overdue, type RetentionRuleRow, type RetentionStore } from './retention.store.ts'
import { RetentionPreview, RetentionRule, type RetentionRuleInput } from './retention.types.ts'

const DAY_MS = 86_400_000
const MOST_DAYS = 3_650
const SAMPLES = 10

export interface RetentionParts {
  readonly store: RetentionStore
  readonly clock: Clock
  readonly seesQueue: (viewer: Viewer, queueId: string) => boolean
}

/** For how long recordings are kept, as administrators set it. */
export class RetentionService {
  constructor(private readonly parts: RetentionParts) {}

  async list(viewer: Viewer): Promise<RetentionRule[]> {
    viewer.demand('admin')
    return (await this.parts.store.rules(viewer.tenantId)).map(ruleOf)
  }

  /** Sets the rule of a queue, or of all the others. @throws DomainError NOT_FOUND, OUT_OF_RANGE */
  async set(viewer: Viewer, input: RetentionRuleInput): Promise<RetentionRule> {
    viewer.demandChange('admin')
    const { store, clock } = this.parts
    const { queueId, keepDays } = this.demandRule(viewer, input)
    const before = (await store.rules(viewer.tenantId)).find((rule) => rule.queueId === queueId)
    const row = {
      ...(before ?? { id: newId(), tenantId: viewer.tenantId, queueId, createdAt: clock.now() }),
      keepDays,
    }
    await store.set(row)
    return ruleOf(row)
  }

  /** From then on the recordings are kept, or fall under the rule of all others. @throws DomainError NOT_FOUND */
  async remove(viewer: Viewer, id: string): Promise<boolean> {
    viewer.demandChange('admin')
    if (!isId(id) || !(await this.parts.store.remove(viewer.tenantId, id)))
      throw new DomainError('NOT_FOUND', ['id'])
    return true
  }

  /**
   * What the rules would remove now, or what one would that is not set yet.
   * @throws DomainError NOT_FOUND, OUT_OF_RANGE
   */
  async preview(viewer: Viewer, input: RetentionRuleInput | null | undefined): Promise<RetentionPreview[]> {
    viewer.demand('admin')
    const { store, clock } = this.parts
    const rules = await store.rules(viewer.tenantId)
    const asked = input ? [this.demandRule(viewer, input)] : rules
    return Promise.all(
      asked.map(async ({ queueId, keepDays }) => {
        const overdue = overdueOf({ tenantId: viewer.tenantId, queueId, keepDays }, rules, clock.now())
        const samples = (await store.oldest(overdue, SAMPLES)).map(recordingOf)
        const found = await store.summary(overdue)
        return Object.assign(new RetentionPreview(), {
          ...{ ...found, samples, keepDays, before: overdue.before, queueId: shown(queueId) },
        })
      }),
    )
  }

  private demandRule(viewer: Viewer, { queueId, keepDays }: RetentionRuleInput) {
    const path = ['input', 'queueId']
    if (queueId != null && !this.parts.seesQueue(viewer, queueId)) throw new DomainError('NOT_FOUND', path)
    if (keepDays < 1 || keepDays > MOST_DAYS)
      throw new DomainError('OUT_OF_RANGE', ['input', 'keepDays'], { least: 1, most: MOST_DAYS })
    return { queueId: queueId ?? NO_QUEUE, keepDays }
  }
}

/** The recordings whose time is over by one rule, among all rules of its tenant. */
export function overdueOf(
  { tenantId, queueId, keepDays }: Pick<RetentionRuleRow, 'tenantId' | 'queueId' | 'keepDays'>,
  rules: readonly RetentionRuleRow[],
  now: Date,
): Overdue {
  const otherQueueIds = rules.map((rule) => rule.queueId).filter((id) => id !== NO_QUEUE)
  return { tenantId, queueId, otherQueueIds, before: new Date(now.getTime() - keepDays * DAY_MS) }
}

const shown = (queueId: string): string | null => (queueId === NO_QUEUE ? null : queueId)

const ruleOf = ({ id, queueId, keepDays, createdAt }: RetentionRuleRow): RetentionRule =>
  Object.assign(new RetentionRule(), { id, queueId: shown(queueId), keepDays, createdAt })
