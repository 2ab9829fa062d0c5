import type { Answering, ListItem, ListOptions } from './actions/action.ts'
import type { Action } from './actions/index.ts'
import type { Dialplan } from './dialplan.ts'
import type { Originator } from './originate.ts'
import type { Pbx } from './pbx.ts'
import { type Header, render } from './spelling.ts'

/** What an action writes back, each part with its ActionID. */
export class Answer implements Answering {
  readonly pbx: Pbx
  readonly dialplan: Dialplan
  readonly originator: Originator
  readonly #id: Header[]

  constructor(
    host: { pbx: Pbx; dialplan: Dialplan; originator: Originator },
    action: Action,
    private readonly write: (text: string) => void,
  ) {
    this.pbx = host.pbx
    this.dialplan = host.dialplan
    this.originator = host.originator
    this.#id = action.id ? [['ActionID', action.id]] : []
  }

  success(message?: string, headers: Header[] = []): void {
    this.answer('Success', [...(message ? [['Message', message] as const] : []), ...headers])
  }

  error(message: string): void {
    this.answer('Error', [['Message', message]])
  }

  answer(response: string, headers: Header[]): void {
    this.write(render([['Response', response], ...this.#id, ...headers]))
  }

  list(message: string, name: string, items: readonly ListItem[], options: ListOptions = {}): void {
    this.answer('Success', [
      ['EventList', 'start'],
      ['Message', message],
    ])
    for (const [event, headers] of items) {
      const [before, after] = options.actionIdLast ? [[], this.#id] : [this.#id, []]
      this.write(render([['Event', event], ...before, ...headers, ...after]))
    }
    this.write(
      render([
        ['Event', options.complete ?? `${name}Complete`],
        ...this.#id,
        ['EventList', 'Complete'],
        ['ListItems', items.length],
        ...(options.extra ?? []),
      ]),
    )
  }

  command(succeeded: boolean, lines: string[]): void {
    this.answer(succeeded ? 'Success' : 'Error', [
      ['Message', 'Command output follows'],
      ...lines.map((line): Header => ['Output', line]),
    ])
  }
}
