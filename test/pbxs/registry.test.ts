import { beforeAll, expect, it } from 'vitest'
import type { PbxRegisterInput, PbxUpdateInput } from '../../src/domains/pbxs/pbx.types.ts'
import { Vault } from '../../src/platform/crypto.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { refusalOf } from '../users/people.ts'
import { office, pbxInput, registryOf, withNewKey } from './pbx.office.ts'

describeOnEveryEngine('The registry of PBXs', (open) => {
  let store: Store
  let cast: Awaited<ReturnType<typeof office>>
  beforeAll(async () => {
    store = await open()
    cast = await office(store)
  })

  it('begins with a demo, which gives way to the first real PBX', async () => {
    const { demo, pbxs, lines, registry, norte, operator } = cast
    const simulated = {
      name: 'DEMO',
      tenantId: norte.tenantId,
      host: '127.0.0.1',
      port: 20_001,
      username: 'demo',
      secret: 'demo-secret',
      timeZone: 'America/Lima',
      dialContext: 'from-internal',
    }
    const first = (await demo.show(simulated))!
    // Another start, another port: the same PBX.
    expect((await demo.show({ ...simulated, port: 20_002 }))!.id).toBe(first.id)
    expect(await pbxs.list(norte)).toMatchObject([{ isDemo: true, port: 20_002 }])
    lines.news()

    const told: string[] = []
    const stop = registry.onChanged(({ kind, pbx }) => void told.push(`${kind} ${pbx.name}`))
    const pbx = await pbxs.register(norte, pbxInput())
    stop()
    expect(pbx).toMatchObject({
      name: 'Central Norte',
      host: 'pbx.example.net',
      timeZone: 'America/Lima',
      isEnabled: true,
      isShared: false,
      status: { state: 'CONNECTING' },
    })
    expect(told).toEqual(['registered Central Norte', 'removed DEMO'])
    expect(lines.news()).toEqual([
      'open pbx.example.net:5038 centralita/muy-secreto-123',
      'close 127.0.0.1:20002',
    ])
    expect(await demo.show(simulated)).toBeUndefined()
    expect(await pbxs.list(norte)).toHaveLength(1)
    expect(await pbxs.list(operator)).toEqual([])
  })

  it('keeps the secret sealed, for its row alone, and shows it to nobody', async () => {
    const { pbxs, norte, vault } = cast
    const { id } = await pbxs.register(norte, pbxInput({ host: '10.0.0.7', secret: 'no-se-ve-nunca' }))
    const rows = await store.select().from(store.tables.pbxs)
    expect(JSON.stringify([rows, await pbxs.list(norte)])).not.toContain('no-se-ve-nunca')
    const [one, other] = [rows.find((row) => row.id === id)!, rows.find((row) => row.id !== id)!]
    const place = { tenantId: norte.tenantId, table: 'pbxs', column: 'secret', row: id }
    expect(vault.open(place, one.secretSealed)).toBe('no-se-ve-nunca')
    expect(() => vault.open(place, other.secretSealed)).toThrow()
  })

  it('refuses what no PBX can have', async () => {
    const { pbxs, norte, lines } = cast
    lines.news()
    const refused = (change: Partial<PbxRegisterInput>) => refusalOf(pbxs.register(norte, pbxInput(change)))
    for (const host of [
      '',
      'pbx\r\nAction: Originate',
      'a b',
      'http://pbx',
      'pbx:5038',
      '999.1.1.1',
      '2130706433',
      '0.0.0.0',
      '169.254.169.254',
      '::ffff:169.254.169.254',
      'fe80::1',
      '-pbx',
      'x'.repeat(300),
    ])
      expect([host, await refused({ host })]).toEqual([host, 'INVALID_HOST input host'])
    for (const port of [0, 65_536, 1.5, Number.NaN])
      expect(await refused({ port })).toBe('INVALID_PORT input port')
    expect(await refused({ username: 'a\r\nEvents: off' })).toBe('INVALID_INPUT input username')
    expect(await refused({ secret: 'a\0b' })).toBe('INVALID_INPUT input secret')
    expect(await refused({ secret: '' })).toBe('REQUIRED input secret')
    expect(await refused({ name: 'x'.repeat(121) })).toBe('TOO_LONG input name')
    expect(await refused({ dialContext: 'a,1)' })).toBe('INVALID_DIAL_CONTEXT input dialContext')
    expect(await refused({ timeZone: 'Lima' })).toBe('INVALID_TIME_ZONE input timeZone')
    expect(await refused({ host: 'PBX.example.net' })).toBe('ALREADY_EXISTS input host')
    expect(await refused({ isShared: true })).toBe('FORBIDDEN')
    expect(lines.news()).toEqual([])
    for (const host of ['localhost', 'mi_pbx', '192.168.1.5', '[2001:db8::5]', 'fd00::5', 'a.b.c.example.'])
      expect(await refused({ host, port: 5039 })).toBe('NO REFUSAL')
  })

  it('changes, connects, disconnects and removes, the link following', async () => {
    const { pbxs, norte, lines } = cast
    const { id } = await pbxs.register(norte, pbxInput({ host: 'uno.example.net' }))
    lines.news()
    const update = (input: PbxUpdateInput) => pbxs.update(norte, id, input)
    expect(await update({ name: 'Uno' })).toMatchObject({ name: 'Uno', host: 'uno.example.net' })
    expect(lines.news()).toEqual([])
    // The secret would be sent to the new host, so who moves the PBX must know it.
    expect(await refusalOf(update({ host: 'evil.example.net' }))).toBe('SECRET_NEEDED input secret')
    expect(await refusalOf(update({ port: 5039 }))).toBe('SECRET_NEEDED input secret')
    await update({ username: 'otro' })
    expect(lines.news()).toEqual([
      'close uno.example.net:5038',
      'open uno.example.net:5038 otro/muy-secreto-123',
    ])
    await update({ host: 'dos.example.net', secret: 'nuevo' })
    expect(lines.news()).toEqual(['close uno.example.net:5038', 'open dos.example.net:5038 otro/nuevo'])

    expect(await pbxs.disconnect(norte, id)).toMatchObject({ isEnabled: false, status: { state: 'OFF' } })
    await update({ secret: 'tercero' })
    expect(lines.news()).toEqual(['close dos.example.net:5038'])
    expect(await pbxs.connect(norte, id)).toMatchObject({ isEnabled: true, status: { state: 'CONNECTING' } })
    expect(lines.news()).toEqual(['open dos.example.net:5038 otro/tercero'])

    await Promise.all([pbxs.connect(norte, id), pbxs.connect(norte, id), pbxs.disconnect(norte, id)])
    expect(lines.open_.has(id)).toBe(false)
    expect(await pbxs.remove(norte, id)).toMatchObject({ id, status: { state: 'OFF' } })
    expect(await refusalOf(pbxs.get(norte, id))).toBe('NOT_FOUND id')
  })

  it('of another tenant does not exist, and who may not keep it may not touch it', async () => {
    const { pbxs, preflight, norte, sur, operator, users, settleIn } = cast
    const { id } = (await pbxs.list(norte))[0]!
    for (const stranger of [sur, operator])
      for (const target of [id, newId(), 'x', "' or '1'='1"])
        for (const attempt of [
          () => pbxs.get(stranger, target),
          () => pbxs.update(stranger, target, { name: 'Mine' }),
          () => pbxs.connect(stranger, target),
          () => pbxs.disconnect(stranger, target),
          () => pbxs.remove(stranger, target),
          () => preflight.test(stranger, { id: target }, 'es'),
        ])
          expect(await refusalOf(attempt())).toMatch(/^NOT_FOUND (input )?id$/)

    const agent = await settleIn(await users.create(norte, { login: 'agente', name: 'A', role: 'AGENT' }))
    expect(await pbxs.get(agent.viewer, id)).toMatchObject({ id, host: null, port: null, username: null })
    expect(await refusalOf(pbxs.disconnect(agent.viewer, id))).toBe('FORBIDDEN')
    expect(await refusalOf(preflight.test(agent.viewer, { id }, 'es'))).toBe('FORBIDDEN')
  })

  it('after a restart opens what was wanted, under the newest key', async () => {
    const { norte, pbxs, vault } = cast
    const [kept, off] = await pbxs.list(norte)
    await pbxs.disconnect(norte, off!.id)
    const rotated = withNewKey(vault)
    const next = registryOf(store, { ...cast, vault: rotated })
    expect(await next.registry.start()).toEqual([])
    expect(next.lines.open_.get(kept!.id)?.secret).toBe('muy-secreto-123')
    expect(next.lines.open_.has(off!.id)).toBe(false)
    for (const { secretSealed } of await store.select().from(store.tables.pbxs))
      expect(rotated.isSealedWithCurrentKey(secretSealed)).toBe(true)
    await next.registry.stop()
    expect(next.lines.open_.size).toBe(0)

    // The key file is lost: the app starts, and says which PBXs need their secret again.
    const lost = registryOf(store, {
      ...cast,
      vault: new Vault([{ id: 'other', bytes: Buffer.alloc(32, 1) }]),
    })
    expect((await lost.registry.start()).map(({ id }) => id)).toContain(kept!.id)
    expect(lost.lines.open_.size).toBe(0)
    expect(await refusalOf(lost.pbxs.connect(norte, kept!.id))).toBe('SECRET_NEEDED input secret')
    await lost.pbxs.update(norte, kept!.id, { secret: 'otra vez' })
    expect(lost.lines.open_.get(kept!.id)?.secret).toBe('otra vez')
  })
})

describeOnEveryEngine('A PBX shared by tenants', (open) => {
  let store: Store
  let cast: Awaited<ReturnType<typeof office>>
  let id: string
  beforeAll(async () => {
    store = await open()
    cast = await office(store)
    id = (await cast.pbxs.register(cast.operator, pbxInput({ isShared: true }))).id
  })

  it('shows each tenant what is its own, by the longest prefix', async () => {
    const { mappings, mapping, pbxs, operator, norte, sur } = cast
    expect(await pbxs.list(norte)).toEqual([])
    const set = (tenantId: string, kind: 'QUEUE' | 'EXTENSION' | 'DID', prefix: string) =>
      mappings.set(operator, id, { tenantId, kind, prefix })
    await set(norte.tenantId, 'QUEUE', 'n-')
    await set(sur.tenantId, 'QUEUE', 'n-sur')
    await set(norte.tenantId, 'EXTENSION', '1')
    await set(norte.tenantId, 'DID', '+5411')
    const shared = { id, tenantId: null }
    const owner = (kind: 'QUEUE' | 'EXTENSION' | 'DID', name: string) => mapping.ownerOf(shared, kind, name)
    expect(owner('QUEUE', 'n-ventas')).toBe(norte.tenantId)
    expect(owner('QUEUE', 'n-sur-ventas')).toBe(sur.tenantId)
    expect(owner('QUEUE', 'n')).toBeUndefined()
    expect(owner('QUEUE', 'N-ventas')).toBeUndefined()
    expect(owner('QUEUE', '')).toBeUndefined()
    expect(owner('EXTENSION', '1001')).toBe(norte.tenantId)
    expect(owner('EXTENSION', 'n-1')).toBeUndefined()
    expect(owner('DID', '54114000')).toBe(norte.tenantId)
    expect(owner('DID', '+54114000')).toBe(norte.tenantId)
    expect(mapping.ownerOf({ id: newId(), tenantId: null }, 'DID', '5411')).toBeUndefined()
    expect(mapping.ownerOf({ id, tenantId: sur.tenantId }, 'DID', '5411')).toBe(sur.tenantId)

    // It sees that there is a PBX and how it does, but not where, and keeps nothing of it.
    expect(await pbxs.list(norte)).toMatchObject([{ id, isShared: true, host: null, username: null }])
    expect(await refusalOf(pbxs.remove(norte, id))).toBe('FORBIDDEN')
    expect(await refusalOf(mappings.list(norte, id))).toBe('FORBIDDEN')
    expect(
      await refusalOf(mappings.set(norte, id, { tenantId: norte.tenantId, kind: 'DID', prefix: '9' })),
    ).toBe('FORBIDDEN')
  })

  it('goes on after a restart, and follows what operators change', async () => {
    const { mappings, operator, norte, sur, pbxs } = cast
    const told: string[] = []
    mappings.onChanged((pbxId) => told.push(pbxId))
    const before = await mappings.list(operator, id)
    const queue = before.find(({ prefix }) => prefix === 'n-')!
    const moved = await mappings.set(operator, id, { tenantId: sur.tenantId, kind: 'QUEUE', prefix: ' n- ' })
    expect(moved).toMatchObject({ id: queue.id, tenantId: sur.tenantId })
    const removed = before.find(({ kind }) => kind === 'DID')!
    await mappings.remove(operator, removed.id)
    expect(await refusalOf(mappings.remove(operator, removed.id))).toBe('NOT_FOUND id')
    expect(told).toEqual([id, id])

    const next = registryOf(store, cast)
    await next.mappings.start()
    const shared = { id, tenantId: null }
    expect(next.mapping.ownerOf(shared, 'QUEUE', 'n-1')).toBe(sur.tenantId)
    expect(next.mapping.ownerOf(shared, 'DID', '5411')).toBeUndefined()

    const bad = (tenantId: string, prefix: string) =>
      refusalOf(mappings.set(operator, id, { tenantId, kind: 'DID', prefix }))
    expect(await bad(newId(), '1')).toBe('NOT_FOUND input tenantId')
    expect(await bad('x', '1')).toBe('NOT_FOUND input tenantId')
    expect(await bad(norte.tenantId, ' + ')).toBe('REQUIRED input prefix')
    expect(await bad(norte.tenantId, '1'.repeat(121))).toBe('TOO_LONG input prefix')
    const own = await pbxs.register(operator, pbxInput({ host: 'own.example.net' }))
    expect(
      await refusalOf(mappings.set(operator, own.id, { tenantId: norte.tenantId, kind: 'DID', prefix: '1' })),
    ).toBe('NOT_SHARED id')
  })
})
