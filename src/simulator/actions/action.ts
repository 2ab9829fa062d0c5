import type { Dialplan } from '../dialplan.ts'
import type { Originator } from '../originate.ts'
import type { Pbx } from '../pbx.ts'
import type { Header } from '../spelling.ts'

/** The most headers Asterisk reads of one action. */
const MOST_HEADERS = 128

/** One action as it came over the wire; header names are case-blind and may repeat. */
export class Action {
  readonly headers: Header[] = []

  constructor(readonly raw: string) {
    for (const line of raw.split(/\r?\n/).slice(0, MOST_HEADERS)) {
      const colon = line.indexOf(':')
      if (colon > 0) this.headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
    }
  }

  get name(): string {
    return this.get('Action')
  }

  get id(): string {
    return this.get('ActionID')
  }

  /** The first value of a header, '' when it is missing. */
  get(header: string): string {
    const wanted = header.toLowerCase()
    const found = this.headers.find(([name]) => name.toLowerCase() === wanted)
    return found ? String(found[1]) : ''
  }

  all(header: string): string[] {
    const wanted = header.toLowerCase()
    return this.headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => String(value))
  }

  /** Asterisk's notion of yes. */
  isTrue(header: string): boolean {
    return /^(yes|true|y|t|1|on)$/i.test(this.get(header))
  }
}

/** What an action can do: answer, and act on the PBX. */
export interface Answering {
  readonly pbx: Pbx
  readonly dialplan: Dialplan
  readonly originator: Originator
  success(message?: string, headers?: Header[]): void
  error(message: string): void
  /** A list of events between `start` and `<name>Complete`. */
  list(message: string, name: string, items: readonly ListItem[], options?: ListOptions): void
  /** Headers right after `Response:`, for answers of their own shape. */
  answer(response: string, headers: Header[]): void
  /** Any event only this session gets, such as OriginateResponse's ActionID carrier. */
  command(succeeded: boolean, lines: string[]): void
}

export type ListItem = readonly [event: string, headers: Header[]]

export interface ListOptions {
  /** The name of the last event, when it is not `<name>Complete`. */
  complete?: string
  extra?: Header[]
  /** Queue lists put ActionID last, the others first. */
  actionIdLast?: boolean
}

export interface ActionDefinition {
  name: string
  description: string
  /** Write classes of which a user needs one; none: anybody logged in. */
  privileges: readonly string[]
  run(action: Action, to: Answering): void
}
