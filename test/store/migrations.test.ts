import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { describe, expect, test } from 'vitest'
import { migrationsFolder, packageFolder } from '../../src/platform/store/migrations.ts'
import { describeOnEveryEngine } from '../engines.ts'

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

describeOnEveryEngine('Migrations', (open) => {
  test('are done once, also when several servers start together', async () => {
    const stores = await Promise.all([open(), open(), open()])
    for (const store of stores) expect(await store.select().from(store.tables.tenants)).toEqual([])
  })
})

describeOnEveryEngine(
  'Migrations of an engine whose DDL is not transactional',
  (open, engine) => {
    test('cut short, are taken up where they ended', async () => {
      await open()
      const connection = await createConnection(engine.url())
      await connection.query('delete from __drizzle_migrations')
      await connection.query('drop table thresholds')
      await connection.query('alter table users drop foreign key users_tenant_id_tenants_id_fk')
      await connection.query('drop index calls_time on calls')
      const store = await open()
      expect(await store.select().from(store.tables.thresholds)).toEqual([])
      const [indexes] = await connection.query("show index from calls where key_name = 'calls_time'")
      expect(indexes).toHaveLength(3)
      const [done] = await connection.query('select hash from __drizzle_migrations')
      const migrations = readdirSync(migrationsFolder('mysql')).filter((name) => name.endsWith('.sql'))
      expect(done).toHaveLength(migrations.length)
      await connection.end()
    })
  },
  { only: ['mariadb'] },
)
