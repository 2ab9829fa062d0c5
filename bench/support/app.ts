import pino from 'pino'
import type { App } from '../../src/lifecycle.ts'

export interface RunningApp {
  readonly app: App
  readonly port: number
  /** Of the administrator made at the first start. */
  readonly firstPassword: string | undefined
}

const built = (file: string) => import(new URL(`../../dist/${file}`, import.meta.url).href)

/** The app as it is built and shipped, without the demo and without a limit of requests a minute. */
export async function startApp(environment: Record<string, string>): Promise<RunningApp> {
  const { createApp }: typeof import('../../src/app.ts') = await built('app.js')
  const { readConfig }: typeof import('../../src/config.ts') = await built('config.js')
  const config = readConfig({ PORT: '0', DEMO: 'off', NODE_ENV: 'production', ...environment })
  const app = await createApp(config, pino({ level: 'warn' }), {
    limits: { requestsPerUser: 1e9, requestsPerAddress: 1e9 },
  })
  const { port, firstUser } = await app.start()
  return { app, port, firstPassword: firstUser?.oneTimePassword }
}

export const PASSWORD = 'una clave bastante larga'

interface Answer<Data> {
  data: Data
  errors?: { message: string }[]
}

/** Asks once over HTTP. @throws what the API refuses. */
// biome-ignore lint/suspicious/noExplicitAny: the benchmark reads what it asked for
export async function query<Data = any>(
  port: number,
  text: string,
  variables: object = {},
  token?: string,
): Promise<Data> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query: text, variables }),
  })
  const { data, errors } = (await response.json()) as Answer<Data>
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '))
  return data
}

/** Signs the administrator in and gives an access token; replaces the one-time password when one is given. */
export async function signIn(port: number, firstPassword?: string): Promise<string> {
  const { sessionStart } = await query(
    port,
    'mutation ($input: SessionStartInput!) { sessionStart(input: $input) { session { accessToken } errors { code } } }',
    { input: { login: 'admin', password: firstPassword ?? PASSWORD } },
  )
  const token: string = sessionStart.session.accessToken
  if (firstPassword === undefined) return token
  const { passwordChange } = await query(
    port,
    'mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { session { accessToken } errors { code } } }',
    { input: { current: firstPassword, next: PASSWORD } },
    token,
  )
  return passwordChange.session.accessToken
}
