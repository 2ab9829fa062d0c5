import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest'
import { Chromium, chromiumAvailable } from './chromium.ts'
import type { Visit, VisitOptions } from './visit.ts'

/** Opens an address; the window is closed with the story, which fails on any fault that it did not expect. */
export type OpenVisit = (url: string, options?: VisitOptions) => Promise<Visit>

/**
 * Stories told in one real Chromium. Where it, or what else is needed, is missing they are skipped, and their name
 * says why; under CI they fail. No story may ask anything of another host.
 */
export function describeInChromium(
  name: string,
  stories: (visit: OpenVisit) => void,
  ...needed: readonly { available: boolean; reason: string }[]
): void {
  const missing = [chromiumAvailable(), ...needed].find(({ available }) => !available)
  const isSkipped = missing !== undefined && !process.env.CI
  describe.skipIf(isSkipped)(isSkipped ? `${name} (skipped: ${missing.reason})` : name, () => {
    let chromium: Chromium
    beforeAll(async () => {
      chromium = await Chromium.launch()
    })
    afterAll(async () => {
      const hosts = chromium?.hostsAsked
      await chromium?.close()
      expect(hosts, 'other hosts that were asked for').toEqual([])
    })
    stories(async (url, options) => {
      const visit = await chromium.visit(url, options)
      onTestFinished(async ({ task }) => {
        if (task.result?.state === 'fail') await picture(visit, task.name)
        await visit.close()
        expect(visit.unexpected, 'what went wrong in the page').toEqual([])
      })
      return visit
    })
  })
}

/** What a story that failed saw last. */
async function picture(visit: Visit, story: string): Promise<void> {
  const path = join(tmpdir(), `centralita-${story.replace(/\W+/g, '-').slice(0, 80)}.png`)
  await visit.page.screenshot({ path }).then(
    () => console.log(`${visit.page.url()} as it was: ${path}`),
    () => {}, // a page that crashed has no picture
  )
}
