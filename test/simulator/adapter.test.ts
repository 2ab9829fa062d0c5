import { afterEach, expect, test } from 'vitest'
import { AmiClient } from '../../src/adapters/ami/client.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'

let simulator: Simulator
let client: AmiClient | undefined

afterEach(async () => {
  await client?.close()
  client = undefined
  await simulator.stop()
})

test('the client that reads a real PBX reads the simulated one in the middle of its day', async () => {
  simulator = await startSimulator({ seed: 11, speed: 20 })
  client = await AmiClient.connect({ host: simulator.host, port: simulator.port })
  const names = new Set<string>()
  client.onEvent = (event) => names.add(event.get('Event') ?? '')
  await client.login({ username: simulator.username, secret: simulator.secret })
  const queues = await client.list('QueueStatus')
  expect(queues.items.filter((item) => item.get('Event') === 'QueueParams')).toHaveLength(
    simulator.truth().queues.length,
  )
  const channels = await client.list('CoreShowChannels')
  expect(channels.items.length).toBeGreaterThan(0)
  await expect.poll(() => names.has('AgentConnect') && names.has('Hangup'), { timeout: 10_000 }).toBe(true)
  expect(client.counters.malformed).toBe(0)
})

test('a wrong secret is refused for good', async () => {
  simulator = await startSimulator({ traffic: false, limits: { failedLoginDelayMs: 5 } })
  client = await AmiClient.connect({ host: simulator.host, port: simulator.port })
  await expect(client.login({ username: simulator.username, secret: 'otra' })).rejects.toMatchObject({
    code: 'LOGIN_REFUSED',
  })
})
