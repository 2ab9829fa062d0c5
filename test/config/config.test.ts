import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.ts'

const told = (environment: Record<string, string>): string => {
  try {
    readConfig(environment)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  throw new Error('It was taken for right.')
}

test('nothing has to be set', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ port: 4000, host: '127.0.0.1', language: 'es', demo: 'auto' })
  expect(config.databaseUrl).toBe(`${config.dataFolder}/store`)
  expect(Object.isFrozen(config)).toBe(true)
})

test('what is set empty counts as not set, as in a copied .env.example', () => {
  expect(readConfig({ DATABASE_URL: '', SECRET_KEYS: '', LOG_DIR: '', PORT: '' }).port).toBe(4000)
})

test('all that is wrong is told at once, in Spanish', () => {
  const message = told({ PORT: '70000', LOG_LEVEL: 'mucho', DATABASE_URL: 'oracle://x' })
  expect(message).toMatch(/^La configuración tiene errores:/)
  expect(message).toMatch(/PORT: .*65535/)
  expect(message).toMatch(/LOG_LEVEL: /)
  expect(message).toMatch(/DATABASE_URL: /)
  expect(message).toContain('.env.example')
})

test('or in English', () => {
  expect(told({ LANGUAGE: 'en', PORT: 'x' })).toMatch(
    /^The configuration has errors:\n {2}PORT: Invalid input/,
  )
})

test('other sites that may ask are named as a browser names them', () => {
  const { allowedOrigins } = readConfig({
    ALLOWED_ORIGINS: 'https://crm.example.com, http://192.168.1.5:8080',
  })
  expect(allowedOrigins).toEqual(['https://crm.example.com', 'http://192.168.1.5:8080'])
  expect(readConfig({}).allowedOrigins).toEqual([])
  for (const wrong of ['crm.example.com', 'https://crm.example.com/', 'https://*.example.com/x', ','])
    expect(told({ ALLOWED_ORIGINS: wrong })).toMatch(/ALLOWED_ORIGINS: /)
})

test('a secret that is wrong is named and not shown', () => {
  const message = told({ SECRET_KEYS: 'hunter2', DATABASE_URL: 'ftp://user:hunter2@host/x' })
  expect(message).toContain('SECRET_KEYS')
  expect(message).not.toContain('hunter2')
})

test("a Unix system's own LANGUAGE is no error", () => {
  expect(readConfig({ LANGUAGE: 'es_PY:es' }).language).toBe('es')
})

test('e-mail leaves by a server and in a name, both or none', () => {
  const set = { SMTP_URL: 'smtp://a:b@mail.test:587', MAIL_FROM: 'Centralita <r@empresa.test>' }
  const config = readConfig({ ...set, PUBLIC_URL: 'https://pbx.test/x/' })
  expect(config.mail).toEqual({ url: set.SMTP_URL, from: { name: 'Centralita', address: 'r@empresa.test' } })
  expect(config.publicUrl).toBe('https://pbx.test/x')
  expect(readConfig({}).mail).toBeUndefined()
  expect(told({ SMTP_URL: set.SMTP_URL })).toMatch(/MAIL_FROM: SMTP_URL \+ MAIL_FROM/)
  for (const wrong of [
    { ...set, SMTP_URL: 'http://mail.test' },
    { ...set, MAIL_FROM: 'a@b.test, c@d.test' },
    { ...set, PUBLIC_URL: 'pbx.test' },
  ])
    expect(told(wrong)).toMatch(/(SMTP_URL|MAIL_FROM|PUBLIC_URL): /)
})
