import type { AmiClient } from '../../adapters/ami/client.ts'
import { AmiError } from '../../adapters/ami/errors.ts'
import type { AmiMessage } from '../../adapters/ami/message.ts'
import type { PbxSnapshot } from '../pbxs/pbx.watch.ts'

export interface PbxIdentity {
  readonly asteriskVersion: string | null
  /** When Asterisk was started, in its own local time and spelling: only good for comparing. */
  readonly startedAt: string | null
}

const LIST_MS = 15_000

/** Who the PBX is, and since when it runs. */
export async function identify(client: AmiClient): Promise<PbxIdentity> {
  const [settings, status] = await Promise.all([
    optional(client.action('CoreSettings')),
    optional(client.action('CoreStatus')),
  ])
  const date = status?.get('CoreStartupDate')
  const time = status?.get('CoreStartupTime')
  return {
    asteriskVersion: settings?.get('AsteriskVersion') ?? null,
    startedAt: date && time ? `${date} ${time}` : null,
  }
}

/** What the PBX lists of itself. */
export type PbxLists = Omit<PbxSnapshot, 'hasRestarted' | 'isRecovery' | 'toldLater'>

/** Asks the PBX for all there is. What an Asterisk does not have, or has none of, is an empty list. */
export async function listAll(client: AmiClient): Promise<PbxLists> {
  const [queues, channels, hints, devices, endpoints, parked] = await Promise.all([
    list(client, 'QueueStatus'),
    list(client, 'CoreShowChannels'),
    list(client, 'ExtensionStateList'),
    list(client, 'DeviceStateList'),
    list(client, 'PJSIPShowEndpoints'),
    list(client, 'ParkedCalls'),
  ])
  return { queues, channels, hints, devices, endpoints, parked }
}

async function list(client: AmiClient, action: string): Promise<readonly AmiMessage[]> {
  const answer = await optional(client.list(action, {}, { timeoutMs: LIST_MS }))
  return answer?.items ?? []
}

/** Asterisk also refuses what it has none of, and what is not loaded or not permitted. */
async function optional<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof AmiError && error.code === 'REFUSED') return undefined
    throw error
  }
}
