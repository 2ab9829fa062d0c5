import { readdir, readlink, symlink, unlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makePerson } from '../browser/people.ts'
import { eventually } from '../isolation/two.tenants.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { RecordedServer, SET_FOLDER } from './recorded.ts'
import { toneOf, waveAround, waveOf } from './sounds.ts'

let here: RecordedServer
const day = '2026/03/01'
const stamp = '20260301-110509'
const sound = waveOf(2)
const names = {
  soporte: `q-soporte-0981555001-${stamp}-1772373909.1.wav`,
  ventas: `q-ventas-0981555002-${stamp}-1772373910.2.wav`,
  out: `out-0981555003-7001-${stamp}-1772373911.3.wav`,
}

beforeAll(async () => {
  here = await RecordedServer.start()
  for (const name of Object.values(names)) await here.put(`${day}/${name}`, sound)
  await here.setFolder('DATED')
})
afterAll(() => here?.stop())

const codeOf = async (client: ApiClient, query: string, variables: object = {}) =>
  (await client.ask(query, variables)).errors?.[0]?.extensions.code
const FIND = 'query ($id: ID!) { recording(id: $id) { id } }'
const LINK = 'query ($id: ID!) { recordingLink(id: $id) { url } }'

describe('The folder of a PBX', () => {
  const refused = async (folder: string, pbxId = here.pbxId) => {
    const { recordingFolderSet } = await here.admin.query(SET_FOLDER, { pbxId, input: { folder } })
    return recordingFolderSet.errors
  }

  test('is refused with what to do where it cannot be one', async () => {
    const path = ['input', 'folder']
    expect(await refused(`${here.folder}-nada`)).toEqual([
      { code: 'FOLDER_MISSING', path, message: expect.stringContaining('esté montado aquí') },
    ])
    const file = await here.put('archivo', Buffer.from('x'))
    expect(await refused(file)).toMatchObject([{ code: 'FOLDER_NOT_A_FOLDER', path }])
    expect(await refused(`${file}/dentro`)).toMatchObject([{ code: 'FOLDER_NOT_A_FOLDER', path }])
    for (const folder of ['monitor', '../monitor', `${here.folder}/../x`, 'C:\\monitor', '/a\0b'])
      expect(await refused(folder), folder).toMatchObject([{ code: 'INVALID_FOLDER', path }])
    expect(await refused(' ')).toMatchObject([{ code: 'REQUIRED', path }])
    expect(await refused(here.folder, here.queueIds.soporte)).toMatchObject([
      { code: 'NOT_FOUND', path: ['pbxId'] },
    ])
  })

  test('is looked through, and tells how it stands', async () => {
    const { recordingFolders } = await here.admin.query(
      '{ recordingFolders { pbxId folder pbxFolder layout isReadable fileCount newestAt problem { code } } }',
    )
    expect(recordingFolders).toEqual([
      {
        ...{ pbxId: here.pbxId, folder: here.folder, pbxFolder: '/var/spool/asterisk/monitor' },
        ...{ layout: 'DATED', isReadable: true, fileCount: 3, newestAt: expect.any(String), problem: null },
      },
    ])
  })

  test('is one PBX’s alone, and no tenant’s who was not given it', async () => {
    const { pbx } = await here.admin.mutate(
      'mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code } } }',
      { input: { name: 'Otra', host: '127.0.0.1', port: 1, username: 'x', secret: 'x' } },
    )
    const inside = join(here.folder, '2026')
    const ours = join(here.server.dataFolder, 'derived')
    for (const folder of [here.folder, `${here.folder}/`, inside, '/', ours, here.server.dataFolder])
      expect(await refused(folder, pbx.id), folder).toMatchObject([{ code: 'FOLDER_TAKEN' }])
    const { created } = await here.admin.mutate(
      `mutation ($input: TenantCreateInput!) { tenantCreate(input: $input) {
        created { admin { oneTimePassword } } errors { code } } }`,
      { input: { name: 'Ajena', slug: 'ajena', language: 'ES', timeZone: 'UTC', adminLogin: 'ajena' } },
    )
    const stranger = here.server.anonymous()
    await stranger.signIn('ajena', created.admin.oneTimePassword)
    await stranger.changePassword(created.admin.oneTimePassword, 'otra clave bien larga')
    const own = await stranger.mutate(
      'mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code } } }',
      { input: { name: 'Suya', host: '127.0.0.1', port: 2, username: 'x', secret: 'x' } },
    )
    const { recordingFolderSet } = await stranger.query(SET_FOLDER, {
      pbxId: own.pbx.id,
      input: { folder: here.folder },
    })
    expect(recordingFolderSet.errors).toMatchObject([{ code: 'FOLDER_NOT_YOURS' }])
    const { id } = await here.named(names.soporte)
    expect(await here.recordings({}, stranger)).toEqual([])
    expect([await codeOf(stranger, FIND, { id }), await codeOf(stranger, LINK, { id })]).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
    ])
    expect((await stranger.query('{ recordingFolders { id } }')).recordingFolders).toEqual([])
  })
})

describe('Recordings', () => {
  test('are found with what their names tell', async () => {
    expect(await here.recordings()).toMatchObject([
      { fileName: names.out, queueId: null, startedAt: '2026-03-01T14:05:11.000Z', sizeBytes: sound.length },
      { fileName: names.ventas, queueId: here.queueIds.ventas, format: 'wav', removedAt: null },
      { fileName: names.soporte, queueId: here.queueIds.soporte, startedAt: '2026-03-01T14:05:09.000Z' },
    ])
    const found = async (filter: object) => (await here.recordings(filter)).map(({ fileName }) => fileName)
    expect(await found({ number: '0981555003' })).toEqual([names.out])
    expect(await found({ number: '09815550' })).toHaveLength(3)
    expect(await found({ number: '2026' })).toEqual([])
    expect(await found({ queueIds: [here.queueIds.ventas] })).toEqual([names.ventas])
    expect(await found({ from: '2026-03-01T14:05:10Z', until: '2026-03-01T14:05:11Z' })).toEqual([
      names.ventas,
    ])
    expect(await found({ isRemoved: true })).toEqual([])
    const { queues, recordings } = await here.admin.query(
      '{ queues { id } recordings(first: 1) { nodes { queue { name } agent { name } call { id } } pageInfo { hasNextPage } } }',
    )
    expect(queues).toHaveLength(2)
    expect(recordings).toEqual({
      nodes: [{ queue: null, agent: { name: 'Ana' }, call: null }],
      pageInfo: { hasNextPage: true },
    })
  })

  test('of a call stand beside it, soon after the PBX has reported them', async () => {
    const channel = here.pbx.placeQueueCall({
      ...{ queue: 'soporte', callerNumber: '0981777001', answerSeconds: 0, talkSeconds: 60 },
    })
    type Active = { activeCalls: { id: string; state: string }[] }
    const { activeCalls } = await eventually(
      () => here.admin.query<Active>('{ activeCalls { id state } }'),
      ({ activeCalls: [call] }) => call?.state === 'CONNECTED',
    )
    const { id } = activeCalls[0]!
    await here.admin.mutate(
      `mutation ($id: ID!) { callRecordingSet(id: $id, mode: ON) { errors { code } } }`,
      { id },
    )
    // Whichever channel it is, its name tells nothing; and it lies where no day is.
    const reported = [...here.pbx.pbx.channels.values()].map(({ recording }) => recording?.file ?? '')
    const file = reported.find((each) => /centralita-[^/]+\.wav$/.test(each))!
    await here.put(file.replace('/var/spool/asterisk/monitor/', ''), waveOf(1))
    here.pbx.pbx.hangUp(channel, 16)
    await eventually(
      () => here.recordings({ callId: id, number: '0981777' }),
      (found) => found.length === 1,
    )
    const { call } = await here.admin.query(
      'query ($id: ID!) { call(id: $id) { recordings { callId queue { name } } } }',
      { id },
    )
    expect(call.recordings).toEqual([{ callId: id, queue: { name: 'soporte' } }])
    const { recordings } = await here.admin.query(
      'query ($id: ID!) { recordings(filter: { callId: $id }) { nodes { call { fromNumber } } } }',
      { id },
    )
    expect(recordings.nodes).toEqual([{ call: { fromNumber: '0981777001' } }])
  })

  test('are heard by those alone who may, and those confined to queues hear theirs alone', async () => {
    const { id } = await here.named(names.soporte)
    const { person: viewer } = await makePerson(here.admin, 'vero', 'VIEWER')
    for (const query of ['{ recordings { nodes { id } } }', '{ calls { nodes { recordings { id } } } }'])
      expect(await codeOf(viewer, query)).toBe('FORBIDDEN')
    for (const query of [FIND, LINK]) expect(await codeOf(viewer, query, { id })).toBe('FORBIDDEN')
    expect(await codeOf(here.server.anonymous(), FIND, { id })).toBe('UNAUTHENTICATED')

    const { id: userId, person } = await makePerson(here.admin, 'susana', 'SUPERVISOR')
    await here.admin.mutate(
      'mutation ($id: ID!, $input: UserUpdateInput!) { userUpdate(id: $id, input: $input) { errors { code } } }',
      { id: userId, input: { queueIds: [here.queueIds.ventas] } },
    )
    await person.signIn('susana', 'una clave bastante larga')
    expect((await here.recordings({}, person)).map(({ fileName }) => fileName)).toEqual([names.ventas])
    const out = await here.named(names.out)
    for (const foreign of [id, out.id, here.pbxId]) {
      expect(await codeOf(person, FIND, { id: foreign })).toBe('NOT_FOUND')
      expect(await codeOf(person, LINK, { id: foreign })).toBe('NOT_FOUND')
      const { recordingRemove } = await person.query(
        'mutation ($id: ID!) { recordingRemove(id: $id) { errors { code } } }',
        { id: foreign },
      )
      expect(recordingRemove.errors).toEqual([{ code: 'NOT_FOUND' }])
    }
    const own = await here.named(names.ventas)
    expect((await fetch(await here.link(own.id, 'PLAY', person))).status).toBe(200)
    await expect.poll(() => here.acts(own.id)).toEqual(['recordingLink OK susana', 'recordingPlay OK susana'])
  })
})

describe('A link', () => {
  let url: string
  let id: string
  beforeAll(async () => {
    ;({ id } = await here.named(names.soporte))
    url = await here.link(id)
  })
  const ask = async (headers: Record<string, string> = {}, method = 'GET', address = url) => {
    const answer = await fetch(address, { method, headers, redirect: 'manual' })
    return { answer, status: answer.status, body: Buffer.from(await answer.arrayBuffer()) }
  }

  test('gives the whole, and any part as browsers ask for it', async () => {
    const { answer, body } = await ask()
    expect(answer.status).toBe(200)
    expect(body.equals(sound)).toBe(true)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'audio/wav', 'accept-ranges': 'bytes', 'content-length': String(sound.length) },
      ...{
        'content-disposition': 'inline',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    })
    const size = sound.length
    for (const [range, first, last] of [
      ['bytes=0-', 0, size - 1],
      ['bytes=0-1', 0, 1],
      ['bytes=1000-1999', 1000, 1999],
      [`bytes=${size - 1}-`, size - 1, size - 1],
      ['bytes=-44', size - 44, size - 1],
      ['bytes=100-99999999', 100, size - 1],
    ] as const) {
      const part = await ask({ range })
      expect(part.status, range).toBe(206)
      expect(part.answer.headers.get('content-range')).toBe(`bytes ${first}-${last}/${size}`)
      expect(part.answer.headers.get('content-length')).toBe(String(last - first + 1))
      expect(part.body.equals(sound.subarray(first, last + 1)), range).toBe(true)
    }
    const beyond = await ask({ range: `bytes=${size}-` })
    expect([beyond.status, beyond.answer.headers.get('content-range')]).toEqual([416, `bytes */${size}`])
    expect((await ask({ range: 'bytes=0-1,5-9' })).status).toBe(200)
    const head = await ask({ range: 'bytes=0-9' }, 'HEAD')
    expect([head.status, head.answer.headers.get('content-length'), head.body.length]).toEqual([206, '10', 0])
    expect((await ask({}, 'POST')).status).toBe(405)
  })

  test('gives a part only of the file that the reader began with', async () => {
    const { headers } = (await ask()).answer
    const range = 'bytes=0-9'
    expect((await ask({ range, 'if-range': headers.get('etag')! })).status).toBe(206)
    expect((await ask({ range, 'if-range': headers.get('last-modified')! })).status).toBe(206)
    for (const other of ['"otro"', `W/${headers.get('etag')}`, 'Sat, 01 Jan 2000 00:00:00 GMT', 'x'])
      expect((await ask({ range, 'if-range': other })).status, other).toBe(200)
  })

  test('is good for nothing but what it was made for', async () => {
    const { id: otherId } = await here.named(names.out)
    const download = await here.link(id, 'DOWNLOAD')
    for (const address of [
      url.replace(id, otherId),
      url.replace('for=play', 'for=download'),
      url.replace('for=play', 'for=otra'),
      download.replace('for=download', 'for=play'),
      url.slice(0, -1),
      url.replace(/signature=v1/, 'signature=v2'),
      url.replace(/signature=.*/, ''),
      `${here.origin}/recordings/`,
      `${here.origin}/recordings/${id}`,
      url.replace(id, `${id}/..%2f..%2fetc%2fpasswd`),
      url.replace(id, encodeURIComponent('../../etc/passwd')),
    ]) {
      const { status, body } = await ask({}, 'GET', address)
      expect([status, JSON.parse(body.toString()).code], address).toEqual([403, 'LINK_INVALID'])
    }
    const { answer } = await ask({}, 'GET', download)
    expect(answer.headers.get('content-disposition')).toContain(`attachment; filename="${names.soporte}"`)
  })

  test('is on record once, however many parts a player asks for', async () => {
    const { id: fresh } = await here.named(names.out)
    const address = await here.link(fresh)
    await Promise.all([0, 1, 2, 3].map((at) => ask({ range: `bytes=${at}-` }, 'GET', address)))
    await ask({}, 'HEAD', address)
    await ask({}, 'GET', await here.link(fresh, 'DOWNLOAD'))
    await expect
      .poll(() => here.acts(fresh))
      .toEqual([
        ...['recordingLink NOT_FOUND susana', 'recordingRemove NOT_FOUND susana'],
        ...['recordingLink OK admin', 'recordingPlay OK admin'],
        ...['recordingLink OK admin', 'recordingDownload OK admin'],
      ])
  })

  test('keeps no file open when the reader goes away', async () => {
    const place = await here.put(`${day}/exten-7001-1-${stamp}-1772373919.9.wav`, waveAround(toneOf(600)))
    await here.setFolder('DATED')
    const { pathname, search } = new URL(
      await here.link((await here.named(place.slice(place.lastIndexOf('/') + 1))).id),
    )
    const open = async () => {
      const places = await Promise.all(
        (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
      )
      return places.filter((each) => each === place).length
    }
    const readers = [1, 2, 3].map(() => {
      const socket = connect(here.server.port, '127.0.0.1')
      socket.on('error', () => {})
      socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\n\r\n`)
      // Takes the beginning, and then nothing more.
      socket.once('data', () => socket.pause())
      return socket
    })
    await expect.poll(open).toBe(3)
    for (const socket of readers) socket.destroy()
    await expect.poll(open).toBe(0)
    await unlink(place)
    expect((await ask({}, 'GET', here.origin + pathname + search)).status).toBe(410)
  })

  test('does not lead out of the folder when the file is exchanged for a link', async () => {
    const secret = join(here.server.dataFolder, 'vault.keys')
    const name = `in-1-2-${stamp}-1772373920.8.wav`
    const place = await here.put(`${day}/${name}`, sound)
    await here.setFolder('DATED')
    const address = await here.link((await here.named(name)).id, 'DOWNLOAD')
    await unlink(place)
    await symlink(secret, place)
    const { status, body } = await ask({}, 'GET', address)
    expect([status, JSON.parse(body.toString()).code]).toEqual([410, 'RECORDING_GONE'])
    await unlink(place)
  })

  test('leads nowhere any more when the recording was removed, or its time is over', async () => {
    const name = `in-3-4-${stamp}-1772373921.8.wav`
    const place = await here.put(`${day}/${name}`, sound)
    await here.setFolder('DATED')
    const { id: removed } = await here.named(name)
    const address = await here.link(removed)
    const { recording } = await here.admin.mutate(
      'mutation ($id: ID!) { recordingRemove(id: $id) { recording { removedAt } errors { code } } }',
      { id: removed },
    )
    expect(recording.removedAt).toEqual(expect.any(String))
    await expect(writeFile(place, sound, { flag: 'r+' })).rejects.toThrow('ENOENT')
    expect((await ask({}, 'GET', address)).status).toBe(410)
    expect(await codeOf(here.admin, LINK, { id: removed })).toBe('RECORDING_GONE')
    expect((await here.recordings({ isRemoved: true })).map(({ fileName }) => fileName)).toEqual([name])
    // A file of the same name does not bring it back.
    await here.put(`${day}/${name}`, sound)
    await here.setFolder('DATED')
    expect(await here.recordings({ isRemoved: false })).not.toContainEqual(
      expect.objectContaining({ id: removed }),
    )
    await expect
      .poll(() => here.acts(removed))
      .toEqual(['recordingLink OK admin', 'recordingRemove OK admin', 'recordingLink RECORDING_GONE admin'])

    here.clock.pass(14 * 60)
    expect((await ask()).status).toBe(200)
    here.clock.pass(61)
    const { status, body } = await ask({ 'accept-language': 'es' })
    expect([status, JSON.parse(body.toString())]).toEqual([
      403,
      { code: 'LINK_EXPIRED', message: 'El enlace expiró; pida otro.' },
    ])
  })
})
