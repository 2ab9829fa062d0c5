import type { Clock } from '../../platform/clock.ts'
import { Turn } from '../../platform/turn.ts'
import type { PbxDirectory } from '../pbxs/pbx.directory.ts'
import type { Trunk, TrunkState } from './trunk.types.ts'

export interface TrunkFloorSink {
  published(trunk: Trunk): void
  removed(trunkId: string): void
}

interface TrunkOnFloor {
  readonly name: string
  readonly device: string
  state: TrunkState
  since: Date
}

/** The trunks of one PBX as they stand. */
export class TrunkFloor {
  private readonly trunks = new Map<string, TrunkOnFloor>()
  private readonly byName = new Map<string, TrunkOnFloor>()
  private readonly turn = new Turn<TrunkOnFloor>((changed) => {
    for (const trunk of changed) this.publish(trunk)
  })
  private isStale = true

  constructor(
    private readonly directory: PbxDirectory,
    private readonly clock: Clock,
    private readonly callCountAt: (name: string) => number,
    private readonly sink: TrunkFloorSink,
  ) {}

  /** A snapshot named a trunk. */
  found(device: string, name: string, state: TrunkState): void {
    if (this.trunks.has(device)) {
      this.seen(device, state)
      return
    }
    const trunk = { name, device, state, since: this.clock.now() }
    this.trunks.set(device, trunk)
    this.byName.set(name, trunk)
    this.turn.add(trunk)
  }

  seen(device: string, state: TrunkState): void {
    const trunk = this.trunks.get(device)
    if (!trunk || trunk.state === state) return
    trunk.state = state
    trunk.since = this.clock.now()
    this.turn.add(trunk)
  }

  /** The calls over a trunk may be others now. */
  touch(name: string): void {
    const trunk = this.byName.get(name)
    if (trunk) this.turn.add(trunk)
  }

  /** What the snapshot did not name is no longer there. */
  reconcile(named: ReadonlySet<string>): void {
    this.isStale = false
    for (const [device, trunk] of this.trunks) {
      if (named.has(device)) {
        this.turn.add(trunk)
        continue
      }
      this.trunks.delete(device)
      this.byName.delete(trunk.name)
      this.sink.removed(this.directory.trunkId(device))
    }
  }

  linkLost(): void {
    this.isStale = true
    for (const trunk of this.trunks.values()) this.turn.add(trunk)
    this.turn.flush()
  }

  private publish(trunk: TrunkOnFloor): void {
    if (!this.trunks.has(trunk.device)) return
    this.sink.published({
      ...trunk,
      id: this.directory.trunkId(trunk.device),
      tenantId: this.directory.ownerOfExtension(trunk.name),
      pbxId: this.directory.pbxId,
      activeCallCount: this.callCountAt(trunk.name),
      isStale: this.isStale,
    })
  }
}
