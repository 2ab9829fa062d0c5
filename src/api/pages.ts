import { KeptFiles } from './files.ts'
import { only, respond } from './routes.ts'
import type { RouteHandler } from './server.ts'

/** The addresses of the wallboard's page: `web/src/app.tsx` shows what belongs to each. */
const BOARD_PAGES = ['/tablero', '/ingreso', '/inicio', '/pantallas', '/t/']
/** The icon, and the typed client as a package that npm installs from here. */
const FILES = ['/centralita.svg', '/client.tgz']
const YEAR_SECONDS = 31_536_000

const policy = (...more: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...more,
  ].join('; ')

/** GraphiQL's editor writes style sheets and runs its language service in a worker. */
const GRAPHIQL_POLICY = policy("style-src 'self' 'unsafe-inline'", "worker-src 'self' blob:")
const PAGE_POLICY = policy("style-src 'self'")

const NOT_BUILT = `Las páginas no están construidas: npm run build
The pages are not built: npm run build
`
const WELCOME = `Centralita
Tablero / wallboard: /tablero
GraphQL: /graphql (HTTP y WebSocket / HTTP and WebSocket), GraphiQL: /graphiql
Estado / state: /healthz /readyz /metrics
`

/** The wallboard and GraphiQL, from files that were built into `folder`; nothing comes from another host. */
export function pageRoutes(folder: string): Map<string, RouteHandler> {
  const routes = new Map<string, RouteHandler>([
    [
      '/',
      only('GET', (request, response) => {
        const isBrowser = request.headers.accept?.includes('text/html')
        if (isBrowser) response.writeHead(302, { location: '/tablero' }).end()
        else respond(response, 200, 'text/plain; charset=utf-8', WELCOME)
      }),
    ],
  ])
  const files = new KeptFiles(folder, '.built')
  const page = (file: string, contentPolicy: string): RouteHandler =>
    only('GET', (request, response) => {
      files.refresh()
      if (!files.has(file)) return respond(response, 503, 'text/plain; charset=utf-8', NOT_BUILT)
      response.setHeader('content-security-policy', contentPolicy)
      // A page is asked for again each time, which costs a 304.
      response.setHeader('cache-control', 'no-cache')
      files.send(file, request, response)
    })
  for (const path of BOARD_PAGES) routes.set(path, page('/index.html', PAGE_POLICY))
  routes.set('/graphiql', page('/graphiql.html', GRAPHIQL_POLICY))
  for (const file of FILES) routes.set(file, page(file, PAGE_POLICY))
  // Browsers ask for it by themselves beside what is no page of ours.
  routes.set('/favicon.ico', page('/centralita.svg', PAGE_POLICY))
  routes.set(
    '/assets/',
    only('GET', (request, response) => {
      const [path = ''] = (request.url ?? '').split('?', 1)
      // The name of an asset says what is in it.
      if (files.has(path)) response.setHeader('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
      files.send(path, request, response)
    }),
  )
  return routes
}
