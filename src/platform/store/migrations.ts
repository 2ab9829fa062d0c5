import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Dialect } from './dialect.ts'

/** The package's folder, whether this runs from src or from dist. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder)
    if (above === folder) throw new Error('The folder of the package was not found.')
    folder = above
  }
  return folder
}

/** Where drizzle-kit put a dialect's migrations. */
export const migrationsFolder = (dialect: Dialect['name']) => join(packageFolder(), 'drizzle', dialect)
