import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AsteriskServer,
  asteriskAvailable,
  type PlacedCall,
  startAsterisk,
} from '../asterisk/asterisk.server.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { AppServer } from '../servers/app.server.ts'
import { agrees, allKept, linkIs, register } from './truth.ts'

const { available, reason } = asteriskAvailable()
const isSkipped = !available && !process.env.CI

describe.skipIf(isSkipped)(
  `Asterisk killed and started again ${isSkipped ? `(skipped: ${reason})` : ''}`,
  () => {
    let asterisk: AsteriskServer
    let server: AppServer
    let admin: ApiClient

    beforeAll(async () => {
      asterisk = await startAsterisk()
      server = await AppServer.start()
      admin = await server.admin()
      await register(admin, asterisk, asterisk.amiPort)
    }, 60_000)
    afterAll(async () => {
      await admin?.close()
      await server?.stop()
      await asterisk?.stop()
    })

    it('with calls up: they are closed for that reason, and queues and agents are right within two seconds', async () => {
      const placed: PlacedCall[] = []
      for (const queue of ['ventas', 'vacia', 'vacia'] as const)
        placed.push(await asterisk.callQueue({ queue }))
      await asterisk.talkingWith(placed[0]!)
      const talkSince = performance.now()
      await asterisk.ami.action({ Action: 'QueuePause', Interface: 'Local/1003@agents/n', Paused: 'true' })
      await agrees(admin, asterisk, placed)
      const ended = admin.subscribe('subscription { callEnded { call { linkedid endReason } } }')
      const facts = admin.subscribe('subscription { callStarted { call { linkedid } } }')

      await asterisk.kill()
      const killedAt = performance.now()
      await linkIs(admin, 'LOST')
      const { queues, agents, activeCalls } = await admin.query(
        '{ queues { isStale } agents { isStale } activeCalls { isStale } }',
      )
      for (const one of [...queues, ...agents, ...activeCalls]) expect(one.isStale).toBe(true)
      await asterisk.boot()

      expect(await agrees(admin, asterisk, [])).toBeLessThan(2_000)
      await expect.poll(() => ended.values.length, { timeout: 2_000 }).toBe(3)
      for (const { linkedid } of placed)
        expect(ended.values).toContainEqual({ call: { linkedid, endReason: 'PBX_RESTARTED' } })
      const kept = await allKept(admin, placed)
      const talk = kept.get(placed[0]!.linkedid)!
      expect(talk).toMatchObject({ endReason: 'PBX_RESTARTED', disposition: 'ANSWERED' })
      expect(Math.abs(talk.talkSeconds - (killedAt - talkSince) / 1000)).toBeLessThan(1)

      // Life goes on: the same agent takes the next call, and nobody of before is invented again.
      const next = await asterisk.callQueue({ queue: 'ventas' })
      await asterisk.talkingWith(next)
      await agrees(admin, asterisk, [next])
      await asterisk.calm()
      await allKept(admin, [...placed, next])
      expect(facts.values.map(({ call }) => call.linkedid)).toEqual([next.linkedid])
      ended.stop()
      facts.stop()
    }, 60_000)
  },
)
