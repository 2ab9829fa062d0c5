const CR = 13
const LF = 10
const SPACE = 32
const COLON = 58

/**
 * One message of the manager protocol: an event, or the response to an action. Headers are found in the text
 * when asked for, because a consumer reads a few of some twenty; names are matched as Asterisk spells them.
 */
export class AmiMessage {
  private constructor(
    readonly kind: 'event' | 'response',
    /** The value of `Event`, or of `Response`. */
    readonly name: string,
    /** The headers as they came, lines joined by CR LF, without the empty line at the end. */
    readonly text: string,
  ) {}

  /** Reads the text of one message; undefined when it is neither an event nor a response. */
  static read(text: string): AmiMessage | undefined {
    // `Event` is tested first: OriginateResponse is an event that also carries `Response`.
    const event = firstValue(text, 'Event')
    if (event !== undefined) return new AmiMessage('event', event, text)
    const response = firstValue(text, 'Response')
    return response === undefined ? undefined : new AmiMessage('response', response, text)
  }

  /** The id of the action this message answers or belongs to. */
  get actionId(): string | undefined {
    return firstValue(this.text, 'ActionID')
  }

  /** The first value of a header, possibly empty; undefined when the message does not have it. */
  get(header: string): string | undefined {
    return firstValue(this.text, header)
  }

  /** Every value of a repeated header, in order. `Output` also finds the output of Asterisk 13 and older. */
  all(header: string): readonly string[] {
    const values: string[] = []
    for (let at = valueStart(this.text, header, 0); at >= 0; at = valueStart(this.text, header, at)) {
      values.push(valueAt(this.text, at))
    }
    return values.length === 0 && header === 'Output' && this.name === 'Follows'
      ? this.#followingOutput()
      : values
  }

  /** Every header with its value, in order, repeated ones included. */
  *entries(): Generator<[string, string]> {
    const { text } = this
    for (let start = 0; start < text.length; ) {
      const lineEnd = text.indexOf('\r\n', start)
      const end = lineEnd < 0 ? text.length : lineEnd
      const colon = text.indexOf(':', start)
      if (colon >= 0 && colon < end) yield [text.slice(start, colon), valueAt(text, afterColon(text, colon))]
      start = end + 2
    }
  }

  /** The older form of command output: bare lines after the headers, closed by `--END COMMAND--`. */
  #followingOutput(): string[] {
    const end = this.text.lastIndexOf('--END COMMAND--')
    const lines = this.text.slice(0, end < 0 ? undefined : end).split(/\r?\n/)
    const first = lines.findIndex((line) => !/^(Response|Privilege|ActionID): /.test(line))
    const output = first < 0 ? [] : lines.slice(first)
    if (output.at(-1) === '') output.pop()
    return output
  }
}

function firstValue(text: string, header: string): string | undefined {
  const at = valueStart(text, header, 0)
  return at < 0 ? undefined : valueAt(text, at)
}

/** Where the value of the next such header begins, or -1. Only a CR LF begins a header, a bare LF does not. */
function valueStart(text: string, header: string, from: number): number {
  if (header === '') return -1
  for (let at = text.indexOf(header, from); at >= 0; at = text.indexOf(header, at + 1)) {
    const colon = at + header.length
    if (text.charCodeAt(colon) !== COLON) continue
    if (at === 0 || (text.charCodeAt(at - 1) === LF && text.charCodeAt(at - 2) === CR))
      return afterColon(text, colon)
  }
  return -1
}

const afterColon = (text: string, colon: number): number =>
  text.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1

function valueAt(text: string, at: number): string {
  const end = text.indexOf('\r\n', at)
  return end < 0 ? text.slice(at) : text.slice(at, end)
}
