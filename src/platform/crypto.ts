import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A key by its name, 32 random bytes. The first of a list is the current one, the last the oldest. */
export interface VaultKey {
  readonly id: string
  readonly bytes: Buffer
}

/** Where a sealed value stands. What was sealed for one place does not open in another. */
export interface Place {
  readonly tenantId: string | null
  readonly table: string
  readonly column: string
  readonly row: string
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_FILE = 'vault.keys'

/** A sealed value that was altered, stands in another row than its own, or lacks its key. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError'
}

/**
 * Seals secrets at rest: AES-256-GCM under a named key, a random nonce each time, the place bound as
 * associated data. A sealed value reads `v1.<key id>.<nonce, ciphertext and tag in base64url>`.
 */
export class Vault {
  private readonly byId: ReadonlyMap<string, VaultKey>
  private readonly current: VaultKey

  constructor(readonly keys: readonly VaultKey[]) {
    const [current] = keys
    if (!current) throw new Error('A vault needs at least one key.')
    this.current = current
    this.byId = new Map(keys.map((key) => [key.id, key]))
  }

  seal(place: Place, plain: string): string {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.current.bytes, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(associated(place, this.current.id))
    const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `v1.${this.current.id}.${body.toString('base64url')}`
  }

  /** @throws SealBrokenError when `sealed` was not sealed for `place` by one of the keys. */
  open(place: Place, sealed: string): string {
    const [version, keyId = '', encoded = ''] = sealed.split('.')
    const key = this.byId.get(keyId)
    const body = Buffer.from(encoded, 'base64url')
    if (version !== 'v1' || body.length < NONCE_BYTES + TAG_BYTES)
      throw new SealBrokenError('Not a sealed value.')
    if (!key) throw new SealBrokenError(`Sealed with key ${keyId}, which is not among the keys.`)
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, body.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(associated(place, key.id))
    decipher.setAuthTag(body.subarray(-TAG_BYTES))
    try {
      const plain = decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES))
      return Buffer.concat([plain, decipher.final()]).toString('utf8')
    } catch {
      throw new SealBrokenError(`Does not open as ${place.table}.${place.column}.`)
    }
  }

  /** False when a rotation has left `sealed` behind: seal it again. */
  isSealedWithCurrentKey(sealed: string): boolean {
    return sealed.split('.')[1] === this.current.id
  }

  /** Keys for one other purpose (signing tokens), current first, so that they rotate with the vault's. */
  derive(purpose: string): VaultKey[] {
    return this.keys.map(({ id, bytes }) => ({
      id,
      bytes: Buffer.from(hkdfSync('sha256', bytes, '', `centralita ${purpose}`, KEY_BYTES)),
    }))
  }
}

export interface KeySource {
  /** Keeps the key file; made when it is missing. */
  folder: string
  /** `id:base64` entries separated by commas, current first; used instead of the file when given. */
  fromEnvironment?: string | undefined
}

/**
 * The vault's keys. On first start a key file that only its owner may read is made.
 * @throws Error when the environment or the file holds something that is no key.
 */
export async function loadKeys({ folder, fromEnvironment }: KeySource): Promise<VaultKey[]> {
  if (fromEnvironment) return parseKeys(fromEnvironment.split(','), 'the environment')
  const file = join(folder, KEY_FILE)
  await mkdir(folder, { recursive: true })
  const text = await readFile(file, 'utf8').catch(ifMissing)
  if (text !== undefined) {
    await chmod(file, 0o600).catch(() => {})
    return parseKeys(text.split('\n'), file)
  }
  const draft = await writeDraft(file, [newKey()])
  // `link` fails when the name is taken, so of two first starts at once both use the key of the first.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  return parseKeys((await readFile(file, 'utf8')).split('\n'), file)
}

/** Puts a new key before the others in the key file; what the older ones sealed still opens. */
export async function rotateKeys(folder: string): Promise<VaultKey[]> {
  const keys = [newKey(), ...(await loadKeys({ folder }))]
  const file = join(folder, KEY_FILE)
  await rename(await writeDraft(file, keys), file)
  return keys
}

/** HMAC-SHA256 in base64url over parts that cannot run into each other. */
export function macOf(key: VaultKey, ...parts: readonly string[]): string {
  const mac = createHmac('sha256', key.bytes)
  for (const part of parts) mac.update(`${part.length}:${part}`)
  return mac.digest('base64url')
}

/** Compares in a time that tells nothing about where the two differ. */
export function equalsInConstantTime(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

const newKey = (): VaultKey => ({
  id: `k${Date.now().toString(36)}${randomBytes(2).toString('hex')}`,
  bytes: randomBytes(KEY_BYTES),
})

const associated = ({ tenantId, table, column, row }: Place, keyId: string) =>
  Buffer.from(JSON.stringify(['v1', keyId, tenantId, table, column, row]))

async function writeDraft(file: string, keys: readonly VaultKey[]): Promise<string> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(keys.map(({ id, bytes }) => `${id}:${bytes.toString('base64')}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
  return draft
}

function parseKeys(lines: readonly string[], origin: string): VaultKey[] {
  const keys = lines
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [id = '', encoded = ''] = line.split(':')
      const bytes = Buffer.from(encoded, 'base64')
      // Never quote the line: it may be a key with a typing error.
      if (!/^[A-Za-z0-9_-]{1,32}$/.test(id) || bytes.length !== KEY_BYTES)
        throw new Error(`A key in ${origin} is not "name:32 bytes in base64".`)
      return { id, bytes }
    })
  if (!keys.length) throw new Error(`There is no key in ${origin}.`)
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    throw new Error(`Two keys in ${origin} have one name.`)
  return keys
}

const ifMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error
}
