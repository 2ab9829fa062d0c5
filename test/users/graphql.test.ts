import { getNamedType, isEnumType, isInputObjectType, isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fieldsWithoutPermission } from '../../src/api/permission.ts'
import { newId } from '../../src/platform/ids.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { office, pbxInput } from '../pbxs/pbx.office.ts'
import { GOOD_PASSWORD, viewerOf } from './people.ts'
import { type Answer, serveResolvers } from './served.ts'

const START = `mutation ($login: String!, $password: String!) {
  sessionStart(input: { login: $login, password: $password }) {
    session { accessToken refreshToken expiresAt user { id login role permissions mustChangePassword } }
    errors { code path message retryAfterSeconds }
  }
}`
const REFRESH = `mutation ($refreshToken: String!) {
  sessionRefresh(refreshToken: $refreshToken) { session { accessToken refreshToken } errors { code } }
}`
interface Told {
  code: string
  message: string
  retryAfterSeconds: number | null
}
const codes = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions.code)

describeOnEveryEngine('People and PBXs over GraphQL', (open) => {
  let cast: Awaited<ReturnType<typeof office>>
  let served: Awaited<ReturnType<typeof serveResolvers>>
  beforeAll(async () => {
    cast = await office(await open())
    served = await serveResolvers(cast.resolvers, cast.sessions)
  })
  afterAll(async () => {
    expect(served.faults).toEqual([])
    await served.api.stop(1_000)
  })
  const enter = async (login: string, password = GOOD_PASSWORD): Promise<string> => {
    const { data } = await served.ask(START, { login, password })
    expect(data.sessionStart.errors).toEqual([])
    return data.sessionStart.session.accessToken
  }

  it('every field says who may ask and what it is', () => {
    expect(fieldsWithoutPermission(served.schema)).toEqual([])
    const mute: string[] = []
    for (const type of Object.values(served.schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue
      if (!['Query', 'Mutation'].includes(type.name) && !type.description) mute.push(type.name)
      if (isEnumType(type))
        for (const value of type.getValues()) if (!value.description) mute.push(`${type.name}.${value.name}`)
      if (isObjectType(type) || isInputObjectType(type))
        for (const field of Object.values(type.getFields())) {
          if (!field.description) mute.push(`${type.name}.${field.name}`)
          for (const argument of 'args' in field ? field.args : [])
            if (!argument.description) mute.push(`${type.name}.${field.name}(${argument.name})`)
        }
    }
    expect(mute).toEqual([])
  })

  it('no answer can hold a password’s hash or a PBX’s secret', () => {
    for (const type of Object.values(served.schema.getTypeMap()))
      if (isObjectType(type))
        for (const field of Object.values(type.getFields()))
          if (/hash|secret|seed/i.test(field.name)) expect(getNamedType(field.type).name).toBe('(none)')
  })

  it('someone signs in, looks around, refreshes and leaves', async () => {
    const { ask } = served
    const start = await ask(START, { login: 'Norte', password: GOOD_PASSWORD })
    const { session } = start.data.sessionStart
    expect(session.user).toMatchObject({ login: 'norte', role: 'ADMIN', mustChangePassword: false })
    expect(session.user.permissions).toContain('ADMIN')
    const token = session.accessToken
    const me = await ask(
      '{ me { login role } tenant { name language timeZone } sessions { isCurrent address } }',
      {
        token,
      },
    )
    expect(me.data).toMatchObject({
      me: { login: 'norte', role: 'ADMIN' },
      tenant: { name: 'norte', language: 'ES', timeZone: 'America/Lima' },
    })
    expect(me.data.sessions.filter((each: { isCurrent: boolean }) => each.isCurrent)).toHaveLength(1)

    const next = (await ask(REFRESH, { refreshToken: session.refreshToken })).data.sessionRefresh.session
    expect((await ask('{ me { login } }', { token: next.accessToken })).data.me.login).toBe('norte')
    cast.clock.pass(11)
    expect(codes(await ask(REFRESH, { refreshToken: session.refreshToken }))).toEqual(['UNAUTHENTICATED'])
    expect(codes(await ask('{ me { login } }', { token: next.accessToken }))).toEqual(['UNAUTHENTICATED'])

    const again = await enter('norte')
    expect((await ask('mutation { sessionEnd { isEnded } }', { token: again })).data.sessionEnd.isEnded).toBe(
      true,
    )
    expect(codes(await ask('{ me { login } }', { token: again }))).toEqual(['UNAUTHENTICATED'])
    expect(codes(await ask('{ me { login } }'))).toEqual(['UNAUTHENTICATED'])
  })

  it('a wrong password is told in the caller’s language, at the input', async () => {
    const [spanish, english] = [
      await served.ask(START, { login: 'nobody', password: 'wrong' }),
      await served.ask(START, { login: 'nobody', password: 'wrong', language: 'en' }),
    ]
    expect(spanish.data.sessionStart).toEqual({
      session: null,
      errors: [
        {
          code: 'INVALID_CREDENTIALS',
          path: ['input'],
          message: 'Usuario o contraseña incorrectos.',
          retryAfterSeconds: null,
        },
      ],
    })
    expect(english.data.sessionStart.errors[0].message).toBe('Wrong user or password.')
  })

  it('guesses aliased in one request count each', async () => {
    const guesses = Array.from(
      { length: 14 },
      (_, n) =>
        `g${n}: sessionStart(input: { login: "sur", password: "guess ${n}" }) { errors { code message retryAfterSeconds } }`,
    )
    const all: string[] = []
    // In requests of seven, so that the limit on aliases is not what stops them.
    for (const part of [guesses.slice(0, 7), guesses.slice(7)]) {
      const { data } = await served.ask(`mutation { ${part.join(' ')} }`, { language: 'en' })
      for (const { errors } of Object.values(data) as { errors: Told[] }[]) {
        const { code, message, retryAfterSeconds } = errors[0]!
        all.push(code)
        if (code !== 'LOGIN_LIMIT') continue
        expect(retryAfterSeconds).toBeGreaterThan(0)
        expect(message).toBe(`Too many attempts. Wait ${retryAfterSeconds} s.`)
      }
    }
    expect(all.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(10)
    expect(all.filter((code) => code === 'LOGIN_LIMIT')).toHaveLength(4)
  })

  it('a one-time password opens nothing but its own replacement', async () => {
    const { ask } = served
    const admin = await enter('norte')
    const made = await ask(
      `mutation { userCreate(input: { login: "beto", name: "Beto", role: SUPERVISOR }) {
          credentials { oneTimePassword user { id role } } errors { code } } }`,
      { token: admin },
    )
    const { oneTimePassword, user } = made.data.userCreate.credentials
    const token = await enter('beto', oneTimePassword)
    expect(codes(await ask('{ tenant { name } }', { token }))).toEqual(['PASSWORD_CHANGE_REQUIRED'])
    expect(codes(await ask('{ pbxs { id } }', { token }))).toEqual(['PASSWORD_CHANGE_REQUIRED'])
    expect((await ask('{ me { mustChangePassword } }', { token })).data.me.mustChangePassword).toBe(true)
    const changed = await ask(
      `mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { session { accessToken } errors { code path } } }`,
      { token, input: { current: oneTimePassword, next: GOOD_PASSWORD } },
    )
    const beto = changed.data.passwordChange.session.accessToken
    expect((await ask('{ tenant { name } }', { token: beto })).data.tenant.name).toBe('norte')
    expect(codes(await ask('{ users { nodes { id } } }', { token: beto }))).toEqual(['FORBIDDEN'])
    expect(codes(await ask('{ tenants { nodes { id } } }', { token: admin }))).toEqual(['FORBIDDEN'])

    const reset = await ask(
      'mutation ($id: ID!) { userPasswordReset(id: $id) { credentials { oneTimePassword } errors { code } } }',
      {
        token: admin,
        id: user.id,
      },
    )
    expect(reset.data.userPasswordReset.errors).toEqual([])
    expect(codes(await ask('{ tenant { name } }', { token: beto }))).toEqual(['UNAUTHENTICATED'])
  })

  it('users are paged by cursors, and a made-up one is refused', async () => {
    const { ask } = served
    const token = await enter('norte')
    const page =
      'query ($after: String) { users(first: 1, after: $after) { nodes { login } pageInfo { hasNextPage endCursor } } }'
    const logins: string[] = []
    let after: string | null = null
    do {
      const { users }: Answer['data'] = (await ask(page, { token, after })).data
      logins.push(...users.nodes.map(({ login }: { login: string }) => login))
      after = users.pageInfo.hasNextPage ? users.pageInfo.endCursor : null
    } while (after)
    expect(logins).toEqual(['norte', 'beto'])
    const forged = Buffer.from('abc.not-an-id').toString('base64url')
    expect(codes(await ask(page, { token, after: forged }))).toEqual(['INVALID_CURSOR'])
  })

  it('the id of another tenant’s PBX or user is as if it were none', async () => {
    const { ask } = served
    const foreign = (await cast.pbxs.register(cast.norte, pbxInput())).id
    const sur = (
      await cast.settleIn(await cast.users.create(cast.sur, { login: 'luz', name: 'L', role: 'ADMIN' }))
    ).signIn.accessToken
    const outcome = async (id: string, user: string) => {
      const one = await ask('query ($id: ID!) { pbx(id: $id) { id } }', { token: sur, id })
      const two = await ask('query ($id: ID!) { user(id: $id) { id } }', { token: sur, id: user })
      const changes = await ask(
        `mutation ($id: ID!, $user: ID!) {
            a: pbxUpdate(id: $id, input: { name: "x" }) { pbx { id } errors { code path message } }
            b: pbxRemove(id: $id) { pbx { id } errors { code path message } }
            c: pbxConnect(id: $id) { pbx { id } errors { code path message } }
            d: pbxDisconnect(id: $id) { pbx { id } errors { code path message } }
            e: pbxTest(input: { id: $id }) { report { tookMs } errors { code path message } }
            f: userUpdate(id: $user, input: { name: "x" }) { user { id } errors { code path message } }
            g: userPasswordReset(id: $user) { credentials { oneTimePassword } errors { code path message } }
          }`,
        { token: sur, id, user },
      )
      return { one: one.errors, two: two.errors, changes: changes.data }
    }
    const [foreigns, none] = [await outcome(foreign, cast.norte.userId), await outcome(newId(), newId())]
    expect(foreigns).toEqual(none)
    for (const { errors } of Object.values(none.changes) as { errors: { code: string }[] }[])
      expect(errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await ask('{ pbxs { id } }', { token: sur })).data.pbxs).toEqual([])
  })

  it('what was done stands in the audit log, without the secret', async () => {
    const { ask } = served
    const token = await enter('norte')
    const registered = await ask(
      `mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id name host status { state } } errors { code path message } } }`,
      { token, input: { name: 'Sede', host: '10.1.2.3', username: 'ami', secret: 'no-se-ve' } },
    )
    expect(registered.data.pbxRegister).toMatchObject({
      pbx: { name: 'Sede', host: '10.1.2.3', status: { state: 'CONNECTING' } },
      errors: [],
    })
    const refused = await ask(
      `mutation { pbxRegister(input: { name: "X", host: "a b", username: "u", secret: "s" }) { errors { code path message } } }`,
      { token },
    )
    expect(refused.data.pbxRegister.errors).toMatchObject([{ code: 'INVALID_HOST', path: ['input', 'host'] }])
    const log = await ask(
      `{ auditEntries(first: 2, filter: { action: "pbxRegister" }) { nodes { action outcome input user { login } address } } }`,
      { token },
    )
    expect(log.data.auditEntries.nodes).toMatchObject([
      { outcome: 'INVALID_HOST', user: { login: 'norte' } },
      { outcome: 'OK', user: { login: 'norte' }, input: { name: 'Sede', secret: '***' } },
    ])
    expect(JSON.stringify(log)).not.toContain('no-se-ve')
    const starts = await ask(`{ auditEntries(filter: { action: "sessionStart" }) { nodes { outcome } } }`, {
      token,
    })
    expect(starts.data.auditEntries.nodes.length).toBeGreaterThan(0)
  })

  it('an operator makes a tenant and divides a shared PBX', async () => {
    const { ask } = served
    const token = await enter('admin')
    const made = await ask(
      `mutation { tenantCreate(input: { name: "Este", slug: "este", language: EN, timeZone: "UTC", adminLogin: "eva" }) {
          created { tenant { id language } admin { oneTimePassword user { login } } } errors { code } } }`,
      { token },
    )
    const { tenant } = made.data.tenantCreate.created
    expect(tenant.language).toBe('EN')
    const shared = await ask(
      `mutation { pbxRegister(input: { name: "Compartida", host: "shared", username: "u", secret: "s", isShared: true }) { pbx { id isShared } errors { code } } }`,
      { token },
    )
    const { id } = shared.data.pbxRegister.pbx
    const set = await ask(
      `mutation ($id: ID!, $input: PbxMappingInput!) { pbxMappingSet(id: $id, input: $input) { mapping { id prefix kind } errors { code path } } }`,
      { token, id, input: { tenantId: tenant.id, kind: 'DID', prefix: '+57601' } },
    )
    expect(set.data.pbxMappingSet).toMatchObject({ mapping: { prefix: '57601', kind: 'DID' }, errors: [] })
    expect(cast.mapping.ownerOf({ id, tenantId: null }, 'DID', '+576011234')).toBe(tenant.id)
    const list = await ask('query ($id: ID!) { pbxMappings(id: $id) { id tenantId } }', { token, id })
    expect(list.data.pbxMappings).toHaveLength(1)
    const removed = await ask('mutation ($id: ID!) { pbxMappingRemove(id: $id) { errors { code } } }', {
      token,
      id: list.data.pbxMappings[0].id,
    })
    expect(removed.data.pbxMappingRemove.errors).toEqual([])
    expect(cast.mapping.ownerOf({ id, tenantId: null }, 'DID', '+576011234')).toBeUndefined()
  })

  it('a token in use dies with its session', async () => {
    const token = await enter('norte')
    const { viewer } = await cast.sessions.authenticate(token)
    await cast.sessions.logoutEverywhere(viewer)
    expect(codes(await served.ask('{ me { login } }', { token }))).toEqual(['UNAUTHENTICATED'])
    expect((await viewerOf(cast.sessions, { accessToken: await enter('norte') } as never)).userId).toBe(
      viewer.userId,
    )
  })
})
