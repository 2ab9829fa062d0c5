import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type Centralita, createCentralita } from '../../sdk/src/index.ts'
import { AppServer, PASSWORD } from '../servers/app.server.ts'

describe('A program over the client', () => {
  let server: AppServer
  let centralita: Centralita
  beforeAll(async () => {
    server = await AppServer.start({ environment: { DEMO: 'on' } })
    await server.admin()
    centralita = createCentralita({ url: server.url, language: 'es', webSocketImpl: WebSocket })
  })
  afterAll(async () => {
    centralita?.close()
    await server?.stop()
  })

  it('signs in, asks and watches', async () => {
    const user = await centralita.signIn({ login: 'admin', password: PASSWORD })
    expect(user.mustChangePassword).toBe(false)
    const { queues } = await centralita.queues()
    expect(queues.length).toBeGreaterThan(0)
    let n = 0
    for await (const { queueUpdated } of centralita.queueUpdated()) {
      expect(queueUpdated.id).toBeTruthy()
      if (++n > 5) break
    }
    expect(centralita.connection).toBe('LIVE')
    await expect.poll(() => centralita.connection).toBe('IDLE')
  })
})
