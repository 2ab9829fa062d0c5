import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import {
  type Centralita,
  type ClientOptions,
  createCentralita,
  demand,
  type SessionState,
  type SessionTokens,
  type TokenStore,
} from '../../sdk/src/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'
import { startProxy, type TcpProxy } from '../servers/tcp.proxy.ts'
import { Reading, refusalOf } from './centralita.ts'

/** The server's clock, which a test sets apart from the world's. */
const clock = { ...systemClock, aheadMs: 0, now: () => new Date(Date.now() + clock.aheadMs) }

let server: AppServer
let proxy: TcpProxy
let admin: Centralita
const opened: Centralita[] = []

/** Somebody at a program or a page of their own. Their requests are counted by what they ask for. */
function somebody(options: Partial<ClientOptions> = {}) {
  const asked: string[] = []
  const centralita = createCentralita({
    url: `http://127.0.0.1:${proxy.port}/graphql`,
    language: 'es',
    webSocketImpl: WebSocket,
    fetch: (url, init) => {
      asked.push(/^(?:query|mutation) (\w+)/.exec(JSON.parse(init.body).query)?.[1] ?? '')
      return fetch(url, init)
    },
    ...options,
  })
  opened.push(centralita)
  return { centralita, refreshes: () => asked.filter((name) => name === 'sessionRefresh').length }
}

/** Where the tabs of a browser keep their sign-in. */
class Shelf implements TokenStore {
  kept: SessionTokens | null = null
  private readonly tabs = new Set<() => void>()
  load = () => this.kept
  save = (tokens: SessionTokens | null) => {
    this.kept = tokens
  }
  watch = (changed: () => void) => {
    this.tabs.add(changed)
    return () => this.tabs.delete(changed)
  }
  tell = () => {
    for (const changed of this.tabs) changed()
  }
  get watchers() {
    return this.tabs.size
  }
  /** The access token ends, as far as this side can tell. */
  endsInMs(ms: number) {
    this.kept = { ...this.kept!, expiresAt: Date.now() + ms }
  }
}

const SIGN_IN = { login: 'admin', password: PASSWORD }
const signedIn = async (options: Partial<ClientOptions> = {}) => {
  const who = somebody(options)
  await who.centralita.signIn(SIGN_IN)
  return who
}

beforeAll(async () => {
  server = await AppServer.start({ clock })
  await server.admin()
  proxy = await startProxy(server.port)
  admin = (await signedIn()).centralita
})
afterEach(() => {
  for (const centralita of opened.splice(0)) if (centralita !== admin) centralita.close()
  proxy.flow()
  proxy.accept()
})
afterAll(async () => {
  admin?.close()
  await proxy?.stop()
  await server?.stop()
})

describe('Somebody signs in', () => {
  it('with a wrong password: is told in the language they chose, and stays out', async () => {
    const wrong = { login: 'admin', password: 'no es esta' }
    const es = somebody().centralita
    expect(es.session).toBe('SIGNED_OUT')
    const error = await refusalOf(es.signIn(wrong))
    expect(error).toMatchObject({
      code: 'INVALID_CREDENTIALS',
      message: 'Usuario o contraseña incorrectos.',
      path: ['input'],
    })
    const { centralita: en } = somebody({ language: 'en' })
    expect((await refusalOf(en.signIn(wrong))).message).toBe('Wrong user or password.')
    expect((await refusalOf(en.queues())).message).toBe('Sign in to go on.')
    expect((await refusalOf(new Reading(en.queueUpdated()).over)).message).toBe('Sign in to go on.')
    expect(en.session).toBe('SIGNED_OUT')
  })

  it('with a one-time password: must replace it first, and goes on with the same client, its readings too', async () => {
    const input = { login: 'lucia', name: 'Lucía', role: 'SUPERVISOR' } as const
    const { oneTimePassword } = demand((await admin.userCreate({ input })).userCreate).credentials
    const states: SessionState[] = []
    const { centralita: lucia } = somebody()
    lucia.onSession((state) => states.push(state))
    const user = await lucia.signIn({ login: 'lucia', password: oneTimePassword })
    expect(user).toMatchObject({ name: 'Lucía', mustChangePassword: true })
    expect((await refusalOf(lucia.queues())).code).toBe('PASSWORD_CHANGE_REQUIRED')

    const short = lucia.changePassword({ current: oneTimePassword, next: 'corta' })
    expect(await refusalOf(short)).toMatchObject({ code: 'PASSWORD_TOO_SHORT', path: ['input', 'next'] })
    const next = 'una frase que nadie adivina'
    expect(await lucia.changePassword({ current: oneTimePassword, next })).toMatchObject({
      mustChangePassword: false,
    })
    const board = new Reading(lucia.wallboardUpdated())
    await expect.poll(() => board.values.length).toBe(1)
    await lucia.changePassword({ current: next, next: `${next} nunca` })
    await lucia.queues()
    await expect.poll(() => board.values.length).toBeGreaterThan(1)
    expect(board.isOver).toBe(false)
    expect(states).toEqual(['SIGNED_IN'])
  })
})

describe('Somebody who stays signed in', () => {
  it('for longer than a token lives: an open socket is given the next one and never breaks', async () => {
    const shelf = new Shelf()
    // Tokens made now end, by the world's clock, in 10 s.
    clock.aheadMs = -890_000
    try {
      const { centralita, refreshes } = await signedIn({ tokens: shelf })
      const endsAt = Date.now() + 10_000
      shelf.endsInMs(64_000)
      const states: string[] = []
      centralita.onConnection((state) => states.push(state))
      const board = new Reading(centralita.wallboardUpdated())
      await expect.poll(() => centralita.connection).toBe('LIVE')
      const first = shelf.kept!.accessToken
      await expect.poll(() => refreshes(), { timeout: 8_000 }).toBe(1)
      await expect.poll(() => shelf.kept!.accessToken).not.toBe(first)
      // The server looks every second whose token has ended.
      await expect.poll(() => Date.now() > endsAt + 1_200, { timeout: 15_000 }).toBe(true)
      expect(states).toEqual(['CONNECTING', 'LIVE'])
      expect(board.isOver).toBe(false)
      expect(refreshes()).toBe(1)
    } finally {
      clock.aheadMs = 0
    }
  })

  it('and asks twenty things with a token that has ended: one refresh, twenty answers', async () => {
    const { centralita, refreshes } = await signedIn()
    clock.aheadMs = 16 * 60_000
    try {
      const answers = await Promise.all(Array.from({ length: 20 }, () => centralita.me()))
      expect(answers.every(({ me }) => me.login === 'admin')).toBe(true)
      expect(refreshes()).toBe(1)
    } finally {
      clock.aheadMs = 0
    }
  })

  it('in several tabs over one store: each goes on, whoever refreshes', async () => {
    const shelf = new Shelf()
    const tabs = [await signedIn({ tokens: shelf }), somebody({ tokens: shelf }), somebody({ tokens: shelf })]
    shelf.endsInMs(5_000)
    const askAll = () =>
      Promise.all(tabs.flatMap(({ centralita }) => [centralita.me(), centralita.me(), centralita.me()]))
    await askAll()
    const refreshes = () => tabs.reduce((sum, tab) => sum + tab.refreshes(), 0)
    expect(refreshes()).toBeLessThanOrEqual(3)
    const before = refreshes()
    // Long after, when the server would take a second use of the same refresh token for a theft.
    clock.aheadMs = 60_000
    try {
      shelf.endsInMs(5_000)
      await tabs[1]!.centralita.me()
      await askAll()
      expect(refreshes()).toBe(before + 1)
      expect(tabs.map(({ centralita }) => centralita.session)).toEqual([
        'SIGNED_IN',
        'SIGNED_IN',
        'SIGNED_IN',
      ])
    } finally {
      clock.aheadMs = 0
    }
  })

  it('while the network is down when a token has to be refreshed: is not signed out, and goes on after', async () => {
    const shelf = new Shelf()
    const { centralita } = await signedIn({ tokens: shelf })
    const board = new Reading(centralita.wallboardUpdated())
    await expect.poll(() => board.values.length).toBeGreaterThan(0)
    shelf.endsInMs(-1)
    proxy.refuse()
    expect((await refusalOf(centralita.me())).code).toBe('NETWORK')
    await expect.poll(() => centralita.connection).toBe('LOST')
    expect(centralita.session).toBe('SIGNED_IN')
    expect(shelf.kept).not.toBeNull()
    const before = board.values.length
    proxy.accept()
    await expect.poll(() => board.values.length, { timeout: 5_000 }).toBeGreaterThan(before)
    expect((await centralita.me()).me.login).toBe('admin')
  })

  it('although the place where tokens are kept fails', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    const fails = () => {
      throw new Error('The disk is full.')
    }
    const { centralita, refreshes } = await signedIn({ tokens: { load: fails, save: fails } })
    clock.aheadMs = 16 * 60_000
    try {
      for (let n = 0; n < 3; n++) expect((await centralita.me()).me.login).toBe('admin')
      expect(refreshes()).toBe(1)
      expect(quiet).toHaveBeenCalled()
    } finally {
      clock.aheadMs = 0
      quiet.mockRestore()
    }
  })

  it('by what an earlier page kept, which a store may tell later', async () => {
    const shelf = new Shelf()
    await signedIn({ tokens: shelf })
    const late = {
      load: async () => shelf.kept,
      save: async (tokens: SessionTokens | null) => shelf.save(tokens),
    }
    const { centralita } = somebody({ tokens: late })
    expect(centralita.session).toBe('UNKNOWN')
    expect((await centralita.me()).me.login).toBe('admin')
    expect(centralita.session).toBe('SIGNED_IN')
    const broken = somebody({ tokens: { load: () => ({ nonsense: 1 }) as never, save() {} } }).centralita
    expect((await refusalOf(broken.me())).code).toBe('UNAUTHENTICATED')
  })
})

describe('Somebody is signed out', () => {
  it('by an administrator: everything they read ends with UNAUTHENTICATED, and the page is told once', async () => {
    const input = { login: 'pedro', name: 'Pedro', role: 'SUPERVISOR' } as const
    const { user, oneTimePassword } = demand((await admin.userCreate({ input })).userCreate).credentials
    const states: SessionState[] = []
    const shelf = new Shelf()
    const { centralita: pedro } = somebody({ tokens: shelf })
    await pedro.signIn({ login: 'pedro', password: oneTimePassword })
    await pedro.changePassword({ current: oneTimePassword, next: 'caballo grapa batería' })
    pedro.onSession((state) => states.push(state))
    const readings = [new Reading(pedro.wallboardUpdated()), new Reading(pedro.callEnded())]
    await expect.poll(() => pedro.connection).toBe('LIVE')
    demand((await admin.userUpdate({ id: user.id, input: { isDisabled: true } })).userUpdate)
    for (const { over } of readings) expect((await refusalOf(over)).code).toBe('UNAUTHENTICATED')
    expect((await refusalOf(pedro.me())).code).toBe('UNAUTHENTICATED')
    expect(states).toEqual(['SIGNED_OUT'])
    expect(shelf.kept).toBeNull()
    expect(pedro.connection).toBe('IDLE')
  })

  it('by themselves: the session ends on the server, and what they read ends', async () => {
    const shelf = new Shelf()
    const { centralita } = await signedIn({ tokens: shelf })
    const board = new Reading(centralita.wallboardUpdated())
    await expect.poll(() => centralita.connection).toBe('LIVE')
    const sessions = async () => (await admin.sessions()).sessions.length
    const before = await sessions()
    await centralita.signOut()
    expect((await refusalOf(board.over)).code).toBe('UNAUTHENTICATED')
    expect(shelf.kept).toBeNull()
    expect(await sessions()).toBe(before - 1)
    await centralita.signOut()
    // And in again, with the same client.
    await centralita.signIn(SIGN_IN)
    expect((await centralita.me()).me.login).toBe('admin')
  })

  it('without a network: here at once', async () => {
    const shelf = new Shelf()
    const { centralita } = await signedIn({ tokens: shelf })
    proxy.refuse()
    const leaving = centralita.signOut()
    await expect.poll(() => centralita.session).toBe('SIGNED_OUT')
    await leaving
    expect(shelf.kept).toBeNull()
  })

  it('in one tab: the others know, and stop', async () => {
    const shelf = new Shelf()
    const { centralita: first } = await signedIn({ tokens: shelf })
    const { centralita: second } = somebody({ tokens: shelf })
    const board = new Reading(second.wallboardUpdated())
    await expect.poll(() => second.connection).toBe('LIVE')
    shelf.save(null)
    shelf.tell()
    expect(second.session).toBe('SIGNED_OUT')
    expect((await refusalOf(board.over)).code).toBe('UNAUTHENTICATED')
    first.close()
    second.close()
    expect(shelf.watchers).toBe(0)
  })

  it('and somebody else signs in with the same client: nothing is shown by the first one’s rights', async () => {
    const input = { login: 'marta', name: 'Marta', role: 'VIEWER' } as const
    const { oneTimePassword } = demand((await admin.userCreate({ input })).userCreate).credentials
    const { centralita } = await signedIn()
    const facts = new Reading(centralita.pbxUpdated())
    await expect.poll(() => centralita.connection).toBe('LIVE')
    await centralita.signIn({ login: 'marta', password: oneTimePassword })
    expect((await refusalOf(facts.over)).code).toBe('PASSWORD_CHANGE_REQUIRED')
    expect((await centralita.me()).me.login).toBe('marta')
  })
})

describe('A screen on the wall', () => {
  it('shows its board by a display link, and nothing once the link is revoked', async () => {
    const { link, token } = demand(
      (await admin.displayLinkCreate({ input: { name: 'Sala' } })).displayLinkCreate,
    ).created
    const { centralita: screen } = somebody({ token })
    expect((await screen.display()).display.name).toBe('Sala')
    const board = new Reading(screen.wallboardUpdated())
    await expect.poll(() => board.values.length).toBeGreaterThan(0)
    demand((await admin.displayLinkRevoke({ id: link.id })).displayLinkRevoke)
    expect((await refusalOf(board.over)).code).toBe('UNAUTHENTICATED')
    expect(screen.session).toBe('SIGNED_OUT')
    expect((await refusalOf(screen.display())).code).toBe('UNAUTHENTICATED')
    await expect(screen.signIn(SIGN_IN)).rejects.toThrow(TypeError)
  })
})
