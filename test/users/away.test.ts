import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/platform/store/open.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { type PostgresServer, postgresAvailable, startPostgres } from '../servers/postgres.server.ts'
import { GOOD_PASSWORD, HOME, people, refusalOf } from './people.ts'

const { available, reason } = postgresAvailable()
describe.skipIf(!available)(`While the database is away${available ? '' : ` (skipped: ${reason})`}`, () => {
  let server: PostgresServer
  let store: Store
  beforeAll(async () => {
    server = await startPostgres()
    store = await openStore(server.url)
  }, 60_000)
  afterAll(async () => {
    await store?.close()
    await server?.remove()
  })

  it('who was signed in stays so, nobody else comes in, and afterwards all is as before', async () => {
    const { first, sessions, users, clock } = await people(store)
    const { signIn, viewer } = await first()
    const login = { login: 'admin', password: GOOD_PASSWORD }
    const another = await sessions.login(login, HOME)
    const { id } = (await users.create(viewer, { login: 'beto', name: 'B', role: 'ADMIN' })).user

    await server.stop()
    clock.pass(60)
    expect((await sessions.authenticate(signIn.accessToken)).viewer.userId).toBe(viewer.userId)
    // A session that was never looked up cannot be judged now; it is not refused for good either.
    expect(await refusalOf(sessions.authenticate(another.accessToken))).toBe('DATABASE_UNAVAILABLE')
    expect(await refusalOf(sessions.login(login, HOME))).toBe('DATABASE_UNAVAILABLE')
    expect(await refusalOf(sessions.refresh(another.refreshToken))).toBe('DATABASE_UNAVAILABLE')
    expect(await refusalOf(users.update(viewer, id, { isDisabled: true }))).toBe('DATABASE_UNAVAILABLE')

    await server.start()
    await expect.poll(() => refusalOf(sessions.login(login, HOME)), { timeout: 10_000 }).toBe('NO REFUSAL')
    await sessions.authenticate(another.accessToken)
    await sessions.refresh(another.refreshToken)
    await users.update(viewer, id, { isDisabled: true })
  }, 60_000)
})
