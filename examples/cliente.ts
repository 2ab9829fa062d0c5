// Las últimas llamadas y una cola en vivo. Se le da: la dirección, el usuario y la contraseña.
import { createCentralita } from '@centralita/client'
import { WebSocket } from 'ws'

const [url = 'http://localhost:4000/graphql', login = 'admin', password = ''] = process.argv.slice(2)
const centralita = createCentralita({ url, language: 'es', webSocketImpl: WebSocket })
centralita.onConnection((state) => console.log(`conexión: ${state}`))

const user = await centralita.signIn({ login, password })
console.log(`Hola, ${user.name}`)

const { calls } = await centralita.calls({ first: 20 })
for (const call of calls.nodes) console.log(call.startedAt, call.fromNumber, call.toNumber, call.state)

const [queue] = (await centralita.queues()).queues
if (!queue) throw new Error('No hay colas todavía.')
for await (const { queueUpdated } of centralita.queueUpdated({ ids: [queue.id] }))
  console.log(`${queueUpdated.label}: ${queueUpdated.waitingCount} en espera`)
