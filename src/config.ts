import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { addressIn, type MailAddress } from './adapters/mail/address.ts'
import type { Language } from './platform/viewer.ts'

const DEFAULT_PORT = 4000

const flag = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'])
  .transform((text) => ['true', '1', 'yes'].includes(text))
const isKnownUrl = (text: string) =>
  /^(postgres|postgresql|mysql|mariadb):\/\//.test(text) || !text.includes('://')
/** As a browser spells it: no path, no slash at the end. */
const isOrigin = (text: string) => text === '*' || (URL.canParse(text) && new URL(text).origin === text)

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LANGUAGE: z.enum(['es', 'en']).default('es'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(DEFAULT_PORT),
  DATA_DIR: z.string().min(1).default('data'),
  RECORDINGS_DIR: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .min(1)
    .refine(isKnownUrl, { error: 'postgres://… | mysql://… | mariadb://… | carpeta (folder)' })
    .optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(10),
  SECRET_KEYS: z
    .string()
    .regex(/^[\w.-]+:[A-Za-z0-9+/]{43}=(,[\w.-]+:[A-Za-z0-9+/]{43}=)*$/, {
      error:
        'id:base64 de 32 bytes (openssl rand -base64 32), separados por comas | 32 bytes each, separated by commas',
    })
    .optional(),
  DEMO: z.enum(['auto', 'on', 'off']).default('auto'),
  DEMO_SPEED: z.coerce.number().min(0.1).max(100).default(1),
  DEMO_SEED: z.coerce.number().int().min(0).default(1),
  IMPORT_DIR: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  LOG_DIR: z.string().min(1).optional(),
  LOG_MAX_SIZE_MB: z.coerce.number().int().min(1).max(10_000).default(50),
  LOG_MAX_FILES: z.coerce.number().int().min(1).max(1_000).default(14),
  TRUST_PROXY: flag.default(false),
  ALLOWED_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .refine((origins) => origins.every(isOrigin), { error: 'https://crm.example.com,https://… | *' })
    .default([]),
  QUEUE_LOG_DIRS: z
    .string()
    .transform((text) => text.split(',').map((folder) => folder.trim()))
    .refine((folders) => folders.every(isAbsolute), { error: '/var/log/asterisk,/mnt/pbx2/log' })
    .default(['/var/log/asterisk']),
  SMTP_URL: z
    .string()
    .refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol), {
      error: 'smtp://usuario:clave@servidor:587 | smtps://usuario:clave@servidor:465',
    })
    .optional(),
  MAIL_FROM: z
    .string()
    .refine((text) => addressIn(text) !== undefined, { error: 'Centralita <reportes@empresa.com>' })
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
      error: 'https://centralita.empresa.com',
    })
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  INTROSPECTION: z.enum(['signedIn', 'everyone']).default('signedIn'),
  METRICS_TOKEN: z.string().min(16).optional(),
})

/** What only makes sense together. */
const Settings = Environment.refine(
  ({ SMTP_URL, MAIL_FROM }) => (SMTP_URL === undefined) === (MAIL_FROM === undefined),
  { path: ['MAIL_FROM'], error: 'SMTP_URL + MAIL_FROM' },
)

export type Environment = Readonly<Record<string, string | undefined>>

export interface Config {
  readonly isProduction: boolean
  /** Of what is printed and logged at the console, and of callers who do not say theirs. */
  readonly language: Language
  readonly host: string
  readonly port: number
  /** Where everything is kept that no database server keeps: the embedded store, the journal, the keys. */
  readonly dataFolder: string
  /** In it, the administrators of each tenant may name the folders of recordings below the tenant's slug. */
  readonly recordingsFolder: string | undefined
  /** A database server's URL, or the folder of the embedded store. */
  readonly databaseUrl: string
  readonly databaseConnections: number
  /** What is sealed and signed with, the current key first; without it a key file is made. */
  readonly secretKeys: string | undefined
  /** Where files to be taken over are put: those of the platform in it, a tenant's in the folder of its slug. */
  readonly importFolder: string
  readonly demo: 'auto' | 'on' | 'off'
  readonly demoSpeed: number
  readonly demoSeed: number
  readonly logLevel: string
  readonly logFolder: string | undefined
  readonly logMaxSizeMb: number
  readonly logMaxFiles: number
  readonly trustsProxy: boolean
  /** Whose pages may ask from a browser, beside our own; while developing also those of this machine. */
  readonly allowedOrigins: readonly string[]
  /** The folders within which queue_log may be read, and no others. */
  readonly queueLogFolders: readonly string[]
  /** Through which server e-mail leaves, and as whose; without them none does. */
  readonly mail: { readonly url: string; readonly from: MailAddress } | undefined
  /** Where people find this server, for links in e-mails. */
  readonly publicUrl: string | undefined
  readonly introspection: 'signedIn' | 'everyone'
  /** What a scraper of `/metrics` has to show; without it only this machine may ask. */
  readonly metricsToken: string | undefined
}

/** The settings are wrong: the message names each of them and what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/**
 * Reads the settings from the environment; an empty one counts as not set.
 * @throws ConfigError naming all that are wrong, at once, in Spanish or English.
 */
export function readConfig(environment: Environment): Config {
  const language: Language = environment.LANGUAGE === 'en' ? 'en' : 'es'
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  // The usual LANGUAGE of a Unix system, such as `es_PY:es`, is not meant for us.
  if (given.LANGUAGE !== 'es' && given.LANGUAGE !== 'en') delete given.LANGUAGE
  z.config(language === 'es' ? z.locales.es() : z.locales.en())
  const read = Settings.safeParse(given)
  if (!read.success) throw new ConfigError(describe(read.error, language))
  const set = read.data
  const dataFolder = resolve(set.DATA_DIR)
  return Object.freeze({
    isProduction: set.NODE_ENV === 'production',
    language: set.LANGUAGE,
    host: set.HOST,
    port: set.PORT,
    dataFolder,
    recordingsFolder: set.RECORDINGS_DIR === undefined ? undefined : resolve(set.RECORDINGS_DIR),
    databaseUrl: set.DATABASE_URL ?? join(dataFolder, 'store'),
    databaseConnections: set.DATABASE_CONNECTIONS,
    secretKeys: set.SECRET_KEYS,
    importFolder: resolve(set.IMPORT_DIR ?? join(dataFolder, 'import')),
    demo: set.DEMO,
    demoSpeed: set.DEMO_SPEED,
    demoSeed: set.DEMO_SEED,
    logLevel: set.LOG_LEVEL,
    logFolder: set.LOG_DIR === undefined ? undefined : resolve(set.LOG_DIR),
    logMaxSizeMb: set.LOG_MAX_SIZE_MB,
    logMaxFiles: set.LOG_MAX_FILES,
    trustsProxy: set.TRUST_PROXY,
    allowedOrigins: set.ALLOWED_ORIGINS,
    queueLogFolders: set.QUEUE_LOG_DIRS,
    mail: set.SMTP_URL && set.MAIL_FROM ? { url: set.SMTP_URL, from: addressIn(set.MAIL_FROM)! } : undefined,
    publicUrl: set.PUBLIC_URL,
    introspection: set.INTROSPECTION,
    metricsToken: set.METRICS_TOKEN,
  })
}

/** Names the settings and what is expected of them, never what they hold: one may be a secret. */
function describe(error: z.ZodError, language: Language): string {
  const title = language === 'es' ? 'La configuración tiene errores:' : 'The configuration has errors:'
  const help = language === 'es' ? 'Vea .env.example.' : 'See .env.example.'
  const lines = error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  return [title, ...lines, help].join('\n')
}
