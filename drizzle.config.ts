import { defineConfig } from 'drizzle-kit'

const dialect = process.env.DIALECT === 'mysql' ? 'mysql' : 'postgresql'
const name = dialect === 'mysql' ? 'mysql' : 'postgres'

export default defineConfig({
  dialect,
  schema: `./src/platform/store/schema.${name}.ts`,
  out: `./drizzle/${name}`,
  casing: 'snake_case',
})
