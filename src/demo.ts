import type { Config } from './config.ts'
import type { CallKeeperStore } from './domains/calls/call.keeper.store.ts'
import type { PbxDemo } from './domains/pbxs/pbx.demo.ts'
import type { PbxChange } from './domains/pbxs/pbx.registry.ts'
import type { EventFactStore } from './domains/queue-logs/facts/event.fact.store.ts'
import type { ThresholdSetting } from './domains/queues/queue.levels.ts'
import type { Log } from './platform/log.ts'
import { type Simulator, startSimulator } from './simulator/simulator.ts'

/** So that a board of the demo shows levels, as those of people do who have set thresholds. */
export const DEMO_THRESHOLDS: readonly ThresholdSetting[] = [
  { metric: 'LONGEST_WAIT', warn: 15, critical: 40, holdSeconds: 0 },
  { metric: 'WAITING', warn: 2, critical: 4, holdSeconds: 3 },
  { metric: 'SERVICE_LEVEL', warn: 0.85, critical: 0.7, holdSeconds: 10 },
]

interface DemoParts {
  config: Config
  demo: PbxDemo
  calls: CallKeeperStore
  facts: EventFactStore
  log: Log
  /** Resolves when all that was reported so far is in the database. */
  flush(): Promise<unknown>
}

/** The simulated PBX that is shown while nothing real is connected; it goes, and its calls with it. */
export class DemoShow {
  private simulator: Simulator | undefined

  constructor(private readonly parts: DemoParts) {}

  /** Begins to show it to a tenant, if it is wanted and there is nothing real; true when it is shown. */
  async start(tenantId: string, timeZone: string): Promise<boolean> {
    const { config, demo } = this.parts
    if (config.demo === 'off' || (config.demo === 'auto' && config.isProduction)) {
      await demo.remove()
      return false
    }
    const simulator = await startSimulator({ speed: config.demoSpeed, seed: config.demoSeed })
    this.simulator = simulator
    const { host, port, username, secret } = simulator
    const shown = await demo.show({
      name: 'DEMO',
      tenantId,
      timeZone,
      dialContext: 'from-internal',
      ...{ host, port, username, secret },
    })
    if (!shown) await this.stop()
    return shown !== undefined
  }

  /** A real PBX has come: the simulated one goes, with what it invented. */
  async changed({ kind, pbx }: PbxChange): Promise<void> {
    if (!pbx.isDemo || kind !== 'removed') return
    await this.stop()
    await this.parts.flush()
    await this.parts.calls.removeAllOf(pbx.id)
    await this.parts.facts.removeAllOf(pbx.id)
    this.parts.log.info({ pbxId: pbx.id }, 'The simulated PBX and its calls were removed')
  }

  async stop(): Promise<void> {
    const { simulator } = this
    this.simulator = undefined
    await simulator?.stop()
  }
}
