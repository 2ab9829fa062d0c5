import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { PbxDatabaseAddress } from '../../adapters/pbx-database/database.address.ts'
import { isTableName } from '../../adapters/pbx-database/database.names.ts'
import { PbxDatabase } from '../../adapters/pbx-database/pbx.database.ts'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { SealBrokenError, type Vault } from '../../platform/crypto.ts'
import { isId, newId } from '../../platform/ids.ts'
import { demandText } from '../../platform/input.ts'
import type { Language, Viewer } from '../../platform/viewer.ts'
import { demandCredential, demandHost, demandPort } from '../pbxs/pbx.input.ts'
import type { PbxService } from '../pbxs/pbx.service.ts'
import { examine } from './database.examination.ts'
import type { DatabaseAccountRow, DatabaseStore } from './database.store.ts'
import { DatabaseAccount, type DatabaseAccountInput, type DatabaseTestReport } from './database.types.ts'

const USUAL_PORT = { MYSQL: 3306, POSTGRES: 5432 } as const
const MOST_ACCOUNTS = 100
/** A test answers within 10 s in all but the worst case. */
const TEST_LIMITS = { connectMs: 4_000, queryMs: 4_000 }
const TESTS_AT_ONCE = 8
const MOST_AUTHORITY = 20_000
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

export interface DatabaseParts {
  readonly store: DatabaseStore
  readonly vault: Vault
  readonly pbxs: PbxService
  readonly clock: Clock
}

/** The databases of PBXs: who may be signed in where, to read. */
export class DatabaseService {
  private tests = 0

  constructor(private readonly parts: DatabaseParts) {}

  /** @throws DomainError FORBIDDEN */
  async list(viewer: Viewer): Promise<DatabaseAccount[]> {
    viewer.demand('admin')
    return (await this.parts.store.list(viewer.tenantId)).map(accountOf)
  }

  /**
   * Makes a database known, or changes what is known of it. Another server, user or way there needs the password
   * again, because it would be sent there.
   * @throws DomainError FORBIDDEN, NOT_FOUND, SECRET_NEEDED, TOO_MANY, REQUIRED, TOO_LONG,
   * HOST_NAME_NEEDED, INVALID_*
   */
  async set(viewer: Viewer, id: string | undefined, input: DatabaseAccountInput): Promise<DatabaseAccount> {
    viewer.demandChange('admin')
    const { store, clock } = this.parts
    const before = id === undefined ? undefined : await this.find(viewer, id)
    await this.parts.pbxs.findOwn(viewer, input.pbxId, ['input', 'pbxId'])
    const address = addressOf(input)
    if (!before && (await store.list(viewer.tenantId)).length >= MOST_ACCOUNTS)
      throw new DomainError('TOO_MANY', [], { maximum: MOST_ACCOUNTS })
    const secret = this.secretFor(before, address, input.secret)
    const account = {
      id: before?.id ?? newId(),
      tenantId: viewer.tenantId,
      pbxId: input.pbxId,
      name: demandText(input.name, 120, ['input', 'name']),
      ...address,
      createdAt: before?.createdAt ?? clock.now(),
    }
    const row = { ...account, secretSealed: this.parts.vault.seal(placeOf(account), secret) }
    await (before ? store.update(row) : store.insert(row))
    return accountOf(row)
  }

  /** Forgets a database; what was read from it stays. @throws DomainError FORBIDDEN, NOT_FOUND */
  async remove(viewer: Viewer, id: string): Promise<DatabaseAccount> {
    viewer.demandChange('admin')
    const row = await this.find(viewer, id)
    await this.parts.store.delete(row.id)
    return accountOf(row)
  }

  /**
   * Signs in and looks for the tables that are known here.
   * @throws DomainError FORBIDDEN, NOT_FOUND, TOO_MANY_TESTS, SECRET_NEEDED, DATABASE_*
   */
  async test(viewer: Viewer, id: string, language: Language): Promise<DatabaseTestReport> {
    viewer.demandChange('admin')
    const row = await this.find(viewer, id)
    const { timeZone } = await this.parts.pbxs.findOwn(viewer, row.pbxId)
    if (this.tests >= TESTS_AT_ONCE) throw new DomainError('TOO_MANY_TESTS')
    this.tests++
    const database = new PbxDatabase(this.addressOf(row), TEST_LIMITS)
    try {
      return await examine(database, { timeZone, language, now: this.parts.clock.now() })
    } finally {
      this.tests--
      database.close()
    }
  }

  /** A database of the viewer's, for what is to be read from it. @throws DomainError FORBIDDEN, NOT_FOUND */
  async find(viewer: Viewer, id: string, path: readonly string[] = ['id']): Promise<DatabaseAccountRow> {
    viewer.demand('admin')
    const row = isId(id) ? await this.parts.store.find(id) : undefined
    if (!row || row.tenantId !== viewer.tenantId) throw new DomainError('NOT_FOUND', path)
    await this.parts.pbxs.findOwn(viewer, row.pbxId, path)
    return row
  }

  /**
   * A database to read from, for work that was allowed when it began; whoever opens it closes it.
   * @throws DomainError NOT_FOUND once it was removed, SECRET_NEEDED when its key is gone.
   */
  async open(id: string): Promise<PbxDatabase> {
    const row = await this.parts.store.find(id)
    if (!row) throw new DomainError('NOT_FOUND', ['accountId'])
    return new PbxDatabase(this.addressOf(row))
  }

  /** The PBX is gone: so is what was known of its databases. */
  async forgetAllOf(pbxId: string): Promise<void> {
    await this.parts.store.deleteAllOf(pbxId)
  }

  private secretFor(
    before: DatabaseAccountRow | undefined,
    address: AccountAddress,
    given: string | null | undefined,
  ): string {
    const path = ['input', 'secret']
    if (given != null) return demandCredential(given, path)
    if (!before) throw new DomainError('REQUIRED', path)
    const isSame = (['engine', 'host', 'port', 'username', 'encryption', 'authority'] as const).every(
      (name) => before[name] === address[name],
    )
    if (!isSame) throw new DomainError('DATABASE_SECRET_NEEDED', path)
    return this.secretOf(before)
  }

  private secretOf(row: DatabaseAccountRow): string {
    try {
      return this.parts.vault.open(placeOf(row), row.secretSealed)
    } catch (error) {
      if (error instanceof SealBrokenError)
        throw new DomainError('DATABASE_SECRET_NEEDED', ['input', 'secret'])
      throw error
    }
  }

  private addressOf(row: DatabaseAccountRow): PbxDatabaseAddress {
    const { engine, host, port, database, username, encryption, authority } = row
    const tls = encryption && { isVerified: encryption === 'VERIFIED', ...(authority && { authority }) }
    return { engine, host, port, database, username, secret: this.secretOf(row), ...(tls && { tls }) }
  }
}

type AccountAddress = Pick<
  DatabaseAccountRow,
  'engine' | 'host' | 'port' | 'database' | 'username' | 'encryption' | 'authority'
>

function addressOf(input: DatabaseAccountInput): AccountAddress {
  if (!isTableName(input.database)) throw new DomainError('INVALID_TABLE_NAME', ['input', 'database'])
  const host = demandHost(input.host, ['input', 'host'])
  // Of an address mysql2 does not compare what the certificate says.
  if (input.encryption === 'VERIFIED' && isIP(host))
    throw new DomainError('HOST_NAME_NEEDED', ['input', 'host'])
  return {
    engine: input.engine,
    host,
    port: demandPort(input.port ?? USUAL_PORT[input.engine], ['input', 'port']),
    database: input.database,
    username: demandCredential(input.username, ['input', 'username']),
    encryption: input.encryption ?? null,
    authority: demandAuthority(input),
  }
}

/** Only for who is verified by it. @throws DomainError TOO_LONG, INVALID_CERTIFICATE */
function demandAuthority({ encryption, authority }: DatabaseAccountInput): string | null {
  if (!authority || encryption !== 'VERIFIED') return null
  const path = ['input', 'authority']
  if (authority.length > MOST_AUTHORITY) throw new DomainError('TOO_LONG', path, { maximum: MOST_AUTHORITY })
  const certificates = authority.match(CERTIFICATE)
  try {
    if (!certificates) throw new Error('Nothing of a certificate')
    return certificates.map((pem) => new X509Certificate(pem).toString()).join('')
  } catch {
    throw new DomainError('INVALID_CERTIFICATE', path)
  }
}

const placeOf = ({ id, tenantId }: Pick<DatabaseAccountRow, 'id' | 'tenantId'>) => ({
  tenantId,
  table: 'database_accounts',
  column: 'secret',
  row: id,
})

function accountOf(row: DatabaseAccountRow): DatabaseAccount {
  const { tenantId: _, secretSealed: __, ...shown } = row
  return Object.assign(new DatabaseAccount(), shown)
}
