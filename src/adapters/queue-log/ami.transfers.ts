import type { AmiMessage } from '../ami/message.ts'
import { numberOf } from '../ami/names.ts'

/** How a call was handed on, and whereto. */
export interface AmiTransfer {
  readonly kind: 'BLIND_TRANSFERRED' | 'ATTENDED_TRANSFERRED'
  readonly target: string
}

/** More than are ever on their way at once; a wire that invents them must not fill the memory. */
const MAX_KEPT = 2_000

/** Transfers told lately, by every channel that took part, until the end of the talk they explain comes. */
export class AmiTransfers {
  private readonly byChannel = new Map<string, AmiTransfer>()

  take(message: AmiMessage): void {
    if (message.get('Result') !== 'Success') return
    const isBlind = message.name === 'BlindTransfer'
    const transfer: AmiTransfer = {
      kind: isBlind ? 'BLIND_TRANSFERRED' : 'ATTENDED_TRANSFERRED',
      target: isBlind
        ? (message.get('Extension') ?? '')
        : numberOf(message.get('TransferTargetChannel') ?? ''),
    }
    const parties = isBlind
      ? ['TransfererUniqueid', 'TransfereeUniqueid']
      : ['OrigTransfererUniqueid', 'SecondTransfererUniqueid', 'TransfereeUniqueid', 'TransferTargetUniqueid']
    const channels = parties.flatMap((header) => message.get(header) || [])
    for (const channel of channels) {
      this.byChannel.delete(channel)
      this.byChannel.set(channel, transfer)
    }
    for (const channel of this.byChannel.keys()) {
      if (this.byChannel.size <= MAX_KEPT) break
      this.byChannel.delete(channel)
    }
  }

  /** The transfer that one of these channels took part in; it explains one end only. */
  explain(channels: readonly string[]): AmiTransfer | undefined {
    const transfer = channels.map((channel) => this.byChannel.get(channel)).find((found) => found)
    if (transfer)
      for (const [channel, other] of this.byChannel) if (other === transfer) this.byChannel.delete(channel)
    return transfer
  }
}
