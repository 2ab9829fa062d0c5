import type { AmiMessage } from '../../adapters/ami/message.ts'
import { isPhone, numberOf } from '../../adapters/ami/names.ts'
import type { PbxWatch } from '../pbxs/pbx.watch.ts'
import type { TrunkFloor } from './trunk.floor.ts'
import type { TrunkState } from './trunk.types.ts'

/** Technologies that lead outside; queues, agents, parking places and custom states have devices too. */
const LEADS_OUTSIDE = /^(?:PJSIP|SIP|IAX2|DAHDI)\/./

const UNREACHABLE = new Set(['UNAVAILABLE', 'INVALID', 'Unavailable', 'Invalid'])
const UNKNOWN = new Set(['UNKNOWN', 'Unknown', ''])

const stateOf = (state: string | undefined): TrunkState =>
  UNKNOWN.has(state ?? '') ? 'UNKNOWN' : UNREACHABLE.has(state!) ? 'UNREACHABLE' : 'REACHABLE'

/** Reads of the wire what concerns trunks: the endpoints that are nobody's phone. */
export function watchTrunks(floor: TrunkFloor): PbxWatch {
  return {
    reads: {
      DeviceStateChange: (event: AmiMessage) =>
        floor.seen(event.get('Device') ?? '', stateOf(event.get('State'))),
    },
    reconcile(snapshot) {
      const hinted = new Set(snapshot.hints.flatMap((hint) => (hint.get('Hint') ?? '').split(/[&,]/)))
      const named = new Set<string>()
      const find = (device: string, state: string | undefined): void => {
        if (!LEADS_OUTSIDE.test(device) || isPhone(device) || hinted.has(device) || named.has(device)) return
        named.add(device)
        floor.found(device, numberOf(device), stateOf(state))
      }
      for (const item of snapshot.devices) find(item.get('Device') ?? '', item.get('State'))
      for (const endpoint of snapshot.endpoints)
        find(`PJSIP/${endpoint.get('ObjectName') ?? ''}`, endpoint.get('DeviceState'))
      floor.reconcile(named)
    },
    linkLost: () => floor.linkLost(),
  }
}
