import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asteriskAvailable } from '../asterisk/asterisk.server.ts'
import { about, CallCenter, history } from './call.center.ts'

const { available, reason } = asteriskAvailable()

describe.skipIf(!available && !process.env.CI)(
  `an AMI user whose noisy events are filtered ${reason}`,
  () => {
    let center: CallCenter

    beforeAll(async () => {
      center = await CallCenter.open({
        username: ({ leanUsername }) => leanUsername,
        phones: { '7001': { answersAfterSeconds: 0.5, holds: { afterSeconds: 0.5, seconds: 1 } } },
      })
    })
    beforeEach(() => center.begin())
    afterAll(() => center?.close())

    it('gives the same calls', async () => {
      const { asterisk } = center
      await asterisk.setAgent('1001', { answersAfterSeconds: 'never' })
      await asterisk.setAgent('1002', { answersAfterSeconds: 1, hangsUpAfterSeconds: 1 })
      await asterisk.callQueue({ queue: 'ventas', callerNumber: '0981444001', callerName: 'José Ñandú' })
      await asterisk.callQueue({ queue: 'vacia', callerNumber: '0981444002', hangsUpAfterSeconds: 2 })
      const line = { dials: '0215550102', callerNumber: '0981444003', hangsUpAfterSeconds: 4 }
      await asterisk.callByTrunk(line)
      await expect.poll(async () => (await center.active()).length).toBe(3)
      await center.sameAsAsterisk()
      const calls = await center.ended(3)
      const [answered, abandoned, held] = ['1', '2', '3'].map(
        (last) => calls.find(({ fromNumber }) => fromNumber === `098144400${last}`)!,
      )
      expect(answered).toMatchObject({
        direction: 'INBOUND',
        disposition: 'ANSWERED',
        fromName: 'José Ñandú',
        toNumber: '5001',
        agent: { number: '1002' },
        waitSeconds: about(1),
        talkSeconds: about(1.5),
      })
      expect(history(answered!)).toEqual(['STARTED', 'QUEUE_JOINED', 'QUEUE_LEFT', 'ANSWERED', 'ENDED'])
      expect(abandoned).toMatchObject({ disposition: 'ABANDONED', waitSeconds: about(2) })
      expect(held).toMatchObject({
        did: '0215550102',
        disposition: 'ANSWERED',
        agent: { number: '7001' },
        holdSeconds: about(1, 0.5),
      })
      for (const queue of ['ventas', 'soporte', 'vacia'] as const) await center.sameCounters(queue)
    })

    it('does not guess why a caller left whose reason is kept back', async () => {
      const { asterisk } = center
      await asterisk.callQueue({ queue: 'vacia', callerNumber: '0981444004', patience: 'short' })
      const [call] = await center.ended(1, { isUntold: true })
      expect(call).toMatchObject({
        disposition: 'NO_ANSWER',
        waitSeconds: about(3),
        queueVisits: [{ outcome: 'UNKNOWN' }],
      })
      expect((await center.queue('vacia')).today).toMatchObject({ lost: 1, timedOut: 0 })
    })
  },
)
