import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'

/** Real data and other programs' answers, beside the checkout: not all of it may be a part of this repository. */
const SHARED = join(import.meta.dirname, '../../shared')

export const sharedFile = (...path: string[]): string => join(SHARED, ...path)

/**
 * A story that is told of files beside the checkout. Where they are missing it is skipped and says so; under CI
 * it fails.
 */
export function describeWithShared(
  name: string,
  needed: string | readonly string[],
  story: () => void,
): void {
  const missing = [needed].flat().filter((path) => !existsSync(sharedFile(path)))
  const said = missing.map((path) => `../shared/${path}`).join(', ')
  if (missing.length === 0) describe(name, story)
  else if (process.env.CI)
    test(name, () => {
      throw new Error(`Under CI ${said} must be there`)
    })
  else describe.skip(`${name} (skipped: ${said} is not there)`, story)
}
