import 'reflect-metadata'
import { setTimeout as wait } from 'node:timers/promises'
import { query, signIn, startApp } from '../support/app.ts'
import { ACCOUNT } from './moments.ts'

/** Ours: the whole app with the PBX registered and its calls kept in PostgreSQL. */

interface Order {
  readonly pbxPort: number
  readonly databaseUrl: string
  readonly dataFolder: string
}

process.once('message', async ({ pbxPort, databaseUrl, dataFolder }: Order) => {
  const { port, firstPassword } = await startApp({ DATABASE_URL: databaseUrl, DATA_DIR: dataFolder })
  const token = await signIn(port, firstPassword)
  await query(
    port,
    'mutation ($input: PbxRegisterInput!) { pbxRegister(input: $input) { pbx { id } errors { code } } }',
    { input: { name: 'Central', host: '127.0.0.1', port: pbxPort, ...ACCOUNT } },
    token,
  )
  while ((await query(port, '{ queues { id } }', {}, token)).queues.length === 0) await wait(100)
  process.send!({ port, token })
})
process.on('disconnect', () => process.exit())
