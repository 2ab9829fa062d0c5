import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const shared = '/usr/share/asterisk'
const emptyFiles = ['acl', 'ccss', 'cli', 'codecs', 'dsp', 'http', 'pjproject', 'queuerules']
const alsoEmpty = [
  'sorcery',
  'stasis',
  'udptl',
  'users',
  'cel',
  'cli_aliases',
  'manager.d',
  'bridge_features',
]

/** Where the distribution put Asterisk's modules, or undefined. */
export async function findModules(): Promise<string | undefined> {
  const folders = ['/usr/lib/asterisk/modules', '/usr/lib64/asterisk/modules']
  for (const entry of await readdir('/usr/lib')) folders.push(`/usr/lib/${entry}/asterisk/modules`)
  return folders.find((folder) => existsSync(join(folder, 'app_queue.so')))
}

/** MariaDB's driver for ODBC, by which Asterisk writes into a database; or undefined. */
export function findOdbcDriver(): string | undefined {
  const drivers = readdirSync('/usr/lib').map((entry) => `/usr/lib/${entry}/odbc/libmaodbc.so`)
  return drivers.find((driver) => existsSync(driver))
}

/** Makes the private folder in which one Asterisk keeps everything: configuration, state, logs and sounds. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'asterisk-'))
  const parts = ['etc', 'run', 'log/cdr-csv', 'spool/monitor', 'spool/outgoing', 'spool/tmp', 'db', 'sipp']
  for (const part of [...parts, 'data/moh', 'data/sounds/test', 'data/agi-bin', 'data/keys'])
    await mkdir(join(folder, part), { recursive: true })
  if (existsSync(`${shared}/documentation`))
    await symlink(`${shared}/documentation`, join(folder, 'data/documentation'))
  if (existsSync(`${shared}/sounds/en`)) await symlink(`${shared}/sounds/en`, join(folder, 'data/sounds/en'))
  await writeFile(join(folder, 'data/sounds/test/voice.wav'), tone(300, 2))
  await writeFile(join(folder, 'data/moh/music.wav'), tone(440, 5))
  return folder
}

/** Writes `etc/` of the folder from the templates beside this file; `@NAME@` becomes `values.NAME`. */
export async function renderConfiguration(
  folder: string,
  values: Record<string, string | number>,
): Promise<void> {
  for (const name of [...emptyFiles, ...alsoEmpty]) await writeFile(join(folder, 'etc', `${name}.conf`), '')
  for (const name of await readdir(join(here, 'etc'))) {
    const template = await readFile(join(here, 'etc', name), 'utf8')
    const text = template.replace(/@([A-Z_]+)@/g, (_, key: string) => {
      if (!(key in values)) throw new Error(`etc/${name} wants @${key}@, which nobody gives`)
      return String(values[key])
    })
    await writeFile(join(folder, 'etc', name), text)
  }
}

/** A quiet sine as a WAV file of 8 kHz, 16 bits, mono. */
function tone(hertz: number, seconds: number): Buffer {
  const samples = 8000 * seconds
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF')
  wav.writeUInt32LE(36 + samples * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20) // PCM
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(8000, 24)
  wav.writeUInt32LE(16_000, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples * 2, 40)
  for (let i = 0; i < samples; i++)
    wav.writeInt16LE(Math.round(3000 * Math.sin((2 * Math.PI * hertz * i) / 8000)), 44 + i * 2)
  return wav
}
