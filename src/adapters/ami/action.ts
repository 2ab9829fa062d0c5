import { AmiError } from './errors.ts'
import { assertHeaderValue } from './values.ts'

/** What an action says beside its name; an array repeats the header, undefined leaves it out. */
export type ActionHeaders = Readonly<Record<string, string | number | readonly string[] | undefined>>

/** Asterisk drops a line that passes its 1,024 bytes, and what comes after 128 headers. */
const MAX_LINE_BYTES = 1_000
const MAX_HEADERS = 120
const NAME = /^[A-Za-z][A-Za-z0-9_-]*$/

/**
 * The text of one action as it goes over the wire.
 * @throws AmiError INVALID_VALUE when a name or value could be read as something else by the PBX.
 */
export function formatAction(name: string, actionId: string, headers: ActionHeaders): string {
  const lines = [line('Action', name), line('ActionID', actionId)]
  for (const [header, value] of Object.entries(headers)) {
    if (value === undefined) continue
    if (typeof value === 'object') for (const item of value) lines.push(line(header, item))
    else lines.push(line(header, value))
  }
  if (lines.length > MAX_HEADERS) throw new AmiError('INVALID_VALUE', `More than ${MAX_HEADERS} headers`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

function line(header: string, value: string | number): string {
  if (!NAME.test(header)) throw new AmiError('INVALID_VALUE', 'Not a header name')
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new AmiError('INVALID_VALUE', `${header} is not a finite number`)
  }
  const text = String(value)
  assertHeaderValue(text, header)
  const whole = `${header}: ${text}`
  if (Buffer.byteLength(whole) > MAX_LINE_BYTES) {
    throw new AmiError('INVALID_VALUE', `${header} is longer than ${MAX_LINE_BYTES} bytes`)
  }
  return whole
}
