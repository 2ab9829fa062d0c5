// Builds the SDK and the pages into sdk/dist and dist/web, and packs the SDK beside them, unless nothing has
// changed since the last time.   node web/build.mjs [--always]
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'dist/web')
const stamp = join(built, '.built')
const sources = ['package-lock.json', 'schema/schema.graphql', 'sdk', 'web'].map((each) => join(root, each))
const LEFT_OUT = new Set(['node_modules', 'dist'])

function newestMs(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  const names = readdirSync(path).filter((name) => !LEFT_OUT.has(name))
  return names.reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), stat.mtimeMs)
}

function npm(...args) {
  const { status } = spawnSync('npm', ['--silent', ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Whoever builds in a test has NODE_ENV=test, which would make larger and slower pages.
    env: { ...process.env, NODE_ENV: 'production' },
    // On Windows npm is a script for a shell.
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(1)
}

const isBuilt = existsSync(stamp) && Math.max(...sources.map(newestMs)) < statSync(stamp).mtimeMs
if (!isBuilt || process.argv.includes('--always')) {
  console.log('Construyendo las páginas… / Building the pages…')
  npm('run', 'build:sdk')
  npm('run', 'build', '-w', 'web')
  // Whoever writes a program takes the client of this very server: npm install http://…/client.tgz
  npm('pack', '--ignore-scripts', '-w', 'sdk', '--pack-destination', built)
  const packed = readdirSync(built).find((name) => name.endsWith('.tgz'))
  renameSync(join(built, packed), join(built, 'client.tgz'))
  writeFileSync(stamp, '')
}
