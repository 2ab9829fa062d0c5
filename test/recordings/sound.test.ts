import { appendFile, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AudioConverter } from '../../src/adapters/recordings/audio.converter.ts'
import { DerivedFiles } from '../../src/adapters/recordings/derived.files.ts'
import { RecordingFolder } from '../../src/adapters/recordings/recording.folder.ts'
import { formatNameOf } from '../../src/adapters/recordings/recording.format.ts'
import { isPlainPcm, readWave, secondsOfWave } from '../../src/adapters/recordings/wave.file.ts'
import { RecordingSound } from '../../src/domains/recordings/recording.sound.ts'
import type { RecordingRow } from '../../src/domains/recordings/recording.store.ts'
import { newId, stableId } from '../../src/platform/ids.ts'
import { findCommand, run } from '../servers/child.process.ts'
import { refusalOf } from '../users/people.ts'
import { toneOf, waveAround, waveOf } from './sounds.ts'
import { Turns } from './turns.ts'

const MEGABYTE = 1024 * 1024
const hasSox = findCommand('sox') !== undefined
const missing = hasSox ? '' : ' (skipped: sox is not installed)'

let base: string
let derivedFolder: string
let derived: DerivedFiles
let sound: RecordingSound
const converter = new AudioConverter()

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'sound-'))
})
beforeEach(async () => {
  derivedFolder = await mkdtemp(join(base, 'derived-'))
  derived = new DerivedFiles(derivedFolder, 100 * MEGABYTE)
  await derived.start()
  sound = soundWith(converter)
})
afterAll(() => rm(base, { recursive: true, force: true }))

const soundWith = (tool: AudioConverter) => new RecordingSound(() => new RecordingFolder(base), tool, derived)
const row = (path: string) =>
  ({
    ...{ id: stableId('pbx', path), pbxId: newId(), path, format: formatNameOf(path), removedAt: null },
  }) as RecordingRow

/** What a listener gets. */
async function heard(path: string) {
  const { handle, sizeBytes, contentType, modifiedAt } = await sound.playable(row(path))
  const wave = await readWave(handle, sizeBytes)
  const bytes = Buffer.alloc(sizeBytes)
  await handle.read(bytes, 0, sizeBytes, 0)
  await handle.close()
  return { wave, bytes, contentType, modifiedAt }
}

describe('What browsers play', () => {
  it('is played as it is', async () => {
    const tone = waveOf(1)
    await writeFile(join(base, 'a.wav'), tone)
    expect((await heard('a.wav')).bytes.equals(tone)).toBe(true)
    for (const [path, contentType] of [
      ['a.mp3', 'audio/mpeg'],
      ['a.ogg', 'audio/ogg'],
    ] as const) {
      await writeFile(join(base, path), 'ID3 or OggS')
      expect(await heard(path)).toMatchObject({ contentType, bytes: Buffer.from('ID3 or OggS') })
    }
    expect(await readdir(derivedFolder)).toEqual([])
  })

  it('may be a file that is still being written', async () => {
    // Asterisk writes the length when it is done.
    const open = waveOf(1)
    open.writeUInt32LE(0, 40)
    await writeFile(join(base, 'abierta.wav'), open)
    await sound.demandPlayable(row('abierta.wav'))
    expect((await sound.waveform(row('abierta.wav'), 4)).durationSeconds).toBe(1)
    await appendFile(join(base, 'abierta.wav'), toneOf(1))
    expect((await heard('abierta.wav')).bytes).toHaveLength(44 + 32_000)
    expect((await sound.waveform(row('abierta.wav'), 4)).durationSeconds).toBe(2)
  })

  it('is no file whose inside is none', async () => {
    await writeFile(join(base, 'falsa.wav'), 'RIFF no es un WAVE de verdad')
    await writeFile(join(base, 'vacia.wav'), '')
    for (const path of ['falsa.wav', 'vacia.wav'])
      expect(await refusalOf(sound.playable(row(path))), path).toBe('RECORDING_UNREADABLE')
    // Whatever it is, it can be had as it is.
    const { handle, contentType } = await sound.original(row('falsa.wav'))
    expect([(await handle.readFile()).length, contentType]).toEqual([28, 'audio/wav'])
    await handle.close()
  })
})

describe.skipIf(!hasSox && !process.env.CI)(`What no browser plays${missing}`, () => {
  beforeAll(async () => {
    await writeFile(join(base, 'tono.wav'), waveOf(2, 0.5))
    const from = join(base, 'tono.wav')
    for (const [path, ...how] of [
      ['t.gsm'],
      ['t.WAV', '-t', 'wav', '-e', 'gsm-full-rate'],
      ['t.wav49', '-t', 'wav', '-e', 'gsm-full-rate'],
      ['gsm-dentro.wav', '-t', 'wav', '-e', 'gsm-full-rate'],
      ['ulaw-dentro.wav', '-t', 'wav', '-e', 'mu-law'],
      ['t.ulaw', '-t', 'ul'],
      ['t.alaw', '-t', 'al'],
      ['t.sln', '-t', 's16'],
      ['t.sln16', '-t', 's16', '-r', '16000'],
    ])
      await run('sox', [from, ...how, join(base, path!)])
  })

  it.each([
    ...['t.gsm', 't.WAV', 't.wav49', 'gsm-dentro.wav', 'ulaw-dentro.wav', 't.ulaw', 't.alaw', 't.sln'].map(
      (path) => [path, 8_000] as const,
    ),
    ['t.sln16', 16_000] as const,
  ])('%s becomes WAV with the same sound, once', async (path, sampleRate) => {
    const { wave, contentType, bytes } = await heard(path)
    expect(contentType).toBe('audio/wav')
    expect(wave).toMatchObject({ formatTag: 1, channels: 1, sampleRate, bitsPerSample: 16 })
    expect(isPlainPcm(wave!)).toBe(true)
    expect(secondsOfWave(wave!)).toBeCloseTo(2, 1)
    const { peaks, durationSeconds } = await sound.waveform(row(path), 20)
    expect(durationSeconds).toBeCloseTo(2, 1)
    for (const peak of peaks.slice(1, -1)) expect(Math.abs(peak - 0.5)).toBeLessThan(0.1)
    const [before] = await Promise.all(
      (await readdir(derivedFolder))
        .filter((name) => name.endsWith('.wav'))
        .map((name) => stat(join(derivedFolder, name))),
    )
    const again = await heard(path)
    expect(again.bytes.equals(bytes)).toBe(true)
    // So that a player which asks for the next part knows it for the same file.
    expect(again.modifiedAt).toEqual((await stat(join(base, path))).mtime)
    const files = (await readdir(derivedFolder)).filter((name) => name.endsWith('.wav'))
    expect(files).toHaveLength(1)
    expect((await stat(join(derivedFolder, files[0]!))).ino).toBe(before!.ino)
  })

  it('is decoded for a waveform also where browsers play it as it is', async () => {
    await run('sox', [join(base, 'tono.wav'), '-t', 'ogg', join(base, 't.ogg')])
    const { peaks, durationSeconds } = await sound.waveform(row('t.ogg'), 20)
    expect(durationSeconds).toBeCloseTo(2, 1)
    expect(Math.abs(peaks[10]! - 0.5)).toBeLessThan(0.1)
    expect((await heard('t.ogg')).contentType).toBe('audio/ogg')
  })

  it('is converted once for all who ask at the same time, and anew when it has grown', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => heard('t.gsm')))
    expect(new Set(all.map(({ bytes }) => bytes.length)).size).toBe(1)
    expect(await readdir(derivedFolder)).toHaveLength(1)
    const at = new Date(Date.now() - 60_000)
    await utimes(join(base, 't.gsm'), at, at)
    await heard('t.gsm')
    expect(await readdir(derivedFolder)).toHaveLength(2)
  })

  it('is told as unreadable when its inside is nothing, and leaves nothing half made', async () => {
    await writeFile(join(base, 'basura.WAV'), Buffer.alloc(5_000, 7))
    const failure = await sound.playable(row('basura.WAV')).catch((error) => error)
    expect(failure).toMatchObject({
      code: 'RECORDING_UNREADABLE',
      details: { answer: expect.stringMatching(/sox/) },
    })
    expect(await readdir(derivedFolder)).toEqual([])
  })

  it('can only be downloaded where neither sox nor ffmpeg is', async () => {
    sound = soundWith(new AudioConverter({ sox: 'no-such-sox', ffmpeg: 'no-such-ffmpeg' }))
    expect(await refusalOf(sound.demandPlayable(row('t.gsm')))).toBe('CONVERTER_MISSING')
    expect(await refusalOf(sound.playable(row('t.gsm')))).toBe('CONVERTER_MISSING')
    await sound.demandPlayable(row('tono.wav'))
    const { handle, contentType } = await sound.original(row('t.gsm'))
    await handle.close()
    expect(contentType).toBe('audio/gsm')
  })

  it('keeps no more than there is room for, and gives up what was asked for longest ago', async () => {
    derived = new DerivedFiles(derivedFolder, 80_000)
    sound = soundWith(converter)
    const at = new Date(Date.now() - 60_000)
    for (const path of ['t.gsm', 't.ulaw']) await heard(path)
    for (const name of await readdir(derivedFolder)) await utimes(join(derivedFolder, name), at, at)
    await heard('t.gsm')
    await heard('t.alaw')
    const names = (await readdir(derivedFolder)).map((name) => name.slice(0, 36))
    expect(names.sort()).toEqual([row('t.gsm').id, row('t.alaw').id].sort())
    await writeFile(join(derivedFolder, 'new-half-made'), 'x')
    await derived.start()
    expect(await readdir(derivedFolder)).not.toContain('new-half-made')
  })
})

describe('A waveform', () => {
  it('shows where it is loud', async () => {
    await writeFile(
      join(base, 'forma.wav'),
      waveAround(Buffer.concat([toneOf(1, 0), toneOf(1, 1), toneOf(2, 0.25)])),
    )
    const { peaks, durationSeconds } = await sound.waveform(row('forma.wav'), 4)
    expect(durationSeconds).toBe(4)
    expect(peaks).toEqual([0, expect.closeTo(1, 1), expect.closeTo(0.25, 1), expect.closeTo(0.25, 1)])
    expect((await sound.waveform(row('forma.wav'), 1_000)).peaks).toHaveLength(1_000)
    await writeFile(join(base, 'muda.wav'), waveAround(Buffer.alloc(0)))
    expect(await sound.waveform(row('muda.wav'), 3)).toEqual({ durationSeconds: 0, peaks: [0, 0, 0] })
  })

  it('of an hour holds nobody up', async () => {
    await writeFile(join(base, 'hora.wav'), waveAround(Buffer.alloc(3_600 * 16_000)))
    const turns = new Turns()
    await sound.waveform(row('hora.wav'), 200)
    // It is read in pieces of 64 kB, and others have their turn after each.
    expect(turns.stop()).toBeGreaterThan((3_600 * 16_000) / 65_536 / 2)
  })
})
