import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { type AppOptions, createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { App } from '../../src/lifecycle.ts'
import { embeddedTemplate } from '../engines.ts'
import { ApiClient } from './api.client.ts'

export interface AppServerOptions extends AppOptions {
  /** The embedded store, empty, when left out. */
  databaseUrl?: string
  /** Kept over several starts when given; else a folder of its own that goes with the server. */
  dataFolder?: string
  /** More settings, as in the environment. */
  environment?: Record<string, string>
  logLevel?: string
}

export const PASSWORD = 'una clave bastante larga'

/** Centralita itself, in this process, on a port of the system's choice. */
export class AppServer {
  private constructor(
    private readonly app: App,
    readonly port: number,
    readonly dataFolder: string,
    private readonly ownsFolder: boolean,
    private readonly firstPassword: string | undefined,
  ) {}

  static async start(options: AppServerOptions = {}): Promise<AppServer> {
    const { databaseUrl, environment, logLevel = 'silent', ...rest } = options
    const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'centralita-app-')))
    const config = readConfig({
      DATA_DIR: dataFolder,
      DATABASE_URL: databaseUrl ?? 'memory:',
      PORT: '0',
      DEMO: 'off',
      NODE_ENV: 'test',
      ...environment,
    })
    const log = pino({ level: logLevel })
    const template = databaseUrl === undefined ? { storeTemplate: await embeddedTemplate() } : {}
    const app = await createApp(config, log, {
      ...template,
      ...rest,
      limits: { requestsPerUser: 1e6, requestsPerAddress: 1e6, ...rest.limits },
    })
    const { port, firstUser } = await app.start()
    return new AppServer(app, port, dataFolder, options.dataFolder === undefined, firstUser?.oneTimePassword)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`
  }

  /** Somebody who has not signed in. */
  anonymous(): ApiClient {
    return new ApiClient(this.port)
  }

  /** The administrator of the first start, signed in with a password of their own. */
  async admin(): Promise<ApiClient> {
    const client = this.anonymous()
    if (this.firstPassword === undefined) await client.signIn('admin', PASSWORD)
    else {
      await client.signIn('admin', this.firstPassword)
      await client.changePassword(this.firstPassword, PASSWORD)
    }
    return client
  }

  async stop(): Promise<void> {
    await this.app.stop()
    if (this.ownsFolder) await rm(this.dataFolder, { recursive: true, force: true })
  }
}
