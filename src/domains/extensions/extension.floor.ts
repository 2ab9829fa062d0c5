import type { Clock } from '../../platform/clock.ts'
import { Turn } from '../../platform/turn.ts'
import type { PbxDirectory } from '../pbxs/pbx.directory.ts'
import type { Extension, ExtensionState } from './extension.types.ts'

export interface ExtensionFloorSink {
  found(extension: { id: string; tenantId: string; pbxId: string; number: string; name: string | null }): void
  published(extension: Extension): void
  removed(extensionId: string): void
}

interface ExtensionOnFloor {
  readonly id: string
  readonly tenantId: string
  readonly number: string
  device: string
  state: ExtensionState
  since: Date
}

/** The phones of one PBX as they stand. */
export class ExtensionFloor {
  private readonly extensions = new Map<string, ExtensionOnFloor>()
  /** Devices that no hint speaks for; their own reports count. */
  private readonly numberByDevice = new Map<string, string>()
  private readonly turn = new Turn<string>((numbers) => {
    for (const number of numbers) this.publish(number)
  })
  private isStale = true

  constructor(
    private readonly directory: PbxDirectory,
    private readonly clock: Clock,
    private readonly callIdAt: (number: string, tenantId: string) => string | undefined,
    private readonly sink: ExtensionFloorSink,
  ) {}

  seen(number: string, device: string, state: ExtensionState): void {
    const known = this.extensions.get(number)
    if (known) {
      if (device) known.device = device
      if (known.state === state) return
      known.state = state
      known.since = this.clock.now()
    } else {
      const tenantId = this.directory.ownerOfExtension(number)
      const id = this.directory.extensionId(number)
      this.extensions.set(number, { id, tenantId, number, device, state, since: this.clock.now() })
      this.directory.addExtension(number)
      this.sink.found({ id, tenantId, pbxId: this.directory.pbxId, number, name: null })
    }
    this.turn.add(number)
  }

  /** A device without a hint stands for the extension of its own number. */
  deviceFound(device: string, number: string, state: ExtensionState): void {
    this.numberByDevice.set(device, number)
    this.seen(number, device, state)
  }

  deviceSeen(device: string, state: ExtensionState): void {
    const number = this.numberByDevice.get(device)
    if (number !== undefined) this.seen(number, device, state)
  }

  /** The calls at a phone may be others now. */
  touch(number: string): void {
    if (this.extensions.has(number)) this.turn.add(number)
  }

  /** What the snapshot did not name is no longer there. */
  reconcile(named: ReadonlySet<string>): void {
    this.isStale = false
    for (const [number, { id }] of this.extensions) {
      if (named.has(number)) {
        this.turn.add(number)
        continue
      }
      this.extensions.delete(number)
      this.sink.removed(id)
    }
    for (const [device, number] of this.numberByDevice)
      if (!named.has(number)) this.numberByDevice.delete(device)
  }

  linkLost(): void {
    this.isStale = true
    for (const number of this.extensions.keys()) this.turn.add(number)
    this.turn.flush()
  }

  private publish(number: string): void {
    const extension = this.extensions.get(number)
    if (!extension) return
    this.sink.published({
      ...extension,
      pbxId: this.directory.pbxId,
      name: null,
      currentCallId: this.callIdAt(number, extension.tenantId) ?? null,
      isStale: this.isStale,
    })
  }
}
