/** How Asterisk names channels, interfaces and unique ids, and what people mean by them. */

const LOCAL = /^Local\/([^@]+)@/
const HINT = /^hint:([^@]+)(?:@|$)/i
const TECHNOLOGY = /^[A-Za-z0-9]+\/(.+)$/

/**
 * The extension, agent or trunk that a channel or member interface belongs to: `PJSIP/7001-0000002a`,
 * `Local/7001@from-queue/n`, `hint:7001@ext-local` and `SIP/7001` are all `7001`.
 */
export function numberOf(name: string): string {
  const local = LOCAL.exec(name) ?? HINT.exec(name)
  if (local) return local[1]!
  const peer = TECHNOLOGY.exec(name)?.[1]
  if (peer === undefined) return name
  return peer.replace(/-[0-9a-f]{8,}(;[12])?$/, '')
}

/** A Local channel is a seam inside Asterisk, not somebody's phone. */
export const isLocal = (channel: string): boolean => channel.startsWith('Local/')

/** What both halves of a Local channel have in common, by which one finds the other. */
export const seamOf = (channel: string): string | undefined => /^(Local\/.+);[12]$/.exec(channel)?.[1]

/** The instant in a unique id such as `pbx1-1795311584.47`; undefined when it holds none. */
export function instantOf(uniqueid: string): Date | undefined {
  const seconds = /(?:^|-)(\d{9,11})\.\d+$/.exec(uniqueid)?.[1]
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000)
}

/** Asterisk writes `<unknown>` where it has nothing. */
export const known = (value: string | undefined): string =>
  value === undefined || value === '<unknown>' ? '' : value

/** `01:02:03` in seconds. */
export function secondsOf(duration: string): number {
  return duration.split(':').reduce((total, part) => total * 60 + (Number(part) || 0), 0)
}

/** A peer that is somebody's phone rather than a trunk: phones are named by their number. */
export const isPhone = (device: string): boolean => /^(?:PJSIP|SIP|IAX2|SCCP|DAHDI)\/\d{2,10}$/.test(device)
