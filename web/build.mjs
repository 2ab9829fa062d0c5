// Builds the SDK and the pages into sdk/dist and dist/web, unless nothing has changed since the last time.
//   node web/build.mjs [--always]
import { execSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'dist/web/.built')
const sources = ['package-lock.json', 'codegen.yml', 'schema', 'sdk', 'web'].map((each) => join(root, each))
const LEFT_OUT = new Set(['node_modules', 'dist'])

function newestMs(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const names = readdirSync(path).filter((name) => !LEFT_OUT.has(name))
  return names.reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), stat.mtimeMs)
}

const isBuilt = existsSync(stamp) && Math.max(...sources.map(newestMs)) < statSync(stamp).mtimeMs
if (!isBuilt || process.argv.includes('--always')) {
  console.log('Construyendo las páginas… / Building the pages…')
  const run = (command) => execSync(command, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  run('npm run --silent build:sdk')
  run('npm run --silent build -w web')
  writeFileSync(stamp, '')
}
