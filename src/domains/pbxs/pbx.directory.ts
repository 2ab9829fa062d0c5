import { stableId, stableIdAt } from '../../platform/ids.ts'
import type { MappingKind } from '../../platform/store/tables/telephony.ts'

/** Nobody's: what a shared PBX reports before an administrator has said whose it is. Kept, and seen by none. */
export const UNOWNED = '00000000-0000-0000-0000-000000000000'

/** More names than any PBX has; a wire that invents them must not fill the memory. */
const MAX_IDS = 50_000

/** Finds the tenant that a queue, extension or DID of a PBX belongs to. */
export type OwnerOf = (kind: MappingKind, name: string) => string | undefined

/** The id of a call, whoever finds it: of its first channel's unique id, and the instant in that. */
export const callIdOf = (pbxId: string, linkedid: string, instant: Date | undefined): string =>
  instant ? stableIdAt(instant, pbxId, 'call', linkedid) : stableId(pbxId, 'call', linkedid)

/** The id of one channel of a call, likewise. */
export const legIdOf = (pbxId: string, uniqueid: string): string => stableId(pbxId, 'leg', uniqueid)

/** What the names found on one PBX stand for: their ids, whose they are, and which numbers are inside. */
export class PbxDirectory {
  private readonly extensions = new Set<string>()
  private readonly agents = new Set<string>()
  /** Ids once worked out: they are asked for at every event. */
  private readonly ids = {
    queue: new Map<string, string>(),
    agent: new Map<string, string>(),
    extension: new Map<string, string>(),
    trunk: new Map<string, string>(),
  }

  constructor(
    readonly pbxId: string,
    private readonly owner: OwnerOf,
  ) {}

  queueId(name: string): string {
    return this.idOf('queue', name)
  }

  agentId(number: string): string {
    return this.idOf('agent', number)
  }

  extensionId(number: string): string {
    return this.idOf('extension', number)
  }

  trunkId(device: string): string {
    return this.idOf('trunk', device)
  }

  private idOf(kind: keyof PbxDirectory['ids'], name: string): string {
    const ids = this.ids[kind]
    let id = ids.get(name)
    if (id === undefined) {
      id = stableId(this.pbxId, kind, name)
      if (ids.size >= MAX_IDS) ids.clear()
      ids.set(name, id)
    }
    return id
  }

  addExtension(number: string): void {
    this.extensions.add(number)
  }

  addAgent(number: string): void {
    this.agents.add(number)
  }

  isAgent(number: string): boolean {
    return this.agents.has(number)
  }

  /** Whether a number is somebody's phone here, rather than a trunk or a number outside. */
  isInside(number: string): boolean {
    return this.extensions.has(number) || this.agents.has(number)
  }

  ownerOfQueue(name: string): string {
    return this.owner('QUEUE', name) ?? UNOWNED
  }

  ownerOfExtension(number: string): string {
    return this.owner('EXTENSION', number) ?? UNOWNED
  }

  ownerOfDid(did: string): string | undefined {
    return this.owner('DID', did)
  }
}
