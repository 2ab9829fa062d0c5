import type { AmiMessage } from '../../adapters/ami/message.ts'
import { isPhone, numberOf } from '../../adapters/ami/names.ts'
import type { PbxWatch } from '../pbxs/pbx.watch.ts'
import type { ExtensionFloor } from './extension.floor.ts'
import type { ExtensionState } from './extension.types.ts'

const HINT_STATES: Record<string, ExtensionState> = {
  '0': 'IDLE',
  '1': 'IN_USE',
  '2': 'BUSY',
  '4': 'UNAVAILABLE',
  '8': 'RINGING',
  '9': 'IN_USE_AND_RINGING',
  '16': 'ON_HOLD',
  '17': 'ON_HOLD',
}

const DEVICE_STATES: Record<string, ExtensionState> = {
  NOT_INUSE: 'IDLE',
  INUSE: 'IN_USE',
  BUSY: 'BUSY',
  UNAVAILABLE: 'UNAVAILABLE',
  INVALID: 'UNAVAILABLE',
  RINGING: 'RINGING',
  RINGINUSE: 'IN_USE_AND_RINGING',
  ONHOLD: 'ON_HOLD',
}

/** Reads of the wire what concerns extensions: hints where there are any, else the devices themselves. */
export function watchExtensions(floor: ExtensionFloor): PbxWatch {
  const hintSeen = (event: AmiMessage): string | undefined => {
    const number = event.get('Exten')
    if (!number || !/^[0-9*#]{1,20}$/.test(number)) return undefined
    floor.seen(number, deviceOf(event.get('Hint')), HINT_STATES[event.get('Status') ?? ''] ?? 'UNKNOWN')
    return number
  }

  return {
    reads: {
      ExtensionStatus: hintSeen,
      DeviceStateChange: (event) =>
        floor.deviceSeen(event.get('Device') ?? '', DEVICE_STATES[event.get('State') ?? ''] ?? 'UNKNOWN'),
    },
    reconcile(snapshot) {
      const named = new Set<string>()
      const hinted = new Set<string>()
      for (const hint of snapshot.hints) {
        const number = hintSeen(hint)
        if (number === undefined) continue
        named.add(number)
        hinted.add(deviceOf(hint.get('Hint')))
      }
      const states = new Map(
        snapshot.devices.map((item) => [item.get('Device') ?? '', item.get('State') ?? '']),
      )
      for (const endpoint of snapshot.endpoints) {
        const device = `PJSIP/${endpoint.get('ObjectName') ?? ''}`
        if (!states.has(device))
          states.set(device, endpoint.get('DeviceState') === 'Unavailable' ? 'UNAVAILABLE' : '')
      }
      for (const [device, state] of states) {
        const number = numberOf(device)
        if (!isPhone(device) || hinted.has(device) || named.has(number)) continue
        floor.deviceFound(device, number, DEVICE_STATES[state] ?? 'UNKNOWN')
        named.add(number)
      }
      floor.reconcile(named)
    },
    linkLost: () => floor.linkLost(),
  }
}

/** A hint may name several devices and a presence: `PJSIP/7001&Custom:DND7001,CustomPresence:7001`. */
const deviceOf = (hint: string | undefined): string => hint?.split(/[&,]/)[0] ?? ''
