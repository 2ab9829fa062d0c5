import type { Clock } from '../../platform/clock.ts'
import type { Vault } from '../../platform/crypto.ts'
import type { Store } from '../../platform/store/store.ts'
import type { PbxService } from '../pbxs/pbx.service.ts'
import { DatabaseService } from './database.service.ts'
import { DatabaseStore } from './database.store.ts'

interface DatabaseModuleParts {
  readonly store: Store
  readonly vault: Vault
  readonly pbxs: PbxService
  readonly clock: Clock
}

/** The databases of PBXs, wired. */
export function makeDatabases({ store, vault, pbxs, clock }: DatabaseModuleParts) {
  const databases = new DatabaseService({ store: new DatabaseStore(store), vault, pbxs, clock })
  return { databases }
}
