import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { LoginLimit } from '../../src/domains/users/login.limit.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { GOOD_PASSWORD, HOME, people, refusalOf, viewerOf } from './people.ts'

describeOnEveryEngine('Signing in', (open) => {
  let store: Store
  let cast: Awaited<ReturnType<typeof people>>
  beforeAll(async () => {
    store = await open()
    cast = await people(store)
  })

  it('begins with one operator, whose one-time password is told once and must be replaced', async () => {
    const { users, tenants, sessions } = cast
    const first = await users.ensureFirst(() => tenants.createFirst('America/Bogota'))
    expect(first!.user).toMatchObject({ login: 'admin', role: 'OPERATOR', mustChangePassword: true })
    // Nobody read it? The next start tells another, and the first is no longer good.
    const again = (await users.ensureFirst(() => Promise.reject(new Error('There is a tenant.'))))!
    expect(again.oneTimePassword).not.toBe(first!.oneTimePassword)
    expect(await refusalOf(sessions.login({ login: 'admin', password: first!.oneTimePassword }, HOME))).toBe(
      'INVALID_CREDENTIALS input',
    )

    const password = again.oneTimePassword
    const signIn = await sessions.login({ login: ' ADMIN ', password }, HOME)
    const viewer = await viewerOf(sessions, signIn)
    expect(viewer.mustChangePassword).toBe(true)
    expect(await users.ensureFirst(() => tenants.createFirst('UTC'))).toBeUndefined()

    const change = (next: string, current = password) =>
      refusalOf(sessions.changePassword(viewer, { current, next }, HOME))
    expect(await change('short')).toBe('PASSWORD_TOO_SHORT input next')
    expect(await change('x'.repeat(201))).toBe('TOO_LONG input next')
    expect(await change('1234567890')).toBe('PASSWORD_TOO_COMMON input next')
    expect(await change('Contraseña-123')).toBe('PASSWORD_TOO_COMMON input next')
    expect(await change('aaaaaaaaaaaaaaaa')).toBe('PASSWORD_TOO_COMMON input next')
    expect(await change(password)).toBe('PASSWORD_UNCHANGED input next')
    expect(await change(GOOD_PASSWORD, 'not the one')).toBe('INVALID_CREDENTIALS input current')

    const renewed = await sessions.changePassword(viewer, { current: password, next: GOOD_PASSWORD }, HOME)
    expect((await viewerOf(sessions, renewed)).mustChangePassword).toBe(false)
    expect(await refusalOf(sessions.authenticate(signIn.accessToken))).toBe('UNAUTHENTICATED')
    expect(await refusalOf(sessions.refresh(signIn.refreshToken))).toBe('UNAUTHENTICATED')
    expect(await refusalOf(sessions.login({ login: 'admin', password }, HOME))).toBe(
      'INVALID_CREDENTIALS input',
    )
    await sessions.login({ login: 'admin', password: GOOD_PASSWORD }, HOME)
    const [row] = await store.select().from(store.tables.users)
    expect(row!.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('tells of a login that nobody can have what it tells of a wrong one', async () => {
    for (const login of ['', 'a\0b', '\ud800', 'x'.repeat(100_000), "' or 1=1 --", 'a\r\nb'])
      expect(await refusalOf(cast.sessions.login({ login, password: 'a\0b' }, HOME))).toBe(
        'INVALID_CREDENTIALS input',
      )
    const long = { login: 'admin', password: 'x'.repeat(1_000_000) }
    expect(await refusalOf(cast.sessions.login(long, HOME))).toBe('INVALID_CREDENTIALS input')
  })

  const enter = () => cast.sessions.login({ login: 'admin', password: GOOD_PASSWORD }, HOME)

  it('goes on by refresh, each token good once', async () => {
    const { sessions, clock } = cast
    const first = await enter()
    const second = await sessions.refresh(first.refreshToken)
    expect(second.refreshToken).not.toBe(first.refreshToken)
    clock.pass(16 * 60)
    expect(await refusalOf(sessions.authenticate(second.accessToken))).toBe('TOKEN_EXPIRED')
    const third = await sessions.refresh(second.refreshToken)
    expect((await viewerOf(sessions, third)).role).toBe('OPERATOR')
  })

  it('ends the session when a token is used twice, for the thief and for the owner', async () => {
    const { sessions, clock } = cast
    const stolen = await enter()
    const owner = await sessions.refresh(stolen.refreshToken)
    clock.pass(11)
    expect(await refusalOf(sessions.refresh(stolen.refreshToken))).toBe('UNAUTHENTICATED')
    expect(await refusalOf(sessions.refresh(owner.refreshToken))).toBe('UNAUTHENTICATED')
    expect(await refusalOf(sessions.authenticate(owner.accessToken))).toBe('UNAUTHENTICATED')
  })

  it('gives a flaky client that repeats its refresh the same answer, also both at once', async () => {
    const { sessions, clock } = cast
    const first = await enter()
    const [one, two] = await Promise.all([
      sessions.refresh(first.refreshToken),
      sessions.refresh(first.refreshToken),
    ])
    expect(two.refreshToken).toBe(one.refreshToken)
    clock.pass(9)
    expect((await sessions.refresh(first.refreshToken)).refreshToken).toBe(one.refreshToken)
    // A thief who was as quick holds the same token as the owner: the next use of it tells.
    const next = await sessions.refresh(one.refreshToken)
    expect(await refusalOf(sessions.refresh(first.refreshToken))).toBe('UNAUTHENTICATED')
    expect(await refusalOf(sessions.refresh(next.refreshToken))).toBe('UNAUTHENTICATED')
  })

  it('does not let a made-up token end a session', async () => {
    const { sessions } = cast
    const { refreshToken } = await enter()
    const [id, turn] = refreshToken.split('.')
    for (const forged of [
      `${id}.${turn}.${randomBytes(32).toString('base64url')}`,
      `${id}.7.${randomBytes(32).toString('base64url')}`,
      `${id}.99999999999.x`,
      `${'-'.repeat(36)}.0.${randomBytes(32).toString('base64url')}`,
      "' or 1=1 --",
      '\0',
      '',
    ])
      expect(await refusalOf(sessions.refresh(forged))).toBe('UNAUTHENTICATED')
    await sessions.refresh(refreshToken)
  })

  it('ends after thirty days without a refresh', async () => {
    const { sessions, clock } = cast
    const { refreshToken } = await enter()
    clock.pass(29 * 86_400)
    const later = await sessions.refresh(refreshToken)
    clock.pass(30 * 86_400)
    expect(await refusalOf(sessions.refresh(later.refreshToken))).toBe('UNAUTHENTICATED')
  })

  it('ends by logout: one sign-in, another of one’s own, or all', async () => {
    const { sessions } = cast
    const [phone, laptop, tablet] = [await enter(), await enter(), await enter()]
    const viewer = await viewerOf(sessions, laptop)
    await sessions.logout(await viewerOf(sessions, phone))
    expect(await refusalOf(sessions.authenticate(phone.accessToken))).toBe('UNAUTHENTICATED')
    expect(await refusalOf(sessions.refresh(phone.refreshToken))).toBe('UNAUTHENTICATED')

    const tabletId = (await viewerOf(sessions, tablet)).sessionId
    expect((await sessions.list(viewer)).map(({ id }) => id)).toContain(tabletId)
    await sessions.end(viewer, tabletId)
    expect(await refusalOf(sessions.authenticate(tablet.accessToken))).toBe('UNAUTHENTICATED')
    expect(await refusalOf(sessions.end(viewer, tabletId))).toBe('NOT_FOUND id')

    await sessions.logoutEverywhere(viewer)
    expect(await refusalOf(sessions.authenticate(laptop.accessToken))).toBe('UNAUTHENTICATED')
  })

  it('in another process is refused within five seconds of its end', async () => {
    const { sessions, clock, elsewhere } = cast
    const signIn = await enter()
    const other = elsewhere()
    const told: string[] = []
    const stop = sessions.onChanged((userId) => told.push(userId))
    await other.authenticate(signIn.accessToken)
    await sessions.logout(await viewerOf(sessions, signIn))
    stop()
    expect(told).toEqual([signIn.user.id])
    clock.pass(4)
    expect(await refusalOf(other.authenticate(signIn.accessToken))).toBe('UNAUTHENTICATED')
  })

  it('keeps at most fifty sign-ins of one person', async () => {
    const { sessions, clock } = cast
    const oldest = await enter()
    clock.pass(1)
    const userId = oldest.user.id
    const { sessions: table } = store.tables
    const [row] = await store.select().from(table).where(eq(table.userId, userId)).limit(1)
    const many = Array.from({ length: 60 }, (_, n) => ({
      ...row!,
      id: `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`,
      revokedAt: null,
      refreshedAt: clock.now(),
      expiresAt: new Date(clock.now().getTime() + 60_000),
    }))
    await store.insert(table, many)
    clock.pass(1)
    const newest = await enter()
    const list = await sessions.list(await viewerOf(sessions, newest))
    expect(list).toHaveLength(50)
    expect(list[0]!.id).toBe((await viewerOf(sessions, newest)).sessionId)
    expect(await refusalOf(sessions.authenticate(oldest.accessToken))).toBe('UNAUTHENTICATED')
  })

  it('takes tokens of ours alone', async () => {
    const { sessions, vault } = cast
    const signIn = await enter()
    const viewer = await viewerOf(sessions, signIn)
    const claims = { tid: viewer.tenantId, sid: viewer.sessionId, role: 'OPERATOR' }
    const key = vault.derive('access tokens')[0]!
    const draft = (header: object, body: object = claims) =>
      new SignJWT({ ...body })
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: key.id, ...header })
        .setSubject(viewer.userId)
        .setIssuer('centralita')
        .setIssuedAt()
        .setExpirationTime('1000 days')
    const good = await draft({}).sign(key.bytes)
    expect((await sessions.authenticate(good)).viewer.userId).toBe(viewer.userId)

    const [header, payload, signature] = good.split('.') as [string, string, string]
    const bent = Buffer.from(JSON.stringify({ ...claims, sub: viewer.userId })).toString('base64url')
    const refused = {
      'no signature': `${header}.${payload}.`,
      'another payload': `${header}.${bent}.${signature}`,
      'alg none': new UnsecuredJWT(claims).setSubject(viewer.userId).setExpirationTime('1h').encode(),
      'alg none, our header': `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`,
      'another algorithm': await draft({ alg: 'HS512' }).sign(Buffer.concat([key.bytes, key.bytes])),
      'another key': await draft({}).sign(randomBytes(32)),
      'a key of another purpose': await draft({}).sign(vault.derive('refresh tokens')[0]!.bytes),
      'an unknown key id': await draft({ kid: 'other' }).sign(key.bytes),
      'no key id': await draft({ kid: undefined }).sign(key.bytes),
      'another type': await draft({ typ: 'JWT' }).sign(key.bytes),
      'another issuer': await draft({}).setIssuer('someone').sign(key.bytes),
      'no session': await draft({}, { tid: viewer.tenantId, role: 'ADMIN' }).sign(key.bytes),
      'another tenant': await draft({}, { ...claims, tid: viewer.userId }).sign(key.bytes),
      'a session that is none': await draft({}, { ...claims, sid: viewer.userId }).sign(key.bytes),
      'a refresh token': signIn.refreshToken,
      nothing: '',
      'a long one': 'a.'.repeat(5_000),
    }
    for (const [name, token] of Object.entries(refused))
      expect([name, await refusalOf(sessions.authenticate(token))]).toEqual([name, 'UNAUTHENTICATED'])
  })
})

describeOnEveryEngine(
  'Guessing',
  (open) => {
    it('is stopped per account, also when many guesses come at once, and told for how long', async () => {
      const { first, sessions } = await people(await open(), { limits: { perAccount: 5 } })
      await first()
      const guesses = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          refusalOf(sessions.login({ login: 'admin', password: `guess ${n}` }, HOME)),
        ),
      )
      expect(guesses.filter((code) => code === 'INVALID_CREDENTIALS input')).toHaveLength(5)
      expect(guesses.filter((code) => code === 'LOGIN_LIMIT')).toHaveLength(15)
      const error = await sessions.login({ login: 'admin', password: GOOD_PASSWORD }, HOME).catch((e) => e)
      expect(error).toMatchObject({ code: 'LOGIN_LIMIT' })
      expect(error.details.retryAfterSeconds).toBeGreaterThan(800)
      expect(error.details.retryAfterSeconds).toBeLessThanOrEqual(900)
    })

    it('takes as long for a login that nobody has', async () => {
      const { first, sessions } = await people(await open(), { limits: { perAccount: 1000 } })
      await first()
      const median = async (login: string) => {
        const took: number[] = []
        for (let n = 0; n < 9; n++) {
          const start = performance.now()
          await refusalOf(sessions.login({ login, password: 'a wrong password' }, HOME))
          took.push(performance.now() - start)
        }
        return took.sort((a, b) => a - b)[4]!
      }
      await median('nobody')
      const [known, unknown] = [await median('admin'), await median('nobody')]
      expect(unknown / known).toBeGreaterThan(0.5)
      expect(unknown / known).toBeLessThan(2)
    })
  },
  { only: ['pglite'] },
)

describe('The login limit', () => {
  it('counts an address over all accounts, IPv6 by its /64, and forgives what was right', async () => {
    const limit = new LoginLimit({ perAccount: 100, perAddress: 3, windowSeconds: 60 })
    const attempt = (n: number, address: string) => refusalOf(limit.attempt(`user${n}`, address))
    for (let n = 0; n < 3; n++) expect(await attempt(n, `2001:db8:1:2::${n + 1}`)).toBe('NO REFUSAL')
    expect(await attempt(4, '2001:0db8:0001:0002:ffff::9')).toBe('LOGIN_LIMIT')
    expect(await attempt(4, '2001:db8:1:3::9')).toBe('NO REFUSAL')
    for (let n = 0; n < 20; n++) {
      expect(await attempt(n, '198.51.100.7')).toBe('NO REFUSAL')
      await limit.succeed(`user${n}`, '::ffff:198.51.100.7')
    }
  })
})
