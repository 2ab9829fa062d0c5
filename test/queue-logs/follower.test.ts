import { mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LogFolder } from '../../src/adapters/queue-log/log.folder.ts'
import { refusalOf } from '../users/people.ts'
import { LogDesk, LogListener } from './log.desk.ts'

let desk: LogDesk
let listener: LogListener
beforeEach(() => {
  desk = new LogDesk()
  listener = new LogListener(desk.logFolder())
})
afterEach(async () => {
  await listener.close()
  desk.clear()
})

const expectAll = () => expect(listener.heard).toEqual(desk.written)

describe('Who follows a queue_log hears every line once', () => {
  it('as it is written, half lines when they are whole', async () => {
    desk.write(300)
    expect(await listener.listen()).toHaveLength(300)
    desk.write(2)
    desk.raw('1755009999|x|ven')
    expect(await listener.listen()).toHaveLength(2)
    expect(await listener.listen()).toEqual([])
    desk.raw('tas|NONE|ABANDON|1|1|5\n')
    expect(await listener.listen()).toEqual(['1755009999|x|ventas|NONE|ABANDON|1|1|5'])
  })

  it('when the file is renamed and begun anew, also what is still written to the old one', async () => {
    desk.write(10)
    await listener.listen()
    desk.write(5)
    desk.rename('queue_log.0')
    expect(await refusalOf(listener.listen())).toBe('LOG_FILE_MISSING')
    expect(listener.heard).toHaveLength(15)
    // As logrotate does: the new file is there, and the PBX writes to the old one until it is told.
    writeFileSync(desk.path(), '')
    desk.write(3, 'queue_log.0')
    expect(await listener.listen()).toHaveLength(3)
    desk.write(2, 'queue_log.0')
    desk.write(4)
    expect(await listener.listen()).toHaveLength(6)
    desk.write(1)
    await listener.listen()
    expectAll()
  })

  it('when the file is copied and emptied, with what stands in the copy only', async () => {
    desk.write(100)
    await listener.listen()
    desk.write(20)
    desk.copyTruncate('queue_log.1')
    expect(await listener.listen()).toHaveLength(20)
    desk.write(200)
    await listener.listen()
    expectAll()
    expect(listener.position?.gapAtMs).toBe(0)
  })

  it('and knows that something may be lost when the file was emptied without a copy', async () => {
    desk.write(100)
    await listener.listen()
    desk.empty()
    expect(await listener.listen()).toEqual([])
    desk.write(3)
    expect(await listener.listen()).toHaveLength(3)
    expect(listener.position?.gapAtMs).toBe(42)
    // Emptied, and written anew beyond where it was read to.
    desk.empty()
    desk.write(500)
    expect(await listener.listen()).toHaveLength(500)
    expectAll()
  })

  it('when the file is deleted and made anew', async () => {
    desk.write(10)
    await listener.listen()
    desk.write(5)
    desk.remove()
    expect(await refusalOf(listener.listen())).toMatch('LOG_FILE_MISSING')
    desk.write(7)
    await listener.listen()
    expectAll()
  })

  it('when it was rotated and compressed several times while nobody listened', async () => {
    desk.write(150)
    await listener.listen()
    await listener.restart()
    desk.write(50)
    desk.rename('queue_log.1')
    desk.write(400)
    desk.rename('queue_log.2', 'queue_log.1')
    desk.rename('queue_log.1')
    desk.compress('queue_log.2')
    desk.write(30)
    expect(await listener.listen()).toHaveLength(480)
    expectAll()
    await listener.restart()
    expect(await listener.listen()).toEqual([])
    desk.rename('queue_log-20250812')
    desk.compress('queue_log-20250812')
    await listener.restart()
    desk.write(4)
    await listener.listen()
    expectAll()
    expect(listener.position?.gapAtMs).toBe(0)
  })

  it('from any place on, also within a compressed file', async () => {
    desk.write(500)
    desk.rename('queue_log.1')
    desk.compress('queue_log.1')
    desk.write(5)
    let count = 0
    for (; await listener.hearPiece(); count += 1) {
      const rest = new LogListener(desk.logFolder(), { position: listener.position })
      expect(await rest.listen()).toEqual(desk.written.slice(listener.heard.length))
      await rest.close()
      await listener.restart()
    }
    expect(count).toBeGreaterThan(5)
    expectAll()
  })

  it('when an inode is given to another file', async () => {
    desk.write(10)
    await listener.listen()
    await listener.restart()
    // Whatever device and inode say: it is not the file that begins so.
    desk.written.length = 0
    desk.remove()
    desk.raw('1755700000|NONE|NONE|NONE|QUEUESTART|\n')
    listener.position = { ...listener.position!, identity: (await desk.logFolder().current())!.identity }
    await listener.restart()
    expect(await listener.listen()).toEqual(['1755700000|NONE|NONE|NONE|QUEUESTART|'])
    expect(listener.position?.gapAtMs).toBe(42)
  })

  it('with a half line that a crash left at the end of a file, and a block of NULs', async () => {
    desk.write(3)
    desk.raw(Buffer.concat([Buffer.from('1755000009|1658'), Buffer.alloc(3_000)]))
    await listener.listen()
    desk.rename('queue_log.0')
    desk.write(2)
    const heard = await listener.listen()
    expect(heard.map((line) => line.slice(0, 15))).toEqual([
      '1755000009|1658',
      ...desk.written.slice(3).map((line) => line.slice(0, 15)),
    ])
  })

  it('beginning with the current file, where that is asked', async () => {
    desk.write(10)
    desk.rename('queue_log.0')
    desk.write(3)
    const late = new LogListener(desk.logFolder(), { fromOldest: false })
    expect(await late.listen()).toEqual(desk.written.slice(10))
    await late.close()
  })
})

describe('The files of a queue_log', () => {
  it('come in the order in which they were written, whatever they are called', async () => {
    for (const name of ['queue_log.1', 'queue_log-20220707', 'queue_log.0', 'queue_log.12', 'queue_log'])
      desk.write(2, name)
    desk.write(1, 'queue_log_of_others')
    desk.write(1, 'queue_log.1.swp~')
    desk.compress('queue_log.0')
    const names = async () => (await desk.logFolder().list()).map(({ name }) => name)
    expect(await names()).toEqual([
      'queue_log.1',
      'queue_log-20220707',
      'queue_log.0.gz',
      'queue_log.12',
      'queue_log',
    ])
    // While it is being compressed both are there.
    desk.raw(desk.inflated('queue_log.0.gz'), 'queue_log.0')
    expect(await names()).toEqual([
      'queue_log.1',
      'queue_log-20220707',
      'queue_log.0',
      'queue_log.12',
      'queue_log',
    ])
  })

  it('are read beside others that are none, and damaged ones as far as they go', async () => {
    desk.write(3, 'queue_log.3')
    writeFileSync(desk.path('queue_log.2'), Buffer.alloc(100_000, 0x7f))
    desk.write(400, 'queue_log.1')
    const whole = gzipSync(desk.contents('queue_log.1'))
    desk.remove('queue_log.1')
    writeFileSync(desk.path('queue_log.1.gz'), whole.subarray(0, whole.length - 20))
    desk.write(2)
    const heard = await listener.listen()
    expect(heard.slice(0, 3)).toEqual(desk.written.slice(0, 3))
    expect(heard.slice(-2)).toEqual(desk.written.slice(-2))
    expect(listener.position?.gapAtMs).toBe(42)
  })

  it('are refused with what is in the way, and read as soon as it is gone', async () => {
    expect(await refusalOf(listener.listen())).toMatch('LOG_FILE_MISSING')
    writeFileSync(desk.path(), Buffer.alloc(10_000, 0xff))
    expect(await refusalOf(listener.listen())).toMatch('LOG_NOT_A_QUEUE_LOG')
    desk.remove()
    desk.write(3)
    expect(await listener.listen()).toHaveLength(3)

    const nowhere = new LogFolder(join(desk.folder, 'nowhere'), 'queue_log', [desk.folder])
    expect(await refusalOf(nowhere.list())).toBe('LOG_FOLDER_UNREADABLE')
    mkdirSync(nowhere.folder)
    expect(await nowhere.list()).toEqual([])
  })

  it('are never looked for outside the allowed folders, whatever names and links say', async () => {
    const elsewhere = new LogDesk()
    elsewhere.write(3)
    const forbidden = new LogFolder(elsewhere.folder, 'queue_log', [desk.folder])
    expect(await refusalOf(forbidden.list())).toBe('LOG_FOLDER_FORBIDDEN')
    symlinkSync(elsewhere.folder, desk.path('away'))
    expect(await refusalOf(new LogFolder(desk.path('away'), 'queue_log', [desk.folder]).list())).toBe(
      'LOG_FOLDER_FORBIDDEN',
    )
    expect(await refusalOf(new LogFolder(`${desk.folder}/..`, 'queue_log', [desk.folder]).list())).toBe(
      'LOG_FOLDER_FORBIDDEN',
    )
    symlinkSync(elsewhere.path(), desk.path('queue_log'))
    expect(await refusalOf(listener.listen())).toBe('LOG_FOLDER_FORBIDDEN')
    unlinkSync(desk.path())
    const open = (file: string) =>
      desk.logFolder().open({ file, isCompressed: false, offset: 0, pieceBytes: 1_000 })
    symlinkSync('/dev/zero', desk.path('queue_log.1'))
    expect(await refusalOf(open('queue_log.1'))).toBe('LOG_FOLDER_FORBIDDEN')
    rmSync(desk.path('queue_log.1'))
    expect(await refusalOf(open('../queue_log'))).toBe('LOG_FILE_UNREADABLE')
    // Links within what is allowed are as good as files.
    desk.write(2, 'elsewhere')
    symlinkSync(desk.path('elsewhere'), desk.path('queue_log'))
    expect(await listener.listen()).toHaveLength(2)
    elsewhere.clear()
  })
})
