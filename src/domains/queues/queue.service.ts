import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { demandText } from '../../platform/input.ts'
import { LiveMap } from '../../platform/live.ts'
import type { ServiceLevelRule } from '../../platform/service.level.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { Threshold, ThresholdInput, ThresholdMetric } from './level.types.ts'
import { QueueDayCounter } from './queue.day.ts'
import type { QueueFloor, QueueSettings } from './queue.floor.ts'
import type { ThresholdSetting } from './queue.levels.ts'
import { ruleOf, type TenantCounting, USUAL_COUNTING } from './queue.rule.ts'
import type { QueueRow, QueueStore, ThresholdRow } from './queue.store.ts'
import type { Queue, QueueUpdateInput } from './queue.types.ts'

const DEFAULT_HOLD_SECONDS = 10
const NOTHING_SET = { label: null, serviceLevelSeconds: null, wrapUpSeconds: null, hiddenAt: null }
const NO_MEMBERS = { total: 0, available: 0, ringing: 0, onCall: 0, wrapUp: 0, paused: 0, offline: 0 }

/** Queues as they stand, and what people have set for them. */
export class QueueService {
  readonly live = new LiveMap<string, Queue>()
  private readonly known = new Map<string, QueueRow>()
  private departed = new WeakMap<QueueRow, Queue>()
  private readonly thresholdsOf = new Map<string, ThresholdRow[]>()
  private readonly floors = new Map<string, QueueFloor>()

  constructor(
    private readonly store: QueueStore,
    private readonly clock: Clock,
    /** What counts for the queues of a PBX for which nobody has set a threshold. */
    private readonly usualThresholds: (pbxId: string) => readonly ThresholdSetting[] = () => [],
    /** How a tenant counts. */
    readonly countingOf: (tenantId: string) => TenantCounting = () => USUAL_COUNTING,
  ) {}

  /** Reads what was set before; until then every queue has its defaults. */
  async load(): Promise<void> {
    for (const row of await this.store.all()) this.known.set(row.id, row)
    for (const row of await this.store.thresholds())
      this.thresholdsOf.set(row.queueId, [...(this.thresholdsOf.get(row.queueId) ?? []), row])
  }

  /** The live queues of a PBX begin to be fed, or end. */
  attach(pbxId: string, floor: QueueFloor): void {
    this.floors.set(pbxId, floor)
  }

  detach(pbxId: string): void {
    this.floors.delete(pbxId)
    for (const queue of [...this.live.all()]) if (queue.pbxId === pbxId) this.live.delete(queue.id)
  }

  floorOf(pbxId: string): QueueFloor | undefined {
    return this.floors.get(pbxId)
  }

  /** The name of a queue on its PBX; empty for one that nobody found. */
  nameOf(queueId: string): string {
    return this.known.get(queueId)?.name ?? ''
  }

  settingsOf(queueId: string): QueueSettings | undefined {
    return this.known.get(queueId)
  }

  /** By which rule a queue's service level is counted, live and in reports. */
  ruleOf(queueId: string): ServiceLevelRule {
    const row = this.known.get(queueId)
    if (!row) return ruleOf(USUAL_COUNTING, null, undefined)
    const asShown = this.floors.get(row.pbxId)?.ruleOf(queueId)
    return asShown ?? ruleOf(this.countingOf(row.tenantId), row.serviceLevelSeconds, undefined)
  }

  /** A tenant counts otherwise from now on. */
  countingChanged(tenantId: string): void {
    this.departed = new WeakMap()
    for (const floor of this.floors.values()) floor.touchTenant(tenantId)
  }

  thresholdSettings(queueId: string): readonly ThresholdSetting[] {
    const row = this.known.get(queueId)
    return this.thresholdsOf.get(queueId) ?? (row ? this.usualThresholds(row.pbxId) : [])
  }

  /** A queue was found on a PBX; gives its row when it is new or now somebody else's. */
  found(queue: Pick<QueueRow, 'id' | 'tenantId' | 'pbxId' | 'name'>, foundAt: Date): QueueRow | undefined {
    const known = this.known.get(queue.id)
    if (known?.tenantId === queue.tenantId) return undefined
    const { id, tenantId, pbxId, name } = queue
    const row: QueueRow = known
      ? { ...known, tenantId }
      : { id, tenantId, pbxId, name, foundAt, ...NOTHING_SET }
    this.known.set(id, row)
    return row
  }

  /** Whether a queue is the viewer's tenant's, and one of theirs where they are confined to some. */
  sees(viewer: Viewer, { id, tenantId }: { id: string; tenantId: string }): boolean {
    return viewer.seesTenant(tenantId) && viewer.seesQueue(id)
  }

  list(viewer: Viewer, ids?: readonly string[] | null): Queue[] {
    viewer.demand('queues')
    return this.visible(viewer, ids)
  }

  /** The queues within a viewer's sight, by label, for whoever has demanded the permission to show them. */
  visible(viewer: Viewer, ids?: readonly string[] | null): Queue[] {
    const wanted = this.wanted(viewer, ids)
    return [...this.live.all()].filter(wanted).sort((a, b) => a.label.localeCompare(b.label))
  }

  private wanted(viewer: Viewer, ids: readonly string[] | null | undefined) {
    const named = ids && new Set(ids)
    return (queue: Queue) => this.sees(viewer, queue) && (!named || named.has(queue.id))
  }

  /** @throws DomainError NOT_FOUND, alike for a queue of others and for none. */
  find(viewer: Viewer, id: string): Queue {
    viewer.demand('queues')
    const queue = this.peek(viewer, id)
    if (!queue) throw new DomainError('NOT_FOUND', ['id'])
    return queue
  }

  /** A queue the viewer sees; one that is gone from its PBX is shown empty and stale. */
  peek(viewer: Viewer, id: string): Queue | undefined {
    const queue = this.live.get(id)
    if (queue) return this.sees(viewer, queue) ? queue : undefined
    const row = this.known.get(id)
    return row && this.sees(viewer, row) ? this.gone(row) : undefined
  }

  /** All queues within a viewer's sight that were ever found, also those that are gone. */
  everFound(viewer: Viewer): Queue[] {
    return [...this.known.keys()].flatMap((id) => this.peek(viewer, id) ?? [])
  }

  /** Made once for each row: a list of old calls asks for the same few again and again. */
  private gone(row: QueueRow): Queue {
    let queue = this.departed.get(row)
    if (!queue) {
      queue = gone(row, this.ruleOf(row.id))
      this.departed.set(row, queue)
    }
    return queue
  }

  watch(viewer: Viewer, ids?: readonly string[] | null) {
    viewer.demand('queues')
    return this.watchVisible(viewer, ids)
  }

  watchVisible(viewer: Viewer, ids?: readonly string[] | null) {
    return this.live.watch(this.wanted(viewer, ids))
  }

  async update(viewer: Viewer, id: string, input: QueueUpdateInput): Promise<Queue> {
    viewer.demandChange('admin')
    const row = this.row(viewer, id)
    const { serviceLevelSeconds, wrapUpSeconds, isShown } = input
    const label = input.label == null ? input.label : demandText(input.label, 120, ['input', 'label'])
    within(serviceLevelSeconds, 1, 3600, ['input', 'serviceLevelSeconds'])
    within(wrapUpSeconds, 0, 3600, ['input', 'wrapUpSeconds'])
    const changed: QueueRow = {
      ...row,
      ...(label === undefined ? {} : { label }),
      ...(serviceLevelSeconds == null ? {} : { serviceLevelSeconds }),
      ...(wrapUpSeconds == null ? {} : { wrapUpSeconds }),
      ...(isShown == null ? {} : { hiddenAt: isShown ? null : (row.hiddenAt ?? this.clock.now()) }),
    }
    await this.store.set(id, changed)
    this.known.set(id, changed)
    this.floors.get(row.pbxId)?.touch(id)
    return this.find(viewer, id)
  }

  thresholds(viewer: Viewer, queueId: string): Threshold[] {
    viewer.demand('queues')
    this.row(viewer, queueId)
    return this.thresholdsOf.get(queueId) ?? []
  }

  async setThreshold(viewer: Viewer, queueId: string, input: ThresholdInput): Promise<Threshold> {
    viewer.demandChange('admin')
    const { tenantId, pbxId } = this.row(viewer, queueId)
    check(input)
    const others = (this.thresholdsOf.get(queueId) ?? []).filter(({ metric }) => metric !== input.metric)
    const same = this.thresholdsOf.get(queueId)?.find(({ metric }) => metric === input.metric)
    const row: ThresholdRow = {
      id: same?.id ?? newId(),
      tenantId,
      queueId,
      metric: input.metric,
      warn: input.warn ?? null,
      critical: input.critical,
      holdSeconds: input.holdSeconds ?? DEFAULT_HOLD_SECONDS,
    }
    await this.store.setThreshold(row)
    this.thresholdsOf.set(queueId, [...others, row])
    this.floors.get(pbxId)?.touch(queueId)
    return row
  }

  async removeThreshold(viewer: Viewer, queueId: string, metric: ThresholdMetric): Promise<boolean> {
    viewer.demandChange('admin')
    const { pbxId } = this.row(viewer, queueId)
    const removed = await this.store.removeThreshold(queueId, metric)
    if (removed === 0) throw new DomainError('NOT_FOUND', ['metric'])
    this.thresholdsOf.set(
      queueId,
      (this.thresholdsOf.get(queueId) ?? []).filter((row) => row.metric !== metric),
    )
    this.floors.get(pbxId)?.touch(queueId)
    return true
  }

  private row(viewer: Viewer, id: string): QueueRow {
    const row = this.known.get(id)
    if (!row || !this.sees(viewer, row)) throw new DomainError('NOT_FOUND', ['id'])
    return row
  }
}

function within(value: number | null | undefined, least: number, most: number, path: string[]): void {
  if (value != null && (value < least || value > most))
    throw new DomainError('OUT_OF_RANGE', path, { least, most })
}

const RATES: ReadonlySet<ThresholdMetric> = new Set(['SERVICE_LEVEL', 'ABANDON_RATE'])

function check({ metric, warn, critical, holdSeconds }: ThresholdInput): void {
  const most = RATES.has(metric) ? 1 : 100_000
  within(critical, 0, most, ['input', 'critical'])
  within(warn, 0, most, ['input', 'warn'])
  within(holdSeconds, 0, 600, ['input', 'holdSeconds'])
}

const gone = (row: QueueRow, rule: ServiceLevelRule): Queue => ({
  id: row.id,
  tenantId: row.tenantId,
  pbxId: row.pbxId,
  name: row.name,
  label: row.label ?? row.name,
  strategy: null,
  serviceLevelSeconds: rule.seconds,
  isShown: !row.hiddenAt,
  callers: [],
  waitingCount: 0,
  longestWaitSince: null,
  members: [],
  memberCounts: NO_MEMBERS,
  today: new QueueDayCounter(row.foundAt).summary(rule),
  level: 'OK',
  levels: [],
  isStale: true,
})
