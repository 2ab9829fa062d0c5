import 'reflect-metadata'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf } from './api/messages/messages.ts'
import { createApp } from './app.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { DomainError } from './errors.ts'
import type { App, Started } from './lifecycle.ts'
import { type Log, openLog } from './platform/log.ts'
import { isDiskAwaited } from './platform/thread.ts'

/** Longer than everything that ends takes together: only a fault gets here. */
const STOP_MS = 15_000
/** How long files that are still being written have. */
const DISK_MS = 2_000
const LOG_MS = 200

const WORDS = {
  es: {
    page: 'Centralita: abra',
    demo: 'Sin central configurada: se muestra una simulada (DEMO).',
    login: 'Primer ingreso (se muestra una sola vez; cámbiela al entrar)',
    password: 'contraseña',
  },
  en: {
    page: 'Centralita: open',
    demo: 'No PBX configured: a simulated one is shown (DEMO).',
    login: 'First sign-in (shown only once; change it when you sign in)',
    password: 'password',
  },
}

async function main(): Promise<void> {
  readEnvFile()
  const config = readConfig(process.env)
  const log = await openLog({
    level: config.logLevel,
    folder: config.logFolder,
    maxSizeMb: config.logMaxSizeMb,
    maxFiles: config.logMaxFiles,
  })
  const app = await createApp(config, log)
  endOnSignals(app, log)
  greet(config, await app.start())
}

/** What `.env` sets counts where the environment itself says nothing. */
function readEnvFile(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** One handler for all that ends a process; a second signal does not interrupt the first. */
function endOnSignals(app: App, log: Log): void {
  let isEnding = false
  const end = (reason: string, code: number) => {
    if (isEnding) return
    isEnding = true
    log.info({ reason }, 'Stopping')
    setTimeout(() => void leave(1, log), STOP_MS).unref()
    app.stop().then(
      () => leave(code, log),
      (err) => {
        log.error({ err }, 'Stopping failed')
        return leave(1, log)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(signal, 0))
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'Nobody caught an error')
    end('uncaughtException', 1)
  })
  process.on('unhandledRejection', (err) => log.error({ err }, 'Nobody caught a rejection'))
}

/** Node waits for a disk that hangs before it lets a process end; we have nothing to wait for any more. */
async function leave(code: number, log: Log): Promise<void> {
  for (let waited = 0; isDiskAwaited() && waited < DISK_MS; waited += 100) await sleep(100)
  if (isDiskAwaited()) {
    log.warn('Stopped, but for a disk that does not answer')
    // The log is written by another thread, and does not tell when it has been.
    await sleep(LOG_MS)
    process.kill(process.pid, 'SIGKILL')
  }
  process.exit(code)
}

/** For the person at the console, beside the log. */
function greet(config: Config, { port, firstUser, isDemo }: Started): void {
  const words = WORDS[config.language]
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host
  const url = `http://${host}:${port}`
  const lines = [`${words.page} ${url} (API: ${url}/graphql)`]
  if (isDemo) lines.push(words.demo)
  if (firstUser)
    lines.push(`${words.login}: ${firstUser.user.login} / ${words.password}: ${firstUser.oneTimePassword}`)
  process.stderr.write(`${lines.join('\n')}\n`)
}

main().catch((error: Error) => {
  const language = process.env.LANGUAGE === 'en' ? 'en' : 'es'
  const told =
    error instanceof DomainError
      ? messageOf(error.code, language, error.details)
      : error instanceof ConfigError
        ? error.message
        : error.stack
  process.stderr.write(`${told}\n`)
  process.exit(1)
})
