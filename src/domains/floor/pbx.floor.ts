import type { Clock } from '../../platform/clock.ts'
import { Turn } from '../../platform/turn.ts'
import { AgentFloor, type AgentPlace } from '../agents/agent.floor.ts'
import type { AgentService } from '../agents/agent.service.ts'
import { CallBook } from '../calls/call.book.ts'
import type { CallKeeperStore } from '../calls/call.keeper.store.ts'
import { CallRecorder } from '../calls/call.record.ts'
import type { CallService } from '../calls/call.service.ts'
import { CallTracker } from '../calls/call.tracker.ts'
import type { Call } from '../calls/call.types.ts'
import { watchCalls } from '../calls/call.watch.ts'
import type { Conversation, ConversationEvent } from '../calls/conversation.ts'
import { ExtensionFloor } from '../extensions/extension.floor.ts'
import type { ExtensionService } from '../extensions/extension.service.ts'
import { watchExtensions } from '../extensions/extension.watch.ts'
import { type OwnerOf, PbxDirectory } from '../pbxs/pbx.directory.ts'
import type { PbxWatch } from '../pbxs/pbx.watch.ts'
import type { EventFactStore } from '../queue-logs/facts/event.fact.store.ts'
import { EventFacts } from '../queue-logs/facts/event.facts.ts'
import { watchQueueLog } from '../queue-logs/facts/queue.log.watch.ts'
import { QueueFloor } from '../queues/queue.floor.ts'
import type { QueueService } from '../queues/queue.service.ts'
import type { QueueStore } from '../queues/queue.store.ts'
import { watchQueues } from '../queues/queue.watch.ts'
import { TrunkFloor } from '../trunks/trunk.floor.ts'
import type { TrunkService } from '../trunks/trunk.service.ts'
import { watchTrunks } from '../trunks/trunk.watch.ts'
import { resumeCall, writtenAt } from './call.resume.ts'
import { FloorDay } from './floor.day.ts'
import type { KeptRecord } from './kept.records.ts'

/** What every floor of this process works with. */
export interface FloorParts {
  readonly clock: Clock
  readonly calls: CallService
  readonly callKeeper: CallKeeperStore
  readonly queues: QueueService
  readonly queueStore: QueueStore
  readonly agents: AgentService
  readonly extensions: ExtensionService
  readonly trunks: TrunkService
  readonly eventFacts: EventFactStore
  readonly keep: (record: KeptRecord) => void
  /** How a log of the PBX will spell an agent was found. */
  readonly spelled: (pbxId: string, spelling: string, number: string) => void
  /** When the present local day of a tenant began. */
  readonly dayStart: (tenantId: string) => Date
}

/**
 * The floor of one PBX: its calls, queues, agents and extensions as they stand, fed by the watches, shown by
 * the services, and kept.
 */
export class PbxFloor {
  readonly watches: readonly PbxWatch[]
  readonly calls: CallBook
  private readonly tracker: CallTracker
  readonly queues: QueueFloor
  private readonly agents: AgentFloor
  private readonly extensions: ExtensionFloor
  private readonly trunks: TrunkFloor
  private readonly directory: PbxDirectory
  private readonly recorder: CallRecorder
  private readonly happenings: { conversation: Conversation; event: ConversationEvent }[] = []
  private readonly turn = new Turn<Conversation>((changed) => this.show(changed))
  private readonly day: FloorDay
  private readonly facts: EventFacts
  private isStale = true

  constructor(
    readonly pbxId: string,
    owner: OwnerOf,
    private readonly parts: FloorParts,
  ) {
    const { clock } = parts
    this.directory = new PbxDirectory(pbxId, owner)
    this.recorder = new CallRecorder(this.directory)
    // A phone of one tenant may be in a call of another on a PBX they share.
    const callIdAt = (number: string, tenantId: string) => {
      const call = this.calls.places.callAt(number)
      return call?.tenantId === tenantId ? call.id : undefined
    }
    this.calls = new CallBook(this.directory, clock, {
      changed: (conversation) => this.turn.add(conversation),
      happened: (conversation, event) => this.happened(conversation, event),
      visited: (conversation, visit, change) => this.day.visited(conversation, visit, change),
      phoneChanged: (number) => this.phoneChanged(number),
    })
    this.tracker = new CallTracker(this.calls)
    this.queues = new QueueFloor(this.directory, clock, this.knowledge(), {
      found: (queue) => {
        const row = parts.queues.found(queue, clock.now())
        if (row) parts.keep({ kind: 'QUEUE', record: row })
      },
      published: (queue) => parts.queues.live.set(queue.id, queue),
      removed: (queueId) => parts.queues.live.delete(queueId),
      memberChanged: (number) => this.agents.touch(number),
    })
    this.agents = new AgentFloor(
      this.directory,
      clock,
      { placesOf: (number) => this.placesOf(number), callIdAt, dayStart: parts.dayStart },
      {
        found: (agent) => {
          const row = parts.agents.found(agent, clock.now())
          if (row) parts.keep({ kind: 'AGENT', record: row })
        },
        published: (agent) => parts.agents.live.set(agent.id, agent),
      },
    )
    this.extensions = new ExtensionFloor(this.directory, clock, callIdAt, {
      found: (extension) => parts.keep({ kind: 'EXTENSION', record: { ...extension, foundAt: clock.now() } }),
      published: (extension) => parts.extensions.live.set(extension.id, extension),
      removed: (extensionId) => parts.extensions.live.delete(extensionId),
    })
    this.trunks = new TrunkFloor(this.directory, clock, (name) => this.calls.places.callCountAt(name), {
      published: (trunk) => parts.trunks.live.set(trunk.id, trunk),
      removed: (trunkId) => parts.trunks.live.delete(trunkId),
    })
    this.day = new FloorDay({ ...parts, directory: this.directory, queues: this.queues, agents: this.agents })
    this.facts = new EventFacts({
      directory: this.directory,
      clock,
      keepFacts: (record) => parts.keep({ kind: 'FACTS', record }),
      spelled: (record, number) => {
        parts.keep({ kind: 'SPELLING', record })
        parts.spelled(pbxId, record.spelling, number)
      },
    })
    const callIdOf = (uniqueid: string) => this.calls.callOf(uniqueid)?.id
    // Calls come first: the others ask whose call a channel is.
    this.watches = [
      watchExtensions(this.extensions),
      watchTrunks(this.trunks),
      watchCalls(this.tracker),
      watchQueues(this.queues, callIdOf),
      watchQueueLog(this.facts),
      { reads: {}, reconcile: () => this.reconciled(), linkLost: () => this.linkLost() },
    ]
  }

  private knowledge() {
    const { queues, dayStart } = this.parts
    return {
      settingsOf: (queueId: string) => queues.settingsOf(queueId),
      countingOf: (tenantId: string) => queues.countingOf(tenantId),
      thresholdSettings: (queueId: string) => queues.thresholdSettings(queueId),
      dayStart,
    }
  }

  /** Takes up what was open when this server, or the floor before this one, stopped. */
  async resume(): Promise<void> {
    const { callKeeper, eventFacts, queues, clock } = this.parts
    this.day.begin()
    const open = await callKeeper.openCalls(this.pbxId)
    this.facts.resume(await eventFacts.open(this.directory))
    const names = (queueId: string) => queues.nameOf(queueId)
    for (const each of open) {
      const written = clock.ticks() - (clock.now().getTime() - writtenAt(each.call).getTime())
      const conversation = resumeCall(each, names, clock)
      this.tracker.resume(conversation, written)
      this.day.resume(conversation)
    }
  }

  /** Attaches the floor to the services that show it. */
  open(): void {
    this.parts.calls.attach(this.tracker)
    this.parts.queues.attach(this.pbxId, this.queues)
  }

  /** Takes the floor off what is shown; its open calls stay open in the store. */
  close(): void {
    this.turn.flush()
    this.facts.flush()
    this.parts.calls.detach(this.pbxId)
    this.parts.queues.detach(this.pbxId)
    this.parts.agents.detach(this.pbxId)
    this.parts.extensions.detach(this.pbxId)
    this.parts.trunks.detach(this.pbxId)
  }

  passTime(): void {
    if (!this.isStale) this.day.countIn()
    this.queues.passTime()
    this.agents.passTime()
    this.facts.passTime()
  }

  private linkLost(): void {
    this.isStale = true
    for (const conversation of this.calls.conversations.values()) this.turn.add(conversation)
    this.turn.flush()
    this.agents.linkLost()
  }

  private reconciled(): void {
    this.isStale = false
    this.agents.reconciled()
    this.day.reconciled()
  }

  private placesOf(number: string): AgentPlace[] {
    return [...this.queues.members.placesOf(number)].map(({ queue, member: { seen, state, since } }) => ({
      queueId: queue.id,
      queueName: queue.name,
      tenantId: queue.tenantId,
      name: seen.name,
      state,
      since,
      isPaused: seen.isPaused,
      pauseReason: seen.pauseReason,
      penalty: seen.penalty,
    }))
  }

  private happened(conversation: Conversation, event: ConversationEvent): void {
    this.happenings.push({ conversation, event })
    this.turn.add(conversation)
    if (event.kind === 'AGENT_NOT_ANSWERED' && event.agentId)
      this.agents.missed(event.agentId, event.occurredAt)
  }

  private phoneChanged(number: string): void {
    this.agents.touch(number)
    this.extensions.touch(number)
    this.trunks.touch(number)
  }

  /** Keeps and shows what became of calls in this turn, then tells what happened in them. */
  private show(changed: ReadonlySet<Conversation>): void {
    const { calls, clock, keep } = this.parts
    const tick = clock.ticks()
    const shown = new Map<Conversation, Call>()
    for (const conversation of changed) {
      const record = this.recorder.take(conversation, conversation.endedTick ?? tick)
      keep({ kind: 'CALL', record })
      const call: Call = { ...record.call, isStale: this.isStale }
      shown.set(conversation, call)
      if (conversation.endedTick === undefined) calls.live.set(call.id, call)
      else calls.live.delete(call.id, call)
    }
    for (const { conversation, event } of this.happenings.splice(0)) {
      const call = shown.get(conversation)
      if (call) calls.facts.publish({ event, call })
    }
  }
}
