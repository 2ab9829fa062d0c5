import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asteriskAvailable } from '../asterisk/asterisk.server.ts'
import { eventually } from '../isolation/two.tenants.ts'
import { CallCenter } from '../live/call.center.ts'
import { SET_FOLDER } from './recorded.ts'

const { available, reason } = asteriskAvailable()

describe.skipIf(!available && !process.env.CI)(`What a real Asterisk records ${reason}`, () => {
  let center: CallCenter
  let monitor: string

  beforeAll(async () => {
    center = await CallCenter.open()
    monitor = join(center.asterisk.folder, 'spool/monitor')
    await mkdir(monitor, { recursive: true })
    const { folder } = await center.admin.mutate(SET_FOLDER, {
      pbxId: center.pbxId,
      input: { folder: monitor, pbxFolder: monitor, layout: 'DATED' },
    })
    expect(folder).toMatchObject({ layout: 'DATED' })
  })
  afterAll(() => center?.close())

  it('is found by its own report, told of its call, and heard', async () => {
    const { asterisk, admin } = center
    await asterisk.setAgent('1001', { answersAfterSeconds: 0 })
    const placed = await asterisk.callQueue({ queue: 'ventas', callerNumber: '0981555321', voice: true })
    await asterisk.talkingWith(placed)
    const { activeCalls } = await eventually<{ activeCalls: { id: string; state: string }[] }>(
      () => admin.query('{ activeCalls { id state } }'),
      ({ activeCalls: [call] }) => call?.state === 'CONNECTED',
    )
    const { id } = activeCalls[0]!
    await admin.mutate(
      'mutation ($id: ID!) { callRecordingSet(id: $id, mode: ON) { errors { code path message } } }',
      { id },
    )
    // A second of sound.
    const begun = Date.now()
    await expect.poll(() => Date.now() - begun, { timeout: 3_000 }).toBeGreaterThan(1_200)
    await asterisk.hangup(placed.channel)
    type Found = { recordings: { nodes: { id: string; fileName: string; sizeBytes: number }[] } }
    const { recordings } = await eventually<Found>(
      () =>
        admin.query(
          'query ($id: ID!) { recordings(filter: { callId: $id }) { nodes { id fileName sizeBytes } } }',
          { id },
        ),
      ({ recordings: { nodes } }) => (nodes[0]?.sizeBytes ?? 0) > 8_000,
    )
    const [recording] = recordings.nodes
    expect(recording!.fileName).toMatch(/^centralita-[0-9a-f-]{36}\.wav$/)
    const { recordingLink, recordingWaveform } = await admin.query(
      `query ($id: ID!) {
        recordingLink(id: $id) { url } recordingWaveform(id: $id, points: 10) { durationSeconds peaks } }`,
      { id: recording!.id },
    )
    expect(recordingWaveform.durationSeconds).toBeGreaterThan(0.4)
    expect(Math.max(...recordingWaveform.peaks)).toBeGreaterThan(0.05)
    const answer = await fetch(`http://127.0.0.1:${admin.port}${recordingLink.url}`, {
      headers: { range: 'bytes=0-' },
    })
    const sound = Buffer.from(await answer.arrayBuffer())
    expect([answer.status, answer.headers.get('content-type')]).toEqual([206, 'audio/wav'])
    expect(sound.toString('latin1', 0, 4)).toBe('RIFF')
  })
})
