import {
  appendFile,
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecordingFolder } from '../../src/adapters/recordings/recording.folder.ts'
import { RecordingWalk } from '../../src/adapters/recordings/recording.walk.ts'
import type { RecordingLayout } from '../../src/platform/store/tables/recordings.ts'
import { run } from '../servers/child.process.ts'
import { refusalOf } from '../users/people.ts'
import { Turns } from './turns.ts'

let base: string
let root: string
let folder: RecordingFolder
const DAY_MS = 86_400_000

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'recordings-'))
  root = join(base, 'monitor')
  await mkdir(root)
  folder = new RecordingFolder(root)
})
afterEach(() => rm(base, { recursive: true, force: true }))

/** A file, written so many days ago. */
async function put(path: string, daysAgo = 0, text = 'sonido'): Promise<void> {
  const place = join(root, path)
  await mkdir(dirname(place), { recursive: true })
  await writeFile(place, text)
  const at = new Date(Date.now() - daysAgo * DAY_MS)
  await utimes(place, at, at)
}

/** A folder in which nothing has happened for so many days. */
const age = async (path: string, daysAgo: number) => {
  const at = new Date(Date.now() - daysAgo * DAY_MS)
  await utimes(join(root, path), at, at)
}

describe('A folder of recordings', () => {
  const heard = async (path: string) => {
    const { handle, sizeBytes } = await folder.open(path)
    try {
      expect(sizeBytes).toBeGreaterThan(0)
      return await handle.readFile('utf8')
    } finally {
      await handle.close()
    }
  }

  it('gives what lies in it, whatever its name looks like', async () => {
    for (const path of ['2026/03/01/a.wav', '…/．．/ñandú \u202E日本.wav', '-rf.wav', '%2e%2e.wav']) {
      await put(path, 0, path)
      expect(await heard(path)).toBe(path)
    }
  })

  it('gives nothing that lies elsewhere, however it is asked', async () => {
    await writeFile(join(base, 'ajeno.wav'), 'ajeno')
    await mkdir(join(base, 'monitor-2'))
    await writeFile(join(base, 'monitor-2', 'a.wav'), 'ajeno')
    await put('2026/propio.wav')
    await symlink(join(base, 'ajeno.wav'), join(root, 'enlace.wav'))
    await symlink(join(root, '2026/propio.wav'), join(root, 'dentro.wav'))
    await symlink(join(base, 'monitor-2'), join(root, 'carpeta'))
    await symlink('..', join(root, 'arriba'))
    await symlink('bucle.wav', join(root, 'bucle.wav'))
    await run('mkfifo', [join(root, 'tubo.wav')])
    for (const path of [
      ...['../ajeno.wav', 'enlace.wav', 'dentro.wav', 'carpeta/a.wav', 'arriba/ajeno.wav', 'bucle.wav'],
      ...['2026/../../ajeno.wav', join(base, 'ajeno.wav'), '/etc/passwd', '../monitor-2/a.wav', 'tubo.wav'],
      ...['2026', '.', '', '2026/propio.wav/x', '2026/propio.wav\0', 'a'.repeat(900), `${'é/'.repeat(450)}a`],
    ]) {
      expect(await refusalOf(folder.open(path)), path).toBe('RECORDING_GONE')
      expect(await folder.remove(path).catch(() => false), path).toBe(false)
    }
    expect(await heard('2026/propio.wav')).toBe('sonido')
    expect(
      await new RecordingFolder(base).open('ajeno.wav').then(({ handle }) => handle.close()),
    ).toBeUndefined()
  })

  it('gives nothing through a name that is exchanged for a link while it is opened', async () => {
    await writeFile(join(base, 'ajeno.wav'), 'ajeno')
    await mkdir(join(base, 'otra'))
    await writeFile(join(base, 'otra', 'a.wav'), 'ajeno')
    await put('dia/a.wav')
    await put('b.wav')
    await symlink(join(base, 'otra'), join(base, 'a-otra'))
    await symlink(join(base, 'ajeno.wav'), join(base, 'a-ajeno'))
    let isOver = false
    const exchange = async (name: string, link: string) => {
      for (let round = 0; !isOver; round++) {
        // Sometimes at once, sometimes after a while, so that it happens at every moment of an opening.
        for (let turn = 0; turn < round % 11; turn++) await new Promise(setImmediate)
        await rename(join(root, name), join(base, `${link}-fuera`))
        await rename(join(base, link), join(root, name))
        await rename(join(root, name), join(base, link))
        await rename(join(base, `${link}-fuera`), join(root, name))
      }
    }
    const exchanging = [exchange('dia', 'a-otra'), exchange('b.wav', 'a-ajeno')]
    const heardOf = { sonido: 0, nothing: 0 }
    try {
      for (let round = 0; round < 300 || Math.min(heardOf.sonido, heardOf.nothing) < 10; round++)
        for (const path of ['dia/a.wav', 'b.wav']) {
          const text = await heard(path).catch(({ code }) => code)
          expect(text).toMatch(/^(sonido|RECORDING_GONE)$/)
          heardOf[text === 'sonido' ? 'sonido' : 'nothing']++
        }
    } finally {
      isOver = true
      await Promise.all(exchanging)
    }
    expect(heardOf.sonido).toBeGreaterThan(0)
    expect(heardOf.nothing).toBeGreaterThan(0)
  })

  it('removes a file of its own and says when there is none', async () => {
    await put('2026/a.wav')
    expect(await folder.remove('2026/a.wav')).toBe(true)
    expect(await folder.remove('2026/a.wav')).toBe(false)
    expect(await folder.isEmpty()).toBe(false)
    await rm(join(root, '2026'), { recursive: true })
    expect(await folder.isEmpty()).toBe(true)
  })

  it('says what is the matter with it', async () => {
    await writeFile(join(base, 'archivo'), '')
    const problem = (place: string) => refusalOf(new RecordingFolder(place).demand())
    expect(await problem(join(base, 'nada'))).toBe('FOLDER_MISSING')
    expect(await problem(join(base, 'archivo'))).toBe('FOLDER_NOT_A_FOLDER')
    expect(await problem(join(base, 'archivo', 'dentro'))).toBe('FOLDER_NOT_A_FOLDER')
    expect(await problem(`/${'x'.repeat(300)}`)).toBe('FOLDER_UNAVAILABLE')
    expect(await refusalOf(new RecordingFolder(join(base, 'nada')).open('a.wav'))).toBe('FOLDER_MISSING')
    await folder.demand()
    // Somebody who may write beside it leads its name elsewhere.
    await mkdir(join(base, 'ajena'))
    await writeFile(join(base, 'ajena', 'a.wav'), 'ajeno')
    await rm(root, { recursive: true })
    await symlink(join(base, 'ajena'), root)
    expect(await refusalOf(folder.open('a.wav'))).toBe('FOLDER_MOVED')
    expect(await refusalOf(folder.remove('a.wav'))).toBe('FOLDER_MOVED')
    expect(await folder.find()).toBe(join(base, 'ajena'))
  })
})

describe('Looking through a folder', () => {
  const kept = new Set<string>()
  let asked: string[] = []
  beforeEach(() => {
    kept.clear()
    asked = []
  })

  const walkOf = (layout: RecordingLayout) => new RecordingWalk(folder, layout, () => new Date())
  /** What a look finds; it is kept from then on. */
  async function found(walk: RecordingWalk, isWhole = true): Promise<string[]> {
    const paths: string[] = []
    const news = async (some: readonly string[]) => {
      asked.push(...some)
      return some.filter((path) => !kept.has(path))
    }
    for await (const files of walk.look(isWhole, news)) paths.push(...files.map(({ path }) => path))
    for (const path of paths) kept.add(path)
    return paths.sort()
  }

  it('finds the recordings of an Issabel, and nothing else', async () => {
    for (const path of ['2025/12/31/a.wav', '2026/01/02/b.gsm', '2026/01/02/c.WAV', '2026/01/02/d.mp3'])
      await put(path, 30)
    for (const path of [
      'suelta.wav',
      '2026/e.wav',
      '2026/01/02/f.txt',
      '2026/01/02/g.wav.part',
      '2026/01/02/h/i.wav',
      'otros/01/02/j.wav',
    ])
      await put(path, 30)
    await symlink(join(root, '2026/01/02/b.gsm'), join(root, '2026/01/02/k.gsm'))
    await symlink(join(root, '2025'), join(root, '2024'))
    const walk = walkOf('DATED')
    expect(await found(walk)).toEqual([
      '2025/12/31/a.wav',
      '2026/01/02/b.gsm',
      '2026/01/02/c.WAV',
      '2026/01/02/d.mp3',
    ])
    expect(walk.fileCount).toBe(4)
    expect(await found(walkOf('FLAT'))).toEqual(['suelta.wav'])
    const rest = ['2026/01/02/h/i.wav', '2026/e.wav', 'otros/01/02/j.wav']
    expect(await found(walkOf('ANY'))).toEqual(expect.arrayContaining(rest))
    expect(kept.size).toBe(8)
  })

  it('reads again only what has changed', async () => {
    await put('2026/01/02/vieja.wav', 10)
    await put('2026/03/01/ayer.wav', 1)
    await age('2026/01/02', 10)
    await age('2026/03/01', 0.001)
    const walk = walkOf('DATED')
    expect(await found(walk)).toEqual(['2026/01/02/vieja.wav', '2026/03/01/ayer.wav'])
    expect(await found(walk)).toEqual([])
    asked = []
    await put('2026/03/01/nueva.wav')
    await put('2026/03/02/hoy.wav')
    expect(await found(walk, false)).toEqual(['2026/03/01/nueva.wav', '2026/03/02/hoy.wav'])
    // What is known was not even asked for.
    expect(asked).toEqual([])
    expect(walk.fileCount).toBe(4)
    await rm(join(root, '2026/03'), { recursive: true })
    expect(await found(walk, false)).toEqual([])
    expect(walk.fileCount).toBe(1)
  })

  it('of a folder without changes for days asks which are kept, and looks at the others alone', async () => {
    for (let each = 0; each < 450; each++) await put(`2026/01/02/${each}.wav`, 10)
    await age('2026/01/02', 10)
    for (let each = 0; each < 449; each++) kept.add(`2026/01/02/${each}.wav`)
    expect(await found(walkOf('DATED'))).toEqual(['2026/01/02/449.wav'])
    expect(asked).toHaveLength(450)
  })

  it('follows a file while it is recorded', async () => {
    await put('a.wav')
    const walk = walkOf('FLAT')
    expect(await found(walk)).toEqual(['a.wav'])
    await age('.', 0.001)
    await found(walk)
    expect(await found(walk, false)).toEqual([])
    await appendFile(join(root, 'a.wav'), 'más sonido')
    const [[file]] = [await lookOnce(walk)]
    expect(file).toMatchObject({ path: 'a.wav', sizeBytes: 17, isSettled: false })
    await age('a.wav', 0.01)
    expect((await lookOnce(walk))[0]).toMatchObject({ path: 'a.wav', isSettled: true })
    expect(await lookOnce(walk)).toEqual([])
    await truncate(join(root, 'a.wav'), 0)
    expect(await walk.see('a.wav')).toMatchObject({ sizeBytes: 0 })
    expect(await walk.see('b.wav')).toBeUndefined()
  })

  async function lookOnce(walk: RecordingWalk) {
    const all = []
    for await (const files of walk.look(false, async () => [])) all.push(...files)
    return all
  }

  it('holds nobody up over thousands of files', async () => {
    const many = 5_000
    await mkdir(join(root, '2026/03/01'), { recursive: true })
    await run('sh', [
      '-c',
      `cd "$1" && seq -f '%g.wav' ${many} | xargs touch`,
      'sh',
      join(root, '2026/03/01'),
    ])
    const turns = new Turns()
    const walk = walkOf('DATED')
    expect(await found(walk)).toHaveLength(many)
    // Sixteen files at once at most, and others have their turn after each.
    expect(turns.stop()).toBeGreaterThan(many / 16 / 2)
    expect(walk.fileCount).toBe(many)
  })
})
