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
export function describeWithShared(name: string, needed: string, story: () => void): void {
  if (existsSync(sharedFile(needed))) describe(name, story)
  else if (process.env.CI)
    test(name, () => {
      throw new Error(`Under CI ../shared/${needed} must be there`)
    })
  else describe.skip(`${name} (skipped: ../shared/${needed} is not there)`, story)
}
