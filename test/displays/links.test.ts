import { beforeAll, expect, it } from 'vitest'
import { DisplayService } from '../../src/domains/displays/display.service.ts'
import { DisplayStore } from '../../src/domains/displays/display.store.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { Viewer } from '../../src/platform/viewer.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { people, refusalOf } from '../users/people.ts'

const DAY_MS = 86_400_000

describeOnEveryEngine('Display links', (open) => {
  let store: Store
  let cast: Awaited<ReturnType<typeof people>>
  let displays: DisplayService
  let boss: Viewer
  const [soporte, ventas] = [newId(), newId()]
  const queues = new Set([soporte, ventas])

  beforeAll(async () => {
    store = await open()
    cast = await people(store)
    boss = (await cast.first()).viewer
    displays = new DisplayService({
      store: new DisplayStore(store),
      clock: cast.clock,
      seesQueue: (viewer, id) => queues.has(id) && viewer.seesQueue(id),
      tenantOf: (viewer) => cast.tenants.own(viewer),
      screenCount: () => 0,
    })
  })

  const supervisor = (facts: Partial<ConstructorParameters<typeof Viewer>[0]> = {}) =>
    new Viewer({
      userId: newId(),
      tenantId: boss.tenantId,
      role: 'SUPERVISOR',
      permissions: new Set(['dashboard']),
      sessionId: newId(),
      ...facts,
    })
  const refused = (token: string) => refusalOf(displays.authenticate(token))

  it('let a screen look at a board, and at nothing else, until they are revoked', async () => {
    const { link, token } = await displays.create(boss, {
      name: ' Sala grande ',
      queueIds: [soporte, soporte],
    })
    expect(link).toMatchObject({ name: 'Sala grande', queueIds: [soporte], language: 'es', revokedAt: null })
    expect(token).toMatch(/^screen_[\w-]{43}$/)
    const rows = await store.select().from(store.tables.displayLinks)
    expect(JSON.stringify(rows)).not.toContain(token.slice('screen_'.length))

    const { viewer } = await displays.authenticate(token)
    expect(viewer).toMatchObject({ isDisplay: true, mayChange: false, isOperator: false })
    expect([...viewer.permissions]).toEqual(['dashboard'])
    expect([...viewer.queueIds!]).toEqual([soporte])
    expect(await displays.own(viewer)).toMatchObject({ name: 'Sala grande', timeZone: 'America/Bogota' })
    expect((await displays.list(boss)).find(({ id }) => id === link.id)?.lastSeenAt).toEqual(cast.clock.now())

    const revoked: string[] = []
    displays.onRevoked((id) => revoked.push(id))
    expect((await displays.revoke(boss, link.id)).revokedAt).toEqual(cast.clock.now())
    expect(revoked).toEqual([link.id])
    expect(await refused(token)).toBe('UNAUTHENTICATED')
    expect(await displays.list(boss)).toEqual([])
    expect(await refusalOf(displays.revoke(boss, link.id))).toBe('NOT_FOUND id')
  })

  it('end when they were made to end', async () => {
    const expiresAt = new Date(cast.clock.now().getTime() + DAY_MS)
    const { token } = await displays.create(boss, { name: 'Feria', expiresAt })
    expect((await displays.authenticate(token)).expiresAt).toEqual(expiresAt)
    cast.clock.pass(DAY_MS / 1000 + 1)
    expect(await refused(token)).toBe('UNAUTHENTICATED')
    expect(await refusalOf(displays.create(boss, { name: 'Ayer', expiresAt }))).toBe(
      'EMPTY_PERIOD input expiresAt',
    )
  })

  it('are not guessed', async () => {
    for (const token of ['screen_', `screen_${'A'.repeat(43)}`, "screen_' or 1=1 --"])
      expect(await refused(token)).toBe('UNAUTHENTICATED')
  })

  it('show no more than who made them sees', async () => {
    const confined = supervisor({ queueIds: new Set([ventas]) })
    const { link, token } = await displays.create(confined, { name: 'Ventas' })
    expect(link.queueIds).toEqual([ventas])
    expect([...(await displays.authenticate(token)).viewer.queueIds!]).toEqual([ventas])
    const asked = (queueIds: string[]) => refusalOf(displays.create(confined, { name: 'x', queueIds }))
    expect(await asked([soporte])).toBe('NOT_FOUND input queueIds')
    expect(await asked([newId()])).toBe('NOT_FOUND input queueIds')
    expect(await asked(['ventas'])).toBe('NOT_FOUND input queueIds')
    expect(await asked([])).toBe('REQUIRED input queueIds')

    const { link: whole } = await displays.create(boss, { name: 'Todo' })
    expect((await displays.list(confined)).map(({ name }) => name)).toEqual(['Ventas'])
    expect(await refusalOf(displays.revoke(confined, whole.id))).toBe('NOT_FOUND id')
  })

  it('are made by supervisors of the same tenant alone', async () => {
    const { link } = await displays.create(boss, { name: 'Nuestra' })
    for (const role of ['AGENT', 'VIEWER'] as const) {
      expect(await refusalOf(displays.create(supervisor({ role }), { name: 'x' }))).toBe('FORBIDDEN')
      expect(await refusalOf(displays.list(supervisor({ role })))).toBe('FORBIDDEN')
    }
    const stranger = supervisor({ tenantId: newId() })
    expect(await displays.list(stranger)).toEqual([])
    expect(await refusalOf(displays.revoke(stranger, link.id))).toBe('NOT_FOUND id')
    expect(await refusalOf(displays.create(boss, { name: ' ' }))).toBe('REQUIRED input name')
    expect(await refusalOf(displays.own(boss))).toBe('NOT_FOUND')
  })
})
