import { fileURLToPath } from 'node:url'
import { lockFolder } from '../../src/platform/store/folder.lock.ts'
import type { ApiClient } from '../servers/api.client.ts'
import { run, waitUntil } from '../servers/child.process.ts'

const BUILD = fileURLToPath(new URL('../../web/build.mjs', import.meta.url))
const LOCK = fileURLToPath(new URL('../../node_modules/.cache/centralita/pages', import.meta.url))
const BUILD_MS = 120_000

/** Builds the pages unless nothing has changed; other test files wait for it. */
export async function buildPages(): Promise<void> {
  const tryLock = () => {
    try {
      return lockFolder(LOCK)
    } catch {
      return undefined
    }
  }
  const unlock = await waitUntil(tryLock, BUILD_MS, () => 'Another test file is still building the pages')
  try {
    await run(process.execPath, [BUILD], BUILD_MS)
  } finally {
    unlock()
  }
}

/** What the browser of somebody who has signed in keeps. */
export const signedIn = ({ token, refreshToken }: ApiClient) => ({
  'centralita.tokens': JSON.stringify({
    accessToken: token,
    refreshToken,
    expiresAt: Date.now() + 10 * 60_000,
  }),
})

/** An address for a screen on the wall: its token, and the id to revoke it by. */
export async function makeDisplayLink(
  admin: ApiClient,
  input: { name: string; language?: 'ES' | 'EN'; expiresAt?: string; queueIds?: string[] },
): Promise<{ token: string; id: string }> {
  const { created } = await admin.mutate(
    `mutation ($input: DisplayLinkCreateInput!) {
      displayLinkCreate(input: $input) { created { token link { id } } errors { code path message } }
    }`,
    { input },
  )
  return { token: created.token, id: created.link.id }
}
