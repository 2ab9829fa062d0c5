import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from './store/migrations.ts'

/** The version of this package. */
export const VERSION: string = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')).version
