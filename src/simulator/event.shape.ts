import type { Channel } from './channel.model.ts'
import { type AmiEvent, channelHeaders, type EventClass, type Header } from './spelling.ts'

export const event = (name: string, headers: Header[], eventClass: EventClass = 'call'): AmiEvent => ({
  name,
  class: eventClass,
  headers,
})

/** An event about one channel. */
export const ofChannel = (name: string, channel: Channel, more: Header[] = [], eventClass?: EventClass) =>
  event(name, [...channelHeaders(channel), ...more], eventClass)
