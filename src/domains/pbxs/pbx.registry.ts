import { DomainError } from '../../errors.ts'
import { SealBrokenError, type Vault } from '../../platform/crypto.ts'
import type { Store } from '../../platform/store/store.ts'
import { type PbxRow, PbxStore } from './pbx.store.ts'
import type { PbxStatus } from './pbx.types.ts'

/** A registered PBX without its secret. */
export type PbxAccount = Omit<PbxRow, 'secretSealed'>

/** The live links, kept by the one owner of each PBX. */
export interface PbxLines {
  /** Opens and keeps a link, instead of the one there may be. Returns at once. */
  open(pbx: PbxAccount, secret: string): void
  /** Ends a link and what it fed; resolves within seconds, when it is over. */
  close(pbxId: string): Promise<void>
  /** How a link stands; of a PBX that was never opened, `OFF`. */
  status(pbxId: string): PbxStatus
}

export interface PbxChange {
  readonly kind: 'registered' | 'updated' | 'removed'
  readonly pbx: PbxAccount
}
type Listener = (change: PbxChange) => void | Promise<void>

/** The registered PBXs with their sealed secrets, each joined to its link: what is wanted is opened. */
export class PbxRegistry {
  readonly pbxs: PbxStore
  private readonly listeners = new Set<Listener>()
  private readonly opened = new Set<string>()
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    store: Store,
    private readonly vault: Vault,
    private readonly lines: PbxLines,
  ) {
    this.pbxs = new PbxStore(store)
  }

  /**
   * Opens the links that are wanted, and seals anew what a key rotation left behind.
   * @returns those whose secret does not open, because their key is gone: they need it again.
   */
  async start(): Promise<PbxAccount[]> {
    const unreadable: PbxAccount[] = []
    for (const row of await this.pbxs.all()) {
      const account = accountOf(row)
      try {
        const secret = this.secretOf(row)
        if (!this.vault.isSealedWithCurrentKey(row.secretSealed))
          await this.pbxs.update(row.id, { secretSealed: this.sealed(account, secret) })
        if (row.enabled) this.open(account, secret)
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'SECRET_NEEDED') throw error
        unreadable.push(account)
      }
    }
    return unreadable
  }

  /** Ends all links. Needs no database. */
  async stop(): Promise<void> {
    await this.turn
    await Promise.all([...this.opened].map((id) => this.lines.close(id)))
    this.opened.clear()
  }

  /**
   * Changes come one after the other, so that a link is never opened twice or left open. Not to be called from
   * within a change.
   */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work)
    this.turn = result.catch(() => {})
    return result
  }

  async add(account: PbxAccount, secret: string): Promise<PbxRow> {
    const row = { ...account, secretSealed: this.sealed(account, secret) }
    await this.pbxs.insert(row)
    await this.tell({ kind: 'registered', pbx: account })
    return row
  }

  async change(account: PbxAccount, secret: string): Promise<PbxRow> {
    const row = { ...account, secretSealed: this.sealed(account, secret) }
    const { id, ...set } = row
    await this.pbxs.update(id, set)
    await this.tell({ kind: 'updated', pbx: account })
    return row
  }

  async remove(row: PbxRow): Promise<void> {
    await this.close(row.id)
    await this.pbxs.delete(row.id)
    await this.tell({ kind: 'removed', pbx: accountOf(row) })
  }

  open(account: PbxAccount, secret: string): void {
    this.opened.add(account.id)
    this.lines.open(account, secret)
  }

  async close(id: string): Promise<void> {
    await this.lines.close(id)
    this.opened.delete(id)
  }

  /** Opens a link anew, so that all it feeds is looked at afresh; nothing when it is not wanted. */
  async restart(id: string): Promise<void> {
    await this.inTurn(async () => {
      const row = await this.pbxs.find(id)
      if (!row?.enabled) return
      await this.close(id)
      this.open(accountOf(row), this.secretOf(row))
    })
  }

  /** The same for all that show something to a tenant. */
  async restartAllOf(tenantId: string): Promise<void> {
    for (const row of await this.pbxs.all())
      if (row.tenantId === tenantId || row.tenantId === null) await this.restart(row.id)
  }

  status(id: string): PbxStatus {
    return this.lines.status(id)
  }

  /** @throws DomainError SECRET_NEEDED when the key it was sealed with is gone. */
  secretOf({ id, tenantId, secretSealed }: PbxRow): string {
    try {
      return this.vault.open(placeOf(id, tenantId), secretSealed)
    } catch (error) {
      throw error instanceof SealBrokenError ? new DomainError('SECRET_NEEDED', ['input', 'secret']) : error
    }
  }

  /**
   * Calls `listener` at each change and waits for it: before a link is opened, after one has ended.
   * @returns stops it.
   */
  onChanged(listener: Listener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private async tell(change: PbxChange): Promise<void> {
    for (const listener of this.listeners) await listener(change)
  }

  private sealed({ id, tenantId }: PbxAccount, secret: string): string {
    return this.vault.seal(placeOf(id, tenantId), secret)
  }
}

export function accountOf(row: PbxRow): PbxAccount {
  const { secretSealed: _, ...account } = row
  return account
}

const placeOf = (row: string, tenantId: string | null) => ({ tenantId, table: 'pbxs', column: 'secret', row })
