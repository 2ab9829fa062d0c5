import { beforeAll, describe, expect, it } from 'vitest'
import { redacted } from '../../src/domains/audit/audit.redaction.ts'
import { AuditService } from '../../src/domains/audit/audit.service.ts'
import type { AuditRecord } from '../../src/domains/audit/audit.store.ts'
import { DomainError } from '../../src/errors.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Viewer } from '../../src/platform/viewer.ts'
import { describeOnEveryEngine } from '../engines.ts'
import { people, refusalOf } from './people.ts'

describeOnEveryEngine('The audit log', (open) => {
  let cast: Awaited<ReturnType<typeof people>>
  let operator: Viewer
  let ana: Viewer
  beforeAll(async () => {
    cast = await people(await open())
    operator = (await cast.first()).viewer
    const tenant = { name: 'N', slug: 'norte', language: 'es' as const, timeZone: 'UTC', adminLogin: 'ana' }
    ana = (await cast.settleIn((await cast.tenants.create(operator, tenant)).admin)).viewer
  })
  const act = (viewer: Viewer, action: string, targetId = newId()) => ({
    viewer,
    action,
    targetId,
    input: { name: 'Uno', secret: 'hunter2' },
    address: '192.0.2.1',
  })

  it('keeps who did what, with which outcome, and no secret', async () => {
    const { audit } = cast
    await audit.recorded(act(ana, 'pbxRegister'), async () => 'done')
    cast.clock.pass(1)
    const refused = audit.recorded(act(ana, 'queueMemberPause'), async () => {
      throw new DomainError('PBX_REFUSED', [], { answer: 'Interface\r\nnot found\0' })
    })
    expect(await refusalOf(refused)).toBe('PBX_REFUSED')
    cast.clock.pass(1)
    await expect(
      audit.recorded(act(ana, 'callHangup'), async () => {
        throw new TypeError('a bug')
      }),
    ).rejects.toThrow('a bug')
    const page = await audit.page(ana, {}, 10)
    expect(page).toMatchObject([
      { action: 'callHangup', outcome: 'INTERNAL_SERVER_ERROR', answer: '' },
      { action: 'queueMemberPause', outcome: 'PBX_REFUSED', answer: 'Interface  not found ' },
      { action: 'pbxRegister', outcome: 'OK', input: { name: 'Uno', secret: '***' }, address: '192.0.2.1' },
    ])
    expect(JSON.stringify(page)).not.toContain('hunter2')
  })

  it('shows a tenant its own entries, by user, action, target and time, page by page', async () => {
    const { audit, clock } = cast
    clock.pass(1)
    const from = clock.now()
    const targets = Array.from({ length: 5 }, () => newId())
    for (const target of targets) {
      await audit.record({ ...act(ana, 'callHangup', target), outcome: 'OK' })
      await audit.record({ ...act(operator, 'callHangup', target), outcome: 'OK' })
      clock.pass(1)
    }
    const until = new Date(from.getTime() + 3_000)
    expect(await audit.page(ana, { action: 'callHangup', from, until }, 10)).toHaveLength(3)
    expect(await audit.page(ana, { targetId: targets[0]! }, 10)).toMatchObject([{ userId: ana.userId }])
    expect(await audit.page(ana, { userId: operator.userId }, 10)).toEqual([])
    expect(await audit.page(ana, { userId: 'x' }, 10)).toEqual([])
    const first = await audit.page(ana, { from }, 2)
    const last = first.at(-1)!
    const rest = await audit.page(ana, { from }, 10, { at: last.occurredAt, id: last.id })
    expect([...first, ...rest].map(({ targetId }) => targetId)).toEqual([...targets].reverse())
    const agent = await cast.settleIn(
      await cast.users.create(ana, { login: 'beto', name: 'B', role: 'AGENT' }),
    )
    expect(await refusalOf(audit.page(agent.viewer, {}, 10))).toBe('FORBIDDEN')
  })

  it('keeps and finds whatever text it is given', async () => {
    const { audit } = cast
    const hostile = { name: `a\0\ud800${'x'.repeat(499)}😀`, 'k\udc00\0': '\udfff', emoji: '😀' }
    const address = `\ud800${'9'.repeat(200)}`
    await audit.record({
      ...act(ana, 'hostile', `\0\ud800${'y'.repeat(300)}`),
      input: hostile,
      address,
      outcome: 'OK',
    })
    const [entry] = await audit.page(ana, { action: 'hostile' }, 10)
    expect(entry!.input).toMatchObject({ emoji: '😀', 'k\ufffd': '\ufffd' })
    for (const filter of [{ action: '\0' }, { targetId: 'a\0' }, { action: "' or 1=1 --" }])
      expect(await audit.page(ana, filter, 10)).toEqual([])
  })

  it('counts a record once however often the journal hands it on', async () => {
    const kept: AuditRecord[] = []
    const sink = { append: async (record: AuditRecord) => void kept.push(record) }
    const journaled = new AuditService(cast.entries, sink, cast.clock)
    for (let n = 0; n < 20; n++) await journaled.record({ ...act(ana, `replayed`), outcome: 'OK' })
    await cast.entries.write(kept.slice(0, 12))
    await cast.entries.write(kept)
    await cast.entries.write(kept)
    expect(await cast.audit.page(ana, { action: 'replayed' }, 100)).toHaveLength(20)
  })
})

describe('What the audit log keeps of an input', () => {
  it('has no secret under any name, no NUL and no end', () => {
    const loop: Record<string, unknown> = {}
    loop.self = loop
    const kept = redacted({
      password: 'a',
      newPassword: 'b',
      nested: [{ refreshToken: 'c', apiKey: 'd', ok: 'e' }],
      text: 'x\0y',
      long: 'z'.repeat(9_999),
      many: Array.from({ length: 1_000 }, (_, n) => n),
      when: new Date(0),
      nothing: undefined,
      loop,
    })
    expect(kept).toMatchObject({
      password: '***',
      newPassword: '***',
      nested: [{ refreshToken: '***', apiKey: '***', ok: 'e' }],
      text: 'xy',
      when: '1970-01-01T00:00:00.000Z',
      nothing: null,
    })
    expect(JSON.stringify(kept).length).toBeLessThan(2_000)
  })
})
