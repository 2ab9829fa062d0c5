import type { AmiMessage } from '../ami/message.ts'
import { type QueueEvent, type QueueEventKind, wholeNumber } from './queue.event.ts'

/** What is said of an event beside its kind, its time and whom it concerns. */
type Details = Partial<Omit<QueueEvent, 'kind' | 'atMs'>>

const NOTHING = {
  callid: 'NONE',
  queue: 'NONE',
  agent: 'NONE',
  waitSeconds: 0,
  talkSeconds: 0,
  ringMs: 0,
  position: 0,
  number: '',
  text: '',
}

/** An event with what it has; what a kind does not have is 0, or empty. */
export const queueEvent = (kind: QueueEventKind, atMs: number, details: Details = {}): QueueEvent => ({
  kind,
  atMs,
  ...NOTHING,
  ...details,
})

/** A header that counts something; 0 where the PBX does not tell it. */
export const countOf = (message: AmiMessage, header: string): number => wholeNumber(message.get(header))

/** The member's interface; snapshots call it a location. */
export const interfaceOf = (message: AmiMessage): string =>
  message.get('Interface') ?? message.get('Location') ?? ''

/** A member as queue_log spells them: by name, which is the interface where none was given. */
export const memberOf = (message: AmiMessage): string =>
  message.get('MemberName') || message.get('Name') || interfaceOf(message)

/** When the PBX says it happened, or else when it came. */
export const instantOfEvent = (message: AmiMessage, receivedMs: number): number => {
  const told = Number(message.get('Timestamp'))
  return told > 0 ? Math.round(told * 1000) : receivedMs
}
