import { expect, it } from 'vitest'
import { isPath, pathFromReport } from '../../src/adapters/recordings/recording.folder.ts'
import { formatNameOf } from '../../src/adapters/recordings/recording.format.ts'
import { readRecordingName } from '../../src/adapters/recordings/recording.name.ts'
import { dispositionOf, readRange } from '../../src/api/file.answer.ts'
import { instantOfLocal } from '../../src/platform/local.day.ts'

const UID = '1772373909.41'
const AT = new Date(1_772_373_909_000)

it.each([
  // FreePBX and Issabel
  [
    `2026/03/01/q-500-0981555123-20260301-110509-${UID}.wav`,
    { queue: '500', uniqueids: [UID], startedAt: AT },
  ],
  [`in-0215550101-0981555123-20260301-110509-${UID}.wav`, { uniqueids: [UID], queue: undefined }],
  [`out-0981555123-201-20260301-110509-${UID}.WAV`, { extension: '201', uniqueids: [UID] }],
  [`exten-201-0981555123-20260301-110509-${UID}.gsm`, { extension: '201', localTime: '2026-03-01T11:05:09' }],
  [
    `internal-201-202-20260301-110509-pbx-norte-${UID}.wav`,
    { uniqueids: [`pbx-norte-${UID}`], startedAt: AT },
  ],
  [`q-soporte-nivel-2-0981555123-20260301-110509-${UID}.wav`, { queue: 'soporte-nivel-2' }],
  [`q-ventas--20260301-110509-${UID}.wav`, { queue: 'ventas' }],
  // Elastix
  [`q500-20260301-110509-${UID}.wav`, { queue: '500', uniqueids: [UID] }],
  [`OUT201-20260301-110509-${UID}.wav`, { extension: '201' }],
  ['20260301-110509.wav', { uniqueids: [], startedAt: undefined, localTime: '2026-03-01T11:05:09' }],
  // Plain Asterisk
  [`${UID}.wav`, { uniqueids: [UID], startedAt: AT, queue: undefined, extension: undefined }],
  [`pbx1-${UID}.wav`, { uniqueids: [UID, `pbx1-${UID}`] }],
  [`${UID}-in.wav`, { uniqueids: [UID] }],
  [`q-ventas-0981555123-${UID}.wav`, { queue: 'ventas', uniqueids: [UID, `q-ventas-0981555123-${UID}`] }],
  ['centralita-0b7e7a52-8d39-4d09-a1f5-6f3c27f6c3ce.wav', { uniqueids: [], startedAt: undefined }],
  ['auto-1772373909-201-202.wav', { uniqueids: [] }],
  ['..wav', { uniqueids: [], queue: undefined }],
])('%s tells what it is of', (path, expected) => {
  expect(readRecordingName(path)).toMatchObject(expected)
})

it('knows recordings by how their names end', () => {
  expect(['a.wav', 'a.WAV', 'a.sln16', 'b/c.mp3'].map(formatNameOf)).toEqual(['wav', 'WAV', 'sln16', 'mp3'])
  for (const path of ['a.txt', 'wav', '.wav', 'b/.wav', 'a.wav.tmp', 'a.', 'a.constructor', 'a.Mp3'])
    expect(formatNameOf(path), path).toBeUndefined()
})

it('takes for a path within the folder what leads nowhere else', () => {
  for (const path of [
    'a.wav',
    '2026/03/01/ñandú – 日本.wav',
    '…/a.wav',
    '．．/a.wav',
    'a..b/..c',
    '%2e%2e/a.wav',
  ])
    expect(isPath(path), path).toBe(true)
  for (const path of [
    '',
    '.',
    '..',
    '../a',
    'a/../b',
    'a//b',
    '/a',
    'a/',
    'a\0.wav',
    'a\nb',
    'a/./b',
    '\ufffd.wav',
  ])
    expect(isPath(path), path).toBe(false)
  expect(isPath('a'.repeat(1_001))).toBe(false)
})

it.each([
  ['/var/spool/asterisk/monitor/2026/a.wav', '2026/a.wav'],
  ['/var/spool/asterisk/monitor//2026///a.wav', '2026/a.wav'],
  ['centralita-1.wav', 'centralita-1.wav'],
  ['/var/spool/asterisk/monitor-old/a.wav', undefined],
  ['/var/spool/asterisk/monitor/../voicemail/a.wav', undefined],
  ['/var/spool/asterisk/monitor', undefined],
  ['/etc/passwd', undefined],
  ['../../etc/passwd', undefined],
  ['', undefined],
])('%s, as the PBX reports it, lies in the folder or nowhere', (reported, path) => {
  expect(pathFromReport('/var/spool/asterisk/monitor/', reported)).toBe(path)
})

it.each<readonly [string, ReturnType<typeof readRange>]>([
  ['bytes=0-', { first: 0, last: 99 }],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=10-19', { first: 10, last: 19 }],
  ['bytes=90-500', { first: 90, last: 99 }],
  ['bytes=99-', { first: 99, last: 99 }],
  ['bytes=-1', { first: 99, last: 99 }],
  ['bytes=-500', { first: 0, last: 99 }],
  ['BYTES=5-9', { first: 5, last: 9 }],
  ['bytes=100-', 'UNSATISFIABLE'],
  ['bytes=999999999999999-', 'UNSATISFIABLE'],
  ['bytes=-0', 'UNSATISFIABLE'],
  // What is no range of one part is answered with the whole.
  ...[
    'bytes=9-5',
    'bytes=-',
    'bytes=',
    'bytes=a-b',
    'bytes=0-1,5-6',
    'items=0-5',
    '0-5',
    'bytes=1.5-2',
    '',
  ].map((header) => [header, undefined] as const),
  ['bytes=99999999999999999999-', undefined],
])('Range: %s of 100 bytes', (header, range) => {
  expect(readRange(header, 100)).toEqual(range)
})

it('of an empty file no part is there', () => {
  expect([readRange('bytes=0-', 0), readRange('bytes=-5', 0), readRange(undefined, 0)]).toEqual([
    'UNSATISFIABLE',
    'UNSATISFIABLE',
    undefined,
  ])
})

it('no name of a file breaks the header or is taken for another', () => {
  expect(dispositionOf(undefined)).toBe('inline')
  expect(dispositionOf('q-500-1.wav')).toBe(
    `attachment; filename="q-500-1.wav"; filename*=UTF-8''q-500-1.wav`,
  )
  expect(dispositionOf('ñandú "x".wav')).toBe(
    `attachment; filename="_and_ _x_.wav"; filename*=UTF-8''%C3%B1and%C3%BA%20%22x%22.wav`,
  )
  expect(dispositionOf('a\r\nset-cookie: x\u202Egpj.wav')).toBe(
    `attachment; filename="a__set-cookie_ x_gpj.wav"; filename*=UTF-8''a__set-cookie%3A%20x_gpj.wav`,
  )
  expect(dispositionOf("../a'b(c).wav")).toContain(`filename*=UTF-8''.._a%27b%28c%29.wav`)
  expect(dispositionOf('\ud800'.repeat(3))).toContain('"___"')
  expect(dispositionOf('😀'.repeat(300)).length).toBeLessThan(3_000)
})

it('a local time is an instant, also where clocks change', () => {
  const utc = (local: string, zone: string) => instantOfLocal(local, zone)?.toISOString()
  expect(utc('2026-03-01T11:05:09', 'America/Asuncion')).toBe('2026-03-01T14:05:09.000Z')
  expect(utc('2026-07-01T12:00:00', 'America/Santiago')).toBe('2026-07-01T16:00:00.000Z')
  // 01:30 comes twice in New York on 1 November 2026, and 02:30 not at all on 8 March.
  expect(utc('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
  expect(utc('2026-03-08T02:30:00', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
  expect(utc('2026-13-01T00:00:00', 'UTC')).toBeUndefined()
})
