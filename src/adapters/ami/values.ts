import { AmiError } from './errors.ts'

/**
 * Values that reach Asterisk from outside. Originate and Redirect are as strong as a shell, so everything is
 * built from allowed characters only; what is not known to be harmless is refused, never repaired.
 */

/** Channel technologies an endpoint may have. `Local` is not one: it is built by `localChannel` alone. */
export type Technology = 'PJSIP' | 'SIP' | 'IAX2' | 'DAHDI' | 'SCCP'

/** How a supervisor joins a call: hears it, speaks to the agent alone, or speaks to both. */
export type SpyMode = 'listen' | 'whisper' | 'barge'

const TECHNOLOGIES: ReadonlySet<string> = new Set<Technology>(['PJSIP', 'SIP', 'IAX2', 'DAHDI', 'SCCP'])
/** Applications an action may name. None of them runs a program, a file or the database of the PBX. */
const APPLICATIONS = new Set([
  'AMD',
  'Answer',
  'ChanSpy',
  'Echo',
  'MusicOnHold',
  'Playback',
  'Queue',
  'Stasis',
  'Wait',
])

const LINE_BREAKING = /[\r\n\0]/
const DIAL_STRING = /^\+?[0-9*#]{1,20}$/
const EXTENSION = /^[A-Za-z0-9_.*#+-]{1,80}$/
const CONTEXT = /^[A-Za-z0-9_.-]{1,79}$/
const ENDPOINT = /^[A-Za-z0-9_.+-]{1,79}$/
const QUEUE_NAME = /^(?! )[\p{L}\p{N}_.@ -]{1,79}(?<! )$/u
const MEMBER_NAME = /^(?! )[\p{L}\p{M}\p{N}_.@'/# -]{1,79}(?<! )$/u
const INTERFACE = /^[A-Za-z][A-Za-z0-9]*\/[A-Za-z0-9_.+*#-]+(@[A-Za-z0-9_.-]+)?(\/n|\/[0-9*#+]{1,20})?$/
const STATE = /^(hint:[A-Za-z0-9_.*#+-]+@|Custom:)[A-Za-z0-9_.-]+$/
const CHANNEL = /^[A-Za-z][A-Za-z0-9]*\/[A-Za-z0-9_.:+*#@/-]+(;[12])?$/
const VARIABLE_NAME = /^_{0,2}[A-Za-z][A-Za-z0-9_]{0,77}$/
const MAX_NAME = 127

/**
 * Refuses what could end a header and begin another one.
 * @throws AmiError INVALID_VALUE for CR, LF or NUL; the message names the header, never the value.
 */
export function assertHeaderValue(value: string, header = 'A value'): void {
  if (LINE_BREAKING.test(value)) throw new AmiError('INVALID_VALUE', `${header} holds a line break or NUL`)
}

/** What may be dialled: up to 20 digits, `*` and `#`, after an optional `+`. */
export const isDialString = (text: string): boolean => DIAL_STRING.test(text)

/** An extension of the dialplan, such as `500`, `*55` or `s`. */
export const isExtension = (text: string): boolean => EXTENSION.test(text)

/** A context of the dialplan, such as `from-internal`. */
export const isContext = (text: string): boolean => CONTEXT.test(text)

/** The name of an endpoint, a peer or a trunk, such as `7001`. */
export const isEndpointName = (text: string): boolean => ENDPOINT.test(text)

/** The name of a queue; names given by people may hold spaces and accents. */
export const isQueueName = (text: string): boolean => QUEUE_NAME.test(text)

/** The name shown for a queue member: letters of any language, digits, spaces and `_ . @ ' / # -`. */
export const isMemberName = (text: string): boolean => MEMBER_NAME.test(text)

/** A queue member's interface as a PBX has it, such as `PJSIP/7001`, `SIP/claro/0991` or `Local/998@from-queue/n`. */
export const isInterface = (text: string): boolean => text.length <= MAX_NAME && INTERFACE.test(text)

/** Where a member's state is read: an interface, a hint such as `hint:998@ext-local`, or a custom state. */
export const isStateInterface = (text: string): boolean =>
  isInterface(text) || (text.length <= MAX_NAME && STATE.test(text))

/** The name of a live channel, such as `PJSIP/7001-0000001a` or `Local/1001@agents-0000000e;1`. */
export const isChannelName = (text: string): boolean => text.length <= MAX_NAME && CHANNEL.test(text)

/** An application that an action may run. */
export const isApplication = (text: string): boolean => APPLICATIONS.has(text)

/** The name of a channel variable; a dialplan function such as `SHELL(…)` or `DB(…)` is not one. */
export const isVariableName = (text: string): boolean => VARIABLE_NAME.test(text)

/**
 * The Local channel that enters the dialplan at an extension. Never optimized away, so that its events stay.
 * @throws AmiError INVALID_VALUE
 */
export function localChannel(extension: string, context: string): string {
  demand(isExtension(extension), 'extension')
  demand(isContext(context), 'context')
  return `Local/${extension}@${context}/n`
}

/**
 * The channel of an endpoint, such as `PJSIP/7001`.
 * @throws AmiError INVALID_VALUE
 */
export function endpointChannel(technology: Technology, name: string): string {
  demand(TECHNOLOGIES.has(technology), 'technology')
  demand(isEndpointName(name), 'endpoint name')
  return `${technology}/${name}`
}

/**
 * The channel that dials a number through a trunk: `PJSIP/5551234@trunk`, or `SIP/trunk/5551234`.
 * @throws AmiError INVALID_VALUE
 */
export function trunkChannel(technology: Technology, trunk: string, dialString: string): string {
  demand(isDialString(dialString), 'dial string')
  const channel = endpointChannel(technology, trunk)
  return technology === 'PJSIP' ? `PJSIP/${dialString}@${trunk}` : `${channel}/${dialString}`
}

/**
 * The headers that make a channel hear another one. Quiet, only while bridged, and over when the call is over.
 * @throws AmiError INVALID_VALUE
 */
export function spyApplication(channel: string, mode: SpyMode): { Application: 'ChanSpy'; Data: string } {
  demand(isChannelName(channel), 'channel')
  return { Application: 'ChanSpy', Data: `${channel},${spyOptions(mode)}` }
}

/** ChanSpy's options: `b` only bridged calls, `q` no announcement, `E` end with the call, `w` whisper, `B` barge. */
export function spyOptions(mode: SpyMode): string {
  if (mode === 'listen') return 'bqE'
  if (mode === 'whisper') return 'bqEw'
  demand(mode === 'barge', 'mode')
  return 'bqEB'
}

/**
 * One `Variable` of an action. The value is percent-encoded (a bare comma would cut it): the dialplan reads it
 * with URIDECODE; letters, digits and `_ . : * # -` stay as they are. Names must come from an allow list.
 * @throws AmiError INVALID_VALUE
 */
export function channelVariable(name: string, value: string): string {
  demand(isVariableName(name), 'variable name')
  assertHeaderValue(value, name)
  return `${name}=${[...value].map(encodeCharacter).join('')}`
}

function encodeCharacter(character: string): string {
  if (/[A-Za-z0-9_.:*#-]/.test(character)) return character
  return Array.from(
    Buffer.from(character),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
}

function demand(allowed: boolean, what: string): asserts allowed {
  if (!allowed) throw new AmiError('INVALID_VALUE', `Not an allowed ${what}`)
}
