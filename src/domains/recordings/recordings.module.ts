import { join } from 'node:path'
import { AudioConverter } from '../../adapters/recordings/audio.converter.ts'
import { DerivedFiles } from '../../adapters/recordings/derived.files.ts'
import { addressOf } from '../../api/callers.ts'
import type { RouteHandler } from '../../api/server.ts'
import type { Config } from '../../config.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Vault } from '../../platform/crypto.ts'
import type { Log } from '../../platform/log.ts'
import type { Module } from '../../platform/module.ts'
import { SignedLinks } from '../../platform/signed.link.ts'
import type { Store } from '../../platform/store/store.ts'
import type { Viewer } from '../../platform/viewer.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { CallService } from '../calls/call.service.ts'
import type { PbxService } from '../pbxs/pbx.service.ts'
import { FolderKeeper, type FolderKeeperParts } from './folders/folder.keeper.ts'
import { RecordingFolderService } from './folders/folder.service.ts'
import { RecordingFolderStore } from './folders/folder.store.ts'
import { RecordedCallStore } from './recording.calls.store.ts'
import { RecordingRegistrar, type RegistrarParts } from './recording.registrar.ts'
import { RecordingRoute } from './recording.route.ts'
import { RecordingService } from './recording.service.ts'
import { RecordingSound } from './recording.sound.ts'
import { RecordingStore } from './recording.store.ts'
import { RetentionKeeper } from './retention/retention.keeper.ts'
import { RetentionService } from './retention/retention.service.ts'
import { RetentionStore } from './retention/retention.store.ts'

/** How much room what was made of recordings may take. */
const DERIVED_BYTES = 1024 * 1024 * 1024

export interface RecordingsParts {
  readonly config: Config
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly log: Log
  readonly audit: AuditService
  readonly calls: CallService
  readonly pbxs: PbxService
  readonly pbxOf: FolderKeeperParts['pbxOf']
  readonly ownerOf: RegistrarParts['ownerOf']
  readonly knowsAgent: RegistrarParts['knowsAgent']
  readonly seesQueue: (viewer: Viewer, queueId: string) => boolean
  readonly slugOf: (viewer: Viewer) => Promise<string>
}

export interface Recordings extends Module {
  readonly recordings: RecordingService
  readonly folders: RecordingFolderService
  readonly retention: RetentionService
  readonly retentionKeeper: RetentionKeeper
  readonly routes: Map<string, RouteHandler>
}

/** The recordings, put together: folders that are looked through, links, and how long all is kept. */
export function makeRecordings(parts: RecordingsParts): Recordings {
  const { config, store, clock, log, audit, calls, seesQueue } = parts
  const recordingStore = new RecordingStore(store)
  const folderStore = new RecordingFolderStore(store)
  const rules = new RetentionStore(store)
  const keeper = new FolderKeeper({
    ...{ store: folderStore, pbxOf: parts.pbxOf, clock },
    registrar: new RecordingRegistrar({
      ...{ recordings: recordingStore, calls: new RecordedCallStore(store), clock },
      ...{ ownerOf: parts.ownerOf, knowsAgent: parts.knowsAgent },
    }),
    onFault: (pbxId, err) => log.error({ pbxId, err }, 'A fault while looking for recordings was survived'),
  })
  const converter = new AudioConverter()
  const derived = new DerivedFiles(join(config.dataFolder, 'derived'), DERIVED_BYTES)
  const removeFile = (row: { pbxId: string; path: string }) => keeper.removeFile(row)
  const recordings = new RecordingService({
    ...{ store: recordingStore, clock, removeFile, links: new SignedLinks(parts.vault, clock) },
    sound: new RecordingSound((pbxId) => keeper.folderOf(pbxId), converter, derived),
  })
  const folders = new RecordingFolderService({
    ...{ store: folderStore, keeper, pbxs: parts.pbxs, clock },
    ...{ dataFolder: config.dataFolder, tenantsFolder: config.recordingsFolder, slugOf: parts.slugOf },
  })
  const retentionKeeper = new RetentionKeeper({
    ...{ rules, recordings: recordingStore, audit, clock, removeFile },
    onFault: (tenantId, err) => log.warn({ tenantId, err }, 'Recordings could not be removed by their rule'),
  })
  const route = new RecordingRoute({
    ...{ recordings, audit, languageDefault: config.language },
    addressOf: (request) => addressOf(request, config.trustsProxy),
  })
  let ended: AsyncIterableIterator<{ call: { pbxId: string } }> | undefined
  return {
    ...{ recordings, folders, retentionKeeper, routes: route.routes },
    retention: new RetentionService({ store: rules, clock, seesQueue }),
    async start() {
      await derived.start()
      await keeper.start()
      retentionKeeper.start()
      ended = calls.facts.watch(({ event }) => event.kind === 'ENDED')
      wakeAtEnds(ended, keeper).catch((err) => log.error({ err }, 'Ends of calls are heard of no more'))
    },
    async stop() {
      await ended?.return?.()
      await Promise.all([keeper.stop(), retentionKeeper.stop()])
      converter.stop()
      await derived.stop()
    },
  }
}

/** What was recorded of a call is looked for as soon as it has ended. */
async function wakeAtEnds(ended: AsyncIterableIterator<{ call: { pbxId: string } }>, keeper: FolderKeeper) {
  for await (const { call } of ended) keeper.wake(call.pbxId)
}
