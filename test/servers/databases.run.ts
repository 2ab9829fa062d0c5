import { spawn } from 'node:child_process'
import { mariadbAvailable, startMariadb } from './mariadb.server.ts'
import { postgresAvailable, startPostgres } from './postgres.server.ts'

/**
 * Runs a command with TEST_POSTGRES_URL and TEST_MYSQL_URL naming private, empty database servers that live as
 * long as the command: `node --import @oxc-node/core/register test/servers/databases.run.ts npm test`.
 * Engines that are not installed are told and left out. Ends with the command's exit code.
 */
async function runWithDatabases(command: string[]): Promise<number> {
  const servers: { remove(): Promise<void> }[] = []
  const urls: Record<string, string> = {}
  try {
    for (const { reason } of [postgresAvailable(), mariadbAvailable()]) if (reason) console.error(reason)
    if (postgresAvailable().available) {
      const postgres = await startPostgres({ fast: true })
      servers.push(postgres)
      urls.TEST_POSTGRES_URL = postgres.url
    }
    if (mariadbAvailable().available) {
      const mariadb = await startMariadb({ fast: true })
      servers.push(mariadb)
      urls.TEST_MYSQL_URL = mariadb.url
    }
    return await exitCodeOf(command, { ...process.env, ...urls })
  } finally {
    for (const server of servers) await server.remove()
  }
}

function exitCodeOf([command, ...args]: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command!, args, { env, stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
    // The command ends first, then the servers.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal))
  })
}

process.exitCode = await runWithDatabases(process.argv.slice(2))
