import { beforeAll, expect, it } from 'vitest'
import type { Viewer } from '../../src/platform/viewer.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { people, refusalOf } from '../users/people.ts'

describeOnEveryEngine('Tenants', (open) => {
  let cast: Awaited<ReturnType<typeof people>>
  let operator: Viewer
  beforeAll(async () => {
    cast = await people(await open())
    operator = (await cast.first()).viewer
  })

  const input = {
    name: 'Fibra Norte',
    slug: 'fibra-norte',
    language: 'es' as const,
    timeZone: 'America/Mexico_City',
    adminLogin: 'ana',
  }

  it('begin with one, named for a company of one’s own', async () => {
    expect(await cast.tenants.own(operator)).toMatchObject({
      name: 'Mi empresa',
      language: 'es',
      timeZone: 'America/Bogota',
    })
  })

  it('are made by operators, whole or not at all', async () => {
    const refused = (change: object) => refusalOf(cast.tenants.create(operator, { ...input, ...change }))
    expect(await refused({ adminLogin: 'admin' })).toBe('ALREADY_EXISTS input adminLogin')
    expect(await refused({ adminLogin: '?' })).toBe('INVALID_LOGIN input adminLogin')
    expect(await refused({ timeZone: 'Mars/Base' })).toBe('INVALID_TIME_ZONE input timeZone')
    expect(await refused({ timeZone: '+05:00' })).toBe('INVALID_TIME_ZONE input timeZone')
    for (const slug of ['a', 'Fibra', 'a--b', '-a', 'a_b', 'x'.repeat(65)])
      expect(await refused({ slug })).toBe('INVALID_SLUG input slug')
    expect(await cast.tenants.page(operator, 10)).toHaveLength(1)

    const { tenant, admin } = await cast.tenants.create(operator, input)
    const ana = (await cast.settleIn(admin)).viewer
    expect(ana).toMatchObject({ tenantId: tenant.id, role: 'ADMIN' })
    expect(await cast.tenants.own(ana)).toMatchObject({ slug: 'fibra-norte' })
    expect(await refused({ adminLogin: 'eva' })).toBe('ALREADY_EXISTS input slug')
    expect(await cast.tenants.page(operator, 10)).toHaveLength(2)
    expect(await refusalOf(cast.tenants.page(ana, 10))).toBe('FORBIDDEN')
    expect(await refusalOf(cast.tenants.create(ana, { ...input, slug: 'mine' }))).toBe('FORBIDDEN')
  })

  it('keep their own settings', async () => {
    const { admin } = await cast.tenants.create(operator, { ...input, slug: 'sur', adminLogin: 'luz' })
    const luz = (await cast.settleIn(admin)).viewer
    const told: string[] = []
    cast.tenants.onDaysChanged((tenantId) => told.push(tenantId))
    const changed = await cast.tenants.update(luz, { name: ' Fibra Sur ', timeZone: 'america/lima' })
    expect(changed).toMatchObject({ name: 'Fibra Sur', timeZone: 'America/Lima', language: 'es' })
    expect(await cast.tenants.own(luz)).toMatchObject({ name: 'Fibra Sur', timeZone: 'America/Lima' })
    await cast.tenants.update(luz, { timeZone: 'America/Lima', language: 'es' })
    expect([told, cast.tenants.timeZoneOf(luz.tenantId)]).toEqual([[luz.tenantId], 'America/Lima'])
    expect(await refusalOf(cast.tenants.update(luz, { name: '' }))).toBe('REQUIRED input name')
    expect(await refusalOf(cast.tenants.update(luz, { timeZone: 'Bogotá' }))).toBe(
      'INVALID_TIME_ZONE input timeZone',
    )
    const agent = await cast.users.create(luz, { login: 'agente', name: 'A', role: 'AGENT' })
    const { viewer } = await cast.settleIn(agent)
    expect(await refusalOf(cast.tenants.update(viewer, { name: 'X' }))).toBe('FORBIDDEN')
    expect((await cast.tenants.own(viewer)).name).toBe('Fibra Sur')
  })
})
