import 'reflect-metadata'
import { signIn, startApp } from '../support/app.ts'
import { serve } from './order.ts'

/** Ours: the whole app, asked by somebody who signed in. */

serve(async ({ databaseUrl, dataFolder }) => {
  const { port } = await startApp({ DATABASE_URL: databaseUrl, DATA_DIR: dataFolder })
  return { port, token: await signIn(port) }
})
