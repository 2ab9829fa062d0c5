import { createHash, randomBytes } from 'node:crypto'
import { DomainError } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import { isId, newId } from '../../platform/ids.ts'
import { demandText } from '../../platform/input.ts'
import { ViewerCache } from '../../platform/viewer.cache.ts'
import { type Language, Viewer } from '../../platform/viewer.ts'
import type { DisplayLinkRow, DisplayStore } from './display.store.ts'
import { Display, DisplayLink, DisplayLinkCreated, type DisplayLinkCreateInput } from './display.types.ts'

/** Begins every token, so that it is known for what it is wherever it turns up. */
const TOKEN_PREFIX = 'screen_'
const MOST_LINKS = 500
const MOST_QUEUES = 1_000
const NEVER = new Date(8.64e15)
/** How exactly it is kept when a screen came in last. */
const SEEN_MS = 60_000

export interface DisplayParts {
  readonly store: DisplayStore
  readonly clock: Clock
  /** Whether a queue exists and is within the viewer's sight. */
  readonly seesQueue: (viewer: Viewer, queueId: string) => boolean
  readonly tenantOf: (viewer: Viewer) => Promise<{ language: Language; timeZone: string }>
  /** The screens that show a link now. */
  readonly screenCount: (linkId: string) => number
}

/** Whom a link stands for, and until when. */
interface KnownScreen {
  readonly userId: string
  readonly viewer: Viewer
  readonly expiresAt: Date
}

/** Screens on the wall: who may look at a board without signing in, until somebody says no. */
export class DisplayService {
  private readonly screens: ViewerCache<KnownScreen>
  private readonly listeners = new Set<(linkId: string) => void>()

  constructor(private readonly parts: DisplayParts) {
    this.screens = new ViewerCache((tokenHash) => this.load(tokenHash), parts.clock)
  }

  /** Whether a token is a display link's. */
  static isToken(token: string): boolean {
    return token.startsWith(TOKEN_PREFIX)
  }

  /** The links that are not revoked, oldest first; of who is confined to queues, those that show no others. */
  async list(viewer: Viewer): Promise<DisplayLink[]> {
    viewer.demandSupervision('dashboard')
    const rows = await this.parts.store.list(viewer.tenantId)
    return rows.filter((row) => isWithin(viewer, row)).map((row) => this.linkOf(row))
  }

  /**
   * Makes a link. Who is confined to some queues makes links that show these at most.
   * @throws DomainError REQUIRED, TOO_LONG, TOO_MANY, NOT_FOUND (a queue), EMPTY_PERIOD (an end that is past)
   */
  async create(viewer: Viewer, input: DisplayLinkCreateInput): Promise<DisplayLinkCreated> {
    viewer.demandSupervision('dashboard')
    const { store, clock, tenantOf } = this.parts
    const name = demandText(input.name, 120, ['input', 'name'])
    const queueIds = this.demandQueues(viewer, input.queueIds)
    const now = clock.now()
    if (input.expiresAt && input.expiresAt <= now)
      throw new DomainError('EMPTY_PERIOD', ['input', 'expiresAt'])
    if ((await store.list(viewer.tenantId)).length >= MOST_LINKS)
      throw new DomainError('TOO_MANY', [], { maximum: MOST_LINKS })
    const token = `${TOKEN_PREFIX}${randomBytes(32).toString('base64url')}`
    const row: DisplayLinkRow = {
      id: newId(),
      tenantId: viewer.tenantId,
      name,
      tokenHash: hashOf(token),
      queueIds,
      language: input.language ?? (await tenantOf(viewer)).language,
      createdBy: viewer.userId,
      createdAt: now,
      expiresAt: input.expiresAt ?? null,
      revokedAt: null,
      seenAt: null,
    }
    await store.insert(row)
    return Object.assign(new DisplayLinkCreated(), { link: this.linkOf(row), token })
  }

  /** Ends a link for good: the screens that show it go dark. @throws DomainError NOT_FOUND */
  async revoke(viewer: Viewer, id: string): Promise<DisplayLink> {
    viewer.demandSupervision('dashboard')
    const { store, clock } = this.parts
    const row = isId(id) ? await store.find(id) : undefined
    const revokedAt = clock.now()
    if (
      !row ||
      row.tenantId !== viewer.tenantId ||
      !isWithin(viewer, row) ||
      !(await store.revoke(id, revokedAt))
    )
      throw new DomainError('NOT_FOUND', ['id'])
    this.screens.forgetUser(id)
    for (const listener of this.listeners) listener(id)
    return this.linkOf({ ...row, revokedAt })
  }

  /** What a screen is, as it asks itself. @throws DomainError NOT_FOUND for who is no screen. */
  async own(viewer: Viewer): Promise<Display> {
    const row = viewer.displayLinkId && (await this.parts.store.find(viewer.displayLinkId))
    if (!row) throw new DomainError('NOT_FOUND')
    const { timeZone } = await this.parts.tenantOf(viewer)
    return Object.assign(new Display(), { id: row.id, name: row.name, language: row.language, timeZone })
  }

  /** Who a link's token stands for, and until when. @throws DomainError UNAUTHENTICATED */
  async authenticate(token: string): Promise<{ viewer: Viewer; expiresAt: Date }> {
    const screen = await this.screens.get(hashOf(token))
    if (!screen || screen.expiresAt <= this.parts.clock.now()) throw new DomainError('UNAUTHENTICATED')
    return screen
  }

  /** Calls `listener` when a link was revoked, so that its sockets are closed. @returns stops it. */
  onRevoked(listener: (linkId: string) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private async load(tokenHash: string): Promise<KnownScreen | undefined> {
    const { store, clock } = this.parts
    const row = await store.findByToken(tokenHash)
    if (!row || row.revokedAt) return undefined
    const now = clock.now()
    if (!row.seenAt || now.getTime() - row.seenAt.getTime() > SEEN_MS) await store.saw(row.id, now)
    return {
      userId: row.id,
      expiresAt: row.expiresAt ?? NEVER,
      viewer: new Viewer({
        userId: row.id,
        tenantId: row.tenantId,
        role: 'VIEWER',
        permissions: new Set(['dashboard']),
        queueIds: row.queueIds ? new Set(row.queueIds) : undefined,
        sessionId: row.id,
        displayLinkId: row.id,
      }),
    }
  }

  private demandQueues(viewer: Viewer, asked: readonly string[] | null | undefined): string[] | null {
    const path = ['input', 'queueIds']
    if (!asked) return viewer.queueIds ? [...viewer.queueIds] : null
    if (asked.length === 0) throw new DomainError('REQUIRED', path)
    if (asked.length > MOST_QUEUES) throw new DomainError('TOO_MANY', path, { maximum: MOST_QUEUES })
    if (!asked.every((id) => this.parts.seesQueue(viewer, id))) throw new DomainError('NOT_FOUND', path)
    return [...new Set(asked)]
  }

  private linkOf({ seenAt, ...row }: DisplayLinkRow): DisplayLink {
    const { id, name, queueIds, language, createdAt, expiresAt, revokedAt } = row
    const shown = { id, name, queueIds, language, createdAt, expiresAt, revokedAt, lastSeenAt: seenAt }
    return Object.assign(new DisplayLink(), { ...shown, screenCount: this.parts.screenCount(id) })
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

const isWithin = (viewer: Viewer, { queueIds }: DisplayLinkRow): boolean =>
  !viewer.queueIds || (queueIds?.every((id) => viewer.seesQueue(id)) ?? false)
