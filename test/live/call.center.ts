import { expect, vi } from 'vitest'
import type { AsteriskOptions } from '../asterisk/asterisk.process.ts'
import {
  type AsteriskServer,
  type PlacedCall,
  type QueueName,
  startAsterisk,
} from '../asterisk/asterisk.server.ts'
import type { ApiClient, Stream } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { expectSameAsAsterisk, expectSameAsQueueLog } from './asterisk.truth.ts'
import {
  activeCallsQuery,
  callsQuery,
  FACT_KINDS,
  type Fact,
  type FactKind,
  factSubscription,
  type KeptCall,
  type LiveAgent,
  type LiveExtension,
  type LiveQueue,
} from './live.documents.ts'

export interface CallCenterOptions extends AsteriskOptions {
  /** The AMI user that Centralita signs in as; the one with all permissions when left out. */
  username?: (asterisk: AsteriskServer) => string
}

/** A real Asterisk, Centralita beside it, and an administrator who watches every fact as it comes. */
export class CallCenter {
  private story = new Date()
  /** Every fact since the beginning, as the subscriptions told it. */
  private readonly streams: ReadonlyMap<FactKind, Stream<Omit<Fact, 'kind'>>>

  private constructor(
    readonly asterisk: AsteriskServer,
    private readonly app: AppServer,
    readonly admin: ApiClient,
    readonly pbxId: string,
  ) {
    this.streams = new Map(FACT_KINDS.map((kind) => [kind, admin.subscribe(factSubscription(kind))]))
  }

  static async open({ username, ...options }: CallCenterOptions = {}): Promise<CallCenter> {
    const [asterisk, app] = await Promise.all([startAsterisk(options), AppServer.start()])
    const admin = await app.admin()
    const { pbx } = await admin.mutate(
      `mutation ($input: PbxRegisterInput!) {
        pbxRegister(input: $input) { pbx { id } errors { code path message } }
      }`,
      {
        input: {
          name: 'Central',
          host: asterisk.host,
          port: asterisk.amiPort,
          username: username?.(asterisk) ?? asterisk.username,
          secret: asterisk.secret,
          dialContext: 'phones',
        },
      },
    )
    const center = new CallCenter(asterisk, app, admin, pbx.id)
    await vi.waitFor(async () => expect(await center.linkState()).toBe('LIVE'), { timeout: 15_000 })
    return center
  }

  async close(): Promise<void> {
    await this.admin.close()
    await this.app.stop()
    await this.asterisk.stop()
  }

  private async linkState(): Promise<string> {
    const { pbxs } = await this.admin.query(`{ pbxs { status { state } } }`)
    return pbxs[0].status.state
  }

  /** A new story begins: what is counted from now on is its own. */
  async begin(): Promise<void> {
    await this.asterisk.calm()
    await this.sameAsAsterisk()
    this.story = new Date()
  }

  sameAsAsterisk(): Promise<void> {
    return expectSameAsAsterisk(this.admin, this.asterisk)
  }

  /**
   * The day's counters of a queue are Asterisk's own, which counts who ran out of time, or was left by the last
   * agent, among the abandoned, and a call as completed when its talk ends.
   */
  async sameCounters(name: QueueName): Promise<void> {
    await vi.waitFor(
      async () => {
        const [{ completed, abandoned, callers }, { today }] = await Promise.all([
          this.asterisk.queueShow(name),
          this.queue(name),
        ])
        const { answered, waiting } = today
        const lost = today.abandoned! + today.timedOut! + (name === 'premium' ? today.leftOtherwise! : 0)
        expect({ answered, lost, waiting }).toEqual({
          answered: completed,
          lost: abandoned,
          waiting: callers.length,
        })
      },
      { timeout: 3_000, interval: 100 },
    )
  }

  /** A caller enters a queue; resolves when they wait there, so that the next one comes behind. */
  async queueUp(call: Parameters<AsteriskServer['callQueue']>[0]): Promise<PlacedCall> {
    const placed = await this.asterisk.callQueue(call)
    const waits = { Queue: call.queue, Uniqueid: placed.uniqueid }
    await this.asterisk.waitForEvent('QueueCallerJoin', waits)
    return placed
  }

  // ---- what is shown

  async queue(name: string): Promise<LiveQueue> {
    const { queues } = await this.admin.query<{ queues: LiveQueue[] }>(
      `{ queues { id name level waitingCount callers { callId position number name since }
        levels { metric level value } memberCounts { available ringing onCall wrapUp paused offline }
        members { agentId number name state since isPaused pauseReason penalty callsTaken isDynamic }
        today { offered answered abandoned timedOut leftOtherwise lost waiting averageWaitSeconds averageTalkSeconds } } }`,
    )
    return queues.find((queue) => queue.name === name)!
  }

  async agent(number: string): Promise<LiveAgent> {
    const { agents } = await this.admin.query<{ agents: LiveAgent[] }>(
      `{ agents { id number name state since isPaused pauseReason currentCallId
        queues { queueName isPaused penalty } today { answered talkSeconds missed } } }`,
    )
    return agents.find((agent) => agent.number === number)!
  }

  async extension(number: string): Promise<LiveExtension> {
    const { extensions } = await this.admin.query<{ extensions: LiveExtension[] }>(
      `{ extensions { id number device state since currentCallId } }`,
    )
    return extensions.find((extension) => extension.number === number)!
  }

  /** The calls that go on, with what is known of them. */
  async active(): Promise<KeptCall[]> {
    return (await this.admin.query<{ activeCalls: KeptCall[] }>(activeCallsQuery)).activeCalls
  }

  /** The one call that goes on, as soon as it is in one of these states. */
  async callIn(...states: string[]): Promise<KeptCall> {
    return vi.waitFor(
      async () => {
        const calls = await this.active()
        expect(calls.map(({ state }) => state)).toEqual([expect.toSatisfy((state) => states.includes(state))])
        return calls[0]!
      },
      { timeout: 15_000, interval: 50 },
    )
  }

  /** Facts of a kind since the story began, in the order they came. */
  facts(kind: FactKind): Omit<Fact, 'kind'>[] {
    return this.streams.get(kind)!.values.filter(({ occurredAt }) => new Date(occurredAt) >= this.story)
  }

  // ---- what is kept

  /**
   * The calls of the story, the oldest first, when all have ended: exactly so many, each told of once, the
   * same as Asterisk's own log of queues unless that is known to tell another story, and nothing left over.
   */
  async ended(count: number, { isUntold = false } = {}): Promise<KeptCall[]> {
    const calls = await vi.waitFor(
      async () => {
        const kept = await this.admin.query(callsQuery, { from: this.story.toISOString() })
        const calls: KeptCall[] = kept.calls.nodes.toReversed()
        expect(calls.map(({ state }) => state)).toEqual(Array<string>(count).fill('ENDED'))
        return calls
      },
      { timeout: 20_000, interval: 100 },
    )
    await this.sameAsAsterisk()
    for (const call of calls) await this.expectTold(call)
    if (!isUntold) await expectSameAsQueueLog(calls, this.asterisk)
    return calls
  }

  /** Every fact of a call came over its subscription exactly once, with the contents that are kept. */
  private async expectTold(call: KeptCall): Promise<void> {
    for (const kind of FACT_KINDS) {
      const kept = call.events.filter((event) => event.kind === kind)
      const told = () => this.streams.get(kind)!.values.filter((fact) => fact.call.id === call.id)
      await vi.waitFor(
        () => expect(told().map(idAndTime), `${kind} of ${call.id}`).toEqual(kept.map(idAndTime)),
        { timeout: 3_000 },
      )
    }
    expect(call.legs.filter(({ endedAt }) => endedAt === null)).toEqual([])
  }
}

const idAndTime = ({ id, occurredAt }: { id: string; occurredAt: string }) => ({ id, occurredAt })

/** The kinds of a call's events in order, without those of ringing phones. */
export const history = (call: KeptCall): string[] =>
  call.events.map(({ kind }) => kind).filter((kind) => !kind.startsWith('AGENT_'))

/** What an event tells beside its kind. */
export const detail = (event: KeptCall['events'][number], name: string): string | undefined =>
  event.details.find((each) => each.name === name)?.value

/** A duration that was played, as exactly as a loaded machine can play it. */
export const about = (seconds: number, within = 1) =>
  expect.toSatisfy((value: number) => Math.abs(value - seconds) <= within, `about ${seconds} s`)
