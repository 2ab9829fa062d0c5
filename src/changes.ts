import type { Api } from './api/server.ts'
import type { DemoShow } from './demo.ts'
import type { DisplayService } from './domains/displays/display.service.ts'
import type { FloorLines } from './domains/floor/floor.lines.ts'
import type { MappingService } from './domains/pbxs/mapping.service.ts'
import type { PbxRegistry } from './domains/pbxs/pbx.registry.ts'
import type { TenantService } from './domains/tenants/tenant.service.ts'
import type { SessionService } from './domains/users/session.service.ts'
import type { Log } from './platform/log.ts'

interface ChangeParts {
  readonly registry: PbxRegistry
  readonly lines: FloorLines
  readonly history: { forget(pbxId: string): Promise<void> }
  readonly show: DemoShow
  readonly sessions: SessionService
  readonly displays: DisplayService
  readonly tenants: TenantService
  readonly mappings: MappingService
  readonly api: Api
  readonly log: Log
}

/** What has to follow in one part when something is changed in another. */
export function followChanges(parts: ChangeParts): void {
  const { registry, lines, history, show, sessions, displays, tenants, mappings, api, log } = parts
  registry.onChanged(async (change) => {
    if (change.kind === 'removed') {
      lines.forget(change.pbx.id)
      await history.forget(change.pbx.id)
    }
    await show.changed(change)
  })
  // Whoever may do something else now, or nothing any more, has to come in anew.
  sessions.onChanged((userId) =>
    api.sockets.closeWhere((viewer) => viewer.userId === userId, 'Sign in again'),
  )
  displays.onRevoked((linkId) =>
    api.sockets.closeWhere((viewer) => viewer.displayLinkId === linkId, 'Revoked'),
  )
  // What a day came to is counted afresh when it begins at another hour.
  tenants.onDaysChanged((tenantId) => {
    registry
      .restartAllOf(tenantId)
      .catch((err) => log.error({ tenantId, err }, 'A day was not counted afresh'))
  })
  mappings.onChanged((pbxId) => {
    registry.restart(pbxId).catch((err) => log.error({ pbxId, err }, 'A link could not be opened anew'))
  })
}
