// Un tablero en la terminal / a wallboard in the terminal.
//   USUARIO=admin CLAVE='…' node examples/tablero.mjs
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'

const { USUARIO: login = 'admin', CLAVE: password, URL_API: url = 'http://localhost:4000/graphql' } = process.env

const answer = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    query: `mutation ($input: SessionStartInput!) {
      sessionStart(input: $input) { session { accessToken } errors { message } }
    }`,
    variables: { input: { login, password } },
  }),
})
const { session, errors } = (await answer.json()).data.sessionStart
if (!session) throw new Error(errors[0].message)

const client = createClient({
  url: url.replace('http', 'ws'),
  webSocketImpl: WebSocket,
  connectionParams: { token: session.accessToken },
})
const boards = client.iterate({
  query: `subscription { wallboard {
    at isDemo totals { waiting availableAgents answered abandoned }
    queues { label waitingCount memberCounts { available onCall paused } today { serviceLevel } level }
  } }`,
})
for await (const { data } of boards) {
  const { at, totals, queues, isDemo } = data.wallboard
  console.log(`\n${at}${isDemo ? ' DEMO' : ''} · en espera ${totals.waiting} · libres ${totals.availableAgents}`)
  console.table(
    Object.fromEntries(
      queues.map(({ label, waitingCount, memberCounts, today, level }) => [
        label,
        {
          espera: waitingCount,
          ...memberCounts,
          'nivel de servicio': today.serviceLevel === null ? '–' : `${Math.round(today.serviceLevel * 100)} %`,
          nivel: level,
        },
      ]),
    ),
  )
}
