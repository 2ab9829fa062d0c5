import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { buildApiSchema } from './api/schema.ts'
import { RESOLVERS } from './resolvers.ts'

/** Where the contract is kept: printed from the code, committed, reviewed. */
export const SCHEMA_FILE = join(dirname(fileURLToPath(import.meta.url)), '../schema/schema.graphql')

/** The schema as clients know it, in an order that does not depend on the code's. */
export function printApiSchema(): string {
  const schema = buildApiSchema({ resolvers: RESOLVERS, instances: new Map() })
  return `${printSchema(lexicographicSortSchema(schema))}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(dirname(SCHEMA_FILE), { recursive: true })
  await writeFile(SCHEMA_FILE, printApiSchema())
}
