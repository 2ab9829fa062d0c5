import { DomainError } from '../../../errors.ts'
import { USUAL_FORMULA } from '../../../platform/service.level.ts'
import type { Viewer } from '../../../platform/viewer.ts'
import type { SettingsRow, SettingsStore } from './settings.store.ts'
import { ReportSettings, type ReportSettingsInput } from './settings.types.ts'

const USUAL = { ...USUAL_FORMULA, serviceLevelSeconds: null, internalDigits: 5, internalPrefixes: [] }
/** Kept where a tenant leaves the seconds to each queue. */
const AS_THE_PBX = 0
const MOST_PREFIXES = 50
const PREFIX = /^\+?[0-9*#]{1,20}$/

/** How tenants count. Kept in memory, because live counters ask for it at every change. */
export class SettingsService {
  private readonly known = new Map<string, ReportSettings>()
  private readonly listeners = new Set<(tenantId: string) => void>()

  constructor(private readonly settings: SettingsStore) {}

  /** Reads what was set before; until then everybody counts as usual. */
  async start(): Promise<void> {
    for (const row of await this.settings.all()) this.changed(row.id, settingsOf(row))
  }

  stop(): void {}

  /** How a tenant counts, for those who count. */
  of(tenantId: string): ReportSettings {
    return this.known.get(tenantId) ?? Object.assign(new ReportSettings(), USUAL)
  }

  /** Calls `listener` when a tenant counts otherwise from now on. */
  onChanged(listener: (tenantId: string) => void): void {
    this.listeners.add(listener)
  }

  own(viewer: Viewer): ReportSettings {
    viewer.demand('reports')
    return this.of(viewer.tenantId)
  }

  /** @throws DomainError FORBIDDEN, OUT_OF_RANGE, TOO_MANY, INVALID_NUMBER */
  async update(viewer: Viewer, input: ReportSettingsInput): Promise<ReportSettings> {
    viewer.demandChange('admin')
    const { formula, serviceLevelSeconds, shortAbandonSeconds, internalDigits, internalPrefixes } = input
    within(serviceLevelSeconds, 1, 3600, 'serviceLevelSeconds')
    within(shortAbandonSeconds, 0, 60, 'shortAbandonSeconds')
    within(internalDigits, 0, 10, 'internalDigits')
    checkPrefixes(internalPrefixes ?? [])
    const before = this.of(viewer.tenantId)
    const after = Object.assign(new ReportSettings(), before, {
      ...(formula != null && { formula }),
      ...(serviceLevelSeconds !== undefined && { serviceLevelSeconds }),
      ...(shortAbandonSeconds != null && { shortAbandonSeconds }),
      ...(internalDigits != null && { internalDigits }),
      ...(internalPrefixes != null && { internalPrefixes: [...internalPrefixes] }),
    })
    await this.settings.write({
      id: viewer.tenantId,
      ...after,
      serviceLevelSeconds: after.serviceLevelSeconds ?? AS_THE_PBX,
    })
    this.changed(viewer.tenantId, after)
    return after
  }

  private changed(tenantId: string, settings: ReportSettings): void {
    this.known.set(tenantId, settings)
    for (const listener of this.listeners) listener(tenantId)
  }
}

const settingsOf = ({ id: _, ...row }: SettingsRow): ReportSettings =>
  Object.assign(new ReportSettings(), row, { serviceLevelSeconds: row.serviceLevelSeconds || null })

function within(value: number | null | undefined, least: number, most: number, name: string): void {
  if (value != null && (value < least || value > most))
    throw new DomainError('OUT_OF_RANGE', ['input', name], { least, most })
}

function checkPrefixes(prefixes: readonly string[]): void {
  const path = ['input', 'internalPrefixes']
  if (prefixes.length > MOST_PREFIXES) throw new DomainError('TOO_MANY', path, { maximum: MOST_PREFIXES })
  prefixes.forEach((prefix, at) => {
    if (!PREFIX.test(prefix)) throw new DomainError('INVALID_NUMBER', [...path, String(at)])
  })
}
