import { beforeAll, expect, it } from 'vitest'
import type { UserCreateInput } from '../../src/domains/users/user.types.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Viewer } from '../../src/platform/viewer.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { GOOD_PASSWORD, HOME, people, refusalOf } from './people.ts'

describeOnEveryEngine('Users', (open) => {
  let cast: Awaited<ReturnType<typeof people>>
  let operator: Viewer
  let ana: Viewer
  let other: Viewer
  beforeAll(async () => {
    cast = await people(await open())
    operator = (await cast.first()).viewer
    const tenant = (name: string) => ({
      name,
      slug: name.toLowerCase(),
      language: 'es' as const,
      timeZone: 'America/Lima',
      adminLogin: `admin@${name}`,
    })
    ana = (await cast.settleIn((await cast.tenants.create(operator, tenant('Norte'))).admin)).viewer
    other = (await cast.settleIn((await cast.tenants.create(operator, tenant('Sur'))).admin)).viewer
  })

  const make = (viewer: Viewer, input: Partial<UserCreateInput>) =>
    cast.users.create(viewer, { login: `u${newId()}`, name: 'Alguien', role: 'AGENT', ...input })
  const hire = async (viewer: Viewer, input: Partial<UserCreateInput>) =>
    (await cast.settleIn(await make(viewer, input))).viewer

  it('are made by an administrator, with the permissions of their role', async () => {
    const { user, oneTimePassword } = await make(ana, {
      login: ' Beto@Norte ',
      name: ' Beto ',
      grantedPermissions: ['calls'],
      revokedPermissions: ['tickets'],
    })
    expect(user).toMatchObject({ login: 'beto@norte', name: 'Beto', tenantId: ana.tenantId, role: 'AGENT' })
    expect(user.permissions.sort()).toEqual(['agents', 'calls', 'conversations', 'dashboard', 'queues'])
    expect(user).not.toHaveProperty('passwordHash')
    expect(oneTimePassword).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){2}$/)
    const { viewer } = await cast.settleIn({ user, oneTimePassword })
    expect(viewer.may('calls')).toBe(true)
    expect(await refusalOf(cast.users.page(viewer, 10))).toBe('FORBIDDEN')
    expect(await refusalOf(make(viewer, {}))).toBe('FORBIDDEN')
  })

  it('have one login each, whatever its case', async () => {
    await make(ana, { login: 'carla' })
    expect(await refusalOf(make(other, { login: 'CARLA' }))).toBe('ALREADY_EXISTS input login')
    for (const login of ['x', 'a b', '', 'a\r\nb', 'x'.repeat(191), "'; drop table users"])
      expect(await refusalOf(make(ana, { login }))).toBe('INVALID_LOGIN input login')
    expect(await refusalOf(make(ana, { name: '  ' }))).toBe('REQUIRED input name')
    expect(await refusalOf(make(ana, { name: 'x'.repeat(121) }))).toBe('TOO_LONG input name')
    expect(await refusalOf(make(ana, { queueIds: ['ventas'] }))).toBe('INVALID_INPUT input queueIds')
  })

  it('of another tenant do not exist', async () => {
    const { user } = await make(other, {})
    for (const id of [user.id, newId(), 'nonsense']) {
      expect(await refusalOf(cast.users.get(ana, id))).toBe('NOT_FOUND id')
      expect(await refusalOf(cast.users.update(ana, id, { name: 'Mine' }))).toBe('NOT_FOUND id')
      expect(await refusalOf(cast.users.resetPassword(ana, id))).toBe('NOT_FOUND id')
    }
    expect(await cast.users.findAll(ana, [user.id, ana.userId])).toMatchObject([{ id: ana.userId }])
    expect(await refusalOf(cast.users.page(ana, 10, undefined, other.tenantId))).toBe('FORBIDDEN')
    expect(await refusalOf(make(ana, { tenantId: other.tenantId }))).toBe('FORBIDDEN')
    const seen = await cast.users.page(operator, 10, undefined, other.tenantId)
    expect(seen.map(({ id }) => id)).toContain(user.id)
    expect(await refusalOf(make(operator, { tenantId: newId() }))).toBe('NOT_FOUND input tenantId')
  })

  it('are listed page by page', async () => {
    const logins: string[] = []
    let after: { at: Date; id: string } | undefined
    for (;;) {
      const page = await cast.users.page(ana, 2, after)
      if (!page.length) break
      logins.push(...page.map(({ login }) => login))
      after = { at: page.at(-1)!.createdAt, id: page.at(-1)!.id }
    }
    expect(new Set(logins).size).toBe(logins.length)
    expect(logins).toEqual(expect.arrayContaining(['admin@norte', 'beto@norte', 'carla']))
  })

  it('never get more than the one who gives has, nor raise themselves', async () => {
    expect(await refusalOf(make(ana, { role: 'OPERATOR' }))).toBe('RIGHTS_BEYOND_YOURS input role')
    const raise = (input: object) => refusalOf(cast.users.update(ana, ana.userId, input))
    expect(await raise({ role: 'OPERATOR' })).toBe('OWN_RIGHTS id')
    expect(await raise({ queueIds: [newId()] })).toBe('OWN_RIGHTS id')
    expect(await raise({ isDisabled: true })).toBe('OWN_RIGHTS id')
    await cast.users.update(ana, ana.userId, { name: 'Ana', language: 'en' })

    const queueId = newId()
    const chief = await hire(ana, {
      role: 'SUPERVISOR',
      grantedPermissions: ['admin'],
      revokedPermissions: ['recordings'],
      queueIds: [queueId],
    })
    expect(await refusalOf(make(chief, { role: 'ADMIN', queueIds: [queueId] }))).toBe(
      'RIGHTS_BEYOND_YOURS input role',
    )
    expect(await refusalOf(make(chief, { grantedPermissions: ['recordings'], queueIds: [queueId] }))).toBe(
      'RIGHTS_BEYOND_YOURS input grantedPermissions',
    )
    expect(await refusalOf(make(chief, {}))).toBe('RIGHTS_BEYOND_YOURS input queueIds')
    expect(await refusalOf(make(chief, { queueIds: [queueId, newId()] }))).toBe(
      'RIGHTS_BEYOND_YOURS input queueIds',
    )
    const { user } = await make(chief, { queueIds: [queueId] })
    expect(await refusalOf(cast.users.update(chief, user.id, { queueIds: null }))).toBe(
      'RIGHTS_BEYOND_YOURS input queueIds',
    )
    // Who may reset a password becomes that person, so it needs as many rights.
    expect(await refusalOf(cast.users.resetPassword(chief, ana.userId))).toBe('RIGHTS_BEYOND_YOURS id')
    expect(await refusalOf(cast.users.update(chief, ana.userId, { isDisabled: true }))).toBe(
      'RIGHTS_BEYOND_YOURS id',
    )
  })

  it('an operator is out of an administrator’s reach, in the same tenant too', async () => {
    const admin = await hire(operator, { role: 'ADMIN' })
    expect(await refusalOf(cast.users.update(admin, operator.userId, { name: 'Pwned' }))).toBe(
      'RIGHTS_BEYOND_YOURS id',
    )
    expect(await refusalOf(cast.users.resetPassword(admin, operator.userId))).toBe('RIGHTS_BEYOND_YOURS id')
  })

  it('who only look change nothing, even with the permission', async () => {
    const viewer = await hire(ana, { role: 'VIEWER', grantedPermissions: ['admin'] })
    expect(await cast.users.page(viewer, 1)).toHaveLength(1)
    expect(await refusalOf(make(viewer, { role: 'VIEWER' }))).toBe('FORBIDDEN')
    expect(await refusalOf(cast.users.update(viewer, viewer.userId, { name: 'X' }))).toBe('FORBIDDEN')
  })

  it('lose at once what was taken from them', async () => {
    const credentials = await make(ana, { role: 'SUPERVISOR' })
    const { signIn } = await cast.settleIn(credentials)
    const { id } = credentials.user
    await cast.users.update(ana, id, { revokedPermissions: ['reports'] })
    const { viewer } = await cast.sessions.authenticate(signIn.accessToken)
    expect(viewer.may('reports')).toBe(false)

    await cast.users.update(ana, id, { isDisabled: true })
    expect(await refusalOf(cast.sessions.authenticate(signIn.accessToken))).toBe('UNAUTHENTICATED')
    expect(await refusalOf(cast.sessions.refresh(signIn.refreshToken))).toBe('UNAUTHENTICATED')
    const login = { login: credentials.user.login, password: GOOD_PASSWORD }
    expect(await refusalOf(cast.sessions.login(login, HOME))).toBe('USER_DISABLED input login')
    expect(await refusalOf(cast.sessions.login({ ...login, password: 'guess' }, HOME))).toBe(
      'INVALID_CREDENTIALS input',
    )

    await cast.users.update(ana, id, { isDisabled: false })
    const back = await cast.sessions.login(login, HOME)
    const reset = await cast.users.resetPassword(ana, id)
    expect(reset.user.mustChangePassword).toBe(true)
    expect(await refusalOf(cast.sessions.authenticate(back.accessToken))).toBe('UNAUTHENTICATED')
    await cast.settleIn(reset)
  })

  it('always leave one administrator, also when two disable each other at once', async () => {
    const { admin } = await cast.tenants.create(operator, {
      name: 'Este',
      slug: 'este',
      language: 'es',
      timeZone: 'UTC',
      adminLogin: 'eva',
    })
    const eva = (await cast.settleIn(admin)).viewer
    const disable = (by: Viewer, whom: Viewer) =>
      refusalOf(cast.users.update(by, whom.userId, { isDisabled: true }))
    expect(await disable(operator, eva)).toBe('LAST_ADMINISTRATOR id')
    expect(await refusalOf(cast.users.update(operator, eva.userId, { revokedPermissions: ['admin'] }))).toBe(
      'LAST_ADMINISTRATOR id',
    )
    expect(await refusalOf(cast.users.update(operator, eva.userId, { role: 'AGENT' }))).toBe(
      'LAST_ADMINISTRATOR id',
    )
    const leo = await hire(eva, { role: 'ADMIN' })
    const outcomes = await Promise.all([disable(eva, leo), disable(leo, eva)])
    expect(outcomes.sort()).toEqual(['LAST_ADMINISTRATOR id', 'NO REFUSAL'])

    const second = await hire(operator, { role: 'OPERATOR' })
    const left = await Promise.all([disable(operator, second), disable(second, operator)])
    expect(left.sort()).toEqual(['LAST_ADMINISTRATOR id', 'NO REFUSAL'])
  })
})
