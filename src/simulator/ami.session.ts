import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import { StringDecoder } from 'node:string_decoder'
import { ACTIONS, Action } from './actions/index.ts'
import { Answer } from './ami.answer.ts'
import type { Dialplan } from './dialplan.ts'
import * as events from './events.ts'
import type { Originator } from './originate.ts'
import type { Pbx } from './pbx.ts'
import { BANNER, type Header, renderEvent } from './spelling.ts'

/** The longest action read; a peer that sends more without an end is no AMI client. */
const LONGEST_ACTION = 64 * 1024

/** Who may log in, as in manager.conf. Without classes a user may everything. */
export interface AmiUser {
  username: string
  secret: string
  /** Event classes it sees. */
  read?: readonly string[]
  /** Action classes it may use. */
  write?: readonly string[]
}

export interface SessionLimits {
  /** Unsent bytes after which a session that does not read is dropped. */
  maxUnsentBytes: number
  failedLoginDelayMs: number
  loginTimeoutMs: number
}

export interface SessionHost {
  readonly pbx: Pbx
  readonly dialplan: Dialplan
  readonly originator: Originator
  readonly users: readonly AmiUser[]
  readonly limits: SessionLimits
  onAction(raw: string): void
}

/** One AMI connection: reads actions, writes answers and the events its user may see. */
export class AmiSession {
  #user: AmiUser | undefined
  #challenge = ''
  #eventMask: readonly string[] | 'all' = 'all'
  #unread = ''
  #closing = false
  readonly #decoder = new StringDecoder('utf8')
  readonly #timers = new Set<NodeJS.Timeout>()

  constructor(
    private readonly socket: Socket,
    private readonly host: SessionHost,
  ) {
    socket.setNoDelay(true)
    socket.on('data', (chunk) => this.#read(this.#decoder.write(chunk)))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#clearTimers())
    this.#write(`${BANNER}\r\n`)
    this.#later(host.limits.loginTimeoutMs, () => {
      if (!this.#user) socket.destroy()
    })
  }

  /** Drops the connection as a cut cable would. */
  drop(): void {
    this.#closing = true
    this.#clearTimers()
    this.socket.destroy()
  }

  /** Writes an event already rendered, when this user reads its class. */
  deliver(eventClass: string, text: string): void {
    if (!this.#user || this.#closing) return
    if (this.#user.read && !this.#user.read.includes(eventClass) && !this.#user.read.includes('all')) return
    if (this.#eventMask !== 'all' && !this.#eventMask.includes(eventClass)) return
    this.#write(text)
  }

  #read(text: string): void {
    this.#unread += text
    for (;;) {
      const end = /\r?\n\r?\n/.exec(this.#unread)
      if (!end || this.#closing) break
      const raw = this.#unread.slice(0, end.index + end[0].length)
      this.#unread = this.#unread.slice(raw.length)
      if (raw.trim() !== '') this.#perform(raw)
    }
    if (this.#unread.length > LONGEST_ACTION) this.drop()
  }

  #perform(raw: string): void {
    this.host.onAction(raw)
    this.host.pbx.timeline.catchUp()
    const action = new Action(raw)
    const to = new Answer(this.host, action, (text) => this.#write(text))
    const name = action.name.toLowerCase()
    if (!name) {
      to.error('Missing action in request')
      return
    }
    if (name === 'challenge') {
      this.#answerChallenge(action, to)
      return
    }
    if (name === 'login') {
      this.#logIn(action, to)
      return
    }
    if (name === 'logoff') {
      this.#logOff(to)
      return
    }
    if (!this.#user) {
      to.error('Permission denied')
      return
    }
    if (name === 'events') {
      this.#chooseEvents(action, to)
      return
    }
    if (name === 'listcommands') {
      this.#listCommands(to)
      return
    }
    const definition = ACTIONS.get(name)
    if (!definition) {
      to.error(
        `Invalid/unknown command: ${action.name}. Use Action: ListCommands to show available commands.`,
      )
      return
    }
    if (!this.#may(definition.privileges)) {
      to.error('Permission denied')
      return
    }
    definition.run(action, to)
  }

  #may(privileges: readonly string[]): boolean {
    const write = this.#user?.write
    return (
      !write || privileges.length === 0 || write.includes('all') || privileges.some((p) => write.includes(p))
    )
  }

  #answerChallenge(action: Action, to: Answer): void {
    if (action.get('AuthType').toUpperCase() !== 'MD5') {
      to.error('Must specify AuthType')
      return
    }
    this.#challenge = String(randomInt(100_000_000, 1_000_000_000))
    to.answer('Success', [['Challenge', this.#challenge]])
  }

  #logIn(action: Action, to: Answer): void {
    const user = this.host.users.find(({ username }) => username === action.get('Username'))
    const isMd5 = action.get('AuthType').toUpperCase() === 'MD5'
    const expected = isMd5
      ? createHash('md5')
          .update(this.#challenge + (user?.secret ?? ''))
          .digest('hex')
      : (user?.secret ?? '')
    const given = action.get(isMd5 ? 'Key' : 'Secret')
    if (!user || expected === '' || (isMd5 && !this.#challenge) || !sameText(given, expected)) {
      this.#closing = true
      this.#later(this.host.limits.failedLoginDelayMs, () => {
        to.error('Authentication failed')
        this.socket.end()
      })
      return
    }
    this.#user = user
    const mask = action.get('Events')
    if (mask) this.#maskEvents(mask)
    to.success('Authentication accepted')
    const { pbx } = this.host
    const uptimeSeconds = pbx.timeline.seconds() - Math.floor(pbx.startedMs / 1000)
    const booted = events.fullyBooted(uptimeSeconds)
    this.deliver(booted.class, renderEvent(booted.name, booted.class, booted.headers))
  }

  #logOff(to: Answer): void {
    to.answer('Goodbye', [['Message', 'Thanks for all the fish.']])
    this.#closing = true
    this.socket.end()
  }

  #chooseEvents(action: Action, to: Answer): void {
    const mask = action.get('EventMask')
    this.#maskEvents(mask)
    to.answer('Success', [['Events', /^(off|no|false|0)$/i.test(mask) ? 'Off' : 'On']])
  }

  #maskEvents(mask: string): void {
    if (/^(on|yes|true|1|all|-1)$/i.test(mask)) this.#eventMask = 'all'
    else if (/^(off|no|false|0)$/i.test(mask)) this.#eventMask = []
    else this.#eventMask = mask.split(',').map((eventClass) => eventClass.trim())
  }

  #listCommands(to: Answer): void {
    const allowed = [...ACTIONS.values()].filter(({ privileges }) => this.#may(privileges))
    to.answer(
      'Success',
      allowed
        .map(
          ({ name, description, privileges }): Header => [
            name,
            `${description}  (Priv: ${privileges.length ? privileges.join(',') : '<none>'})`,
          ],
        )
        .sort(([a], [b]) => a.localeCompare(b)),
    )
  }

  #write(text: string): void {
    if (this.socket.destroyed || this.socket.writableEnded) return
    if (this.socket.writableCorked === 0) {
      this.socket.cork()
      process.nextTick(() => this.socket.uncork())
    }
    this.socket.write(text)
    if (this.socket.writableLength > this.host.limits.maxUnsentBytes) this.drop()
  }

  #later(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      run()
    }, delayMs)
    this.#timers.add(timer)
  }

  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
