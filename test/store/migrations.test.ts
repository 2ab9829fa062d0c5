import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { migrationsFolder, packageFolder } from '../../src/platform/store/migrations.ts'

describe('The migrations', () => {
  test.each(['postgres', 'mysql'] as const)(
    'for %s make the tables as they are now',
    { timeout: 60_000 },
    (dialect) => {
      const folder = mkdtempSync(join(packageFolder(), 'node_modules', '.cache-migrations-'))
      try {
        cpSync(migrationsFolder(dialect), folder, { recursive: true })
        const before = readdirSync(folder)
        execFileSync(
          process.execPath,
          [
            join(packageFolder(), 'node_modules', 'drizzle-kit', 'bin.cjs'),
            'generate',
            `--dialect=${dialect === 'mysql' ? 'mysql' : 'postgresql'}`,
            `--schema=./src/platform/store/schema.${dialect}.ts`,
            `--out=${folder.slice(packageFolder().length + 1)}`,
            '--casing=snake_case',
          ],
          { cwd: packageFolder(), stdio: 'pipe' },
        )
        expect(readdirSync(folder), 'run `npm run migrations` and commit drizzle/').toEqual(before)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  )
})
