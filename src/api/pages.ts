import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import sirv from 'sirv'
import { only, respond } from './routes.ts'
import type { RouteHandler } from './server.ts'

/** The addresses of the wallboard's page: `web/src/app.tsx` shows what belongs to each. */
const BOARD_PAGES = ['/tablero', '/ingreso', '/inicio', '/pantallas', '/t/']
/** The icon, and the typed client as a package that npm installs from here. */
const FILES = ['/centralita.svg', '/client.tgz']
const ASSETS = '/assets/'
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
  const serve = fileServer(folder)
  const page = (file: string, contentPolicy: string): RouteHandler =>
    only('GET', (request, response) => {
      response.setHeader('content-security-policy', contentPolicy)
      request.url = file
      serve(request, response)
    })
  for (const path of BOARD_PAGES) routes.set(path, page('/index.html', PAGE_POLICY))
  routes.set('/graphiql', page('/graphiql.html', GRAPHIQL_POLICY))
  routes.set(ASSETS, only('GET', serve))
  for (const file of FILES) routes.set(file, only('GET', serve))
  return routes
}

/**
 * Files are looked up among those that were found, so no path leads out of the folder; they are found anew once
 * they were built anew.
 */
function fileServer(folder: string): RouteHandler {
  let builtAtMs = builtAt(folder)
  let send = openFolder(folder)
  return (request, response) => {
    const nowMs = request.url?.startsWith(ASSETS) ? builtAtMs : builtAt(folder)
    if (nowMs !== undefined && nowMs !== builtAtMs) {
      builtAtMs = nowMs
      send = openFolder(folder)
    }
    if (!send) return respond(response, 503, 'text/plain; charset=utf-8', NOT_BUILT)
    send(request, response, () => {
      response.writeHead(404).end()
    })
  }
}

/** When `web/build.mjs` was done last. */
const builtAt = (folder: string): number | undefined =>
  statSync(join(folder, '.built'), { throwIfNoEntry: false })?.mtimeMs

function openFolder(folder: string): ReturnType<typeof sirv> | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined
  return sirv(folder, {
    gzip: true,
    etag: true,
    // The names of assets say what is in them; a page is asked for again each time, which costs a 304.
    setHeaders: (response, path) =>
      response.setHeader(
        'cache-control',
        path.startsWith(ASSETS) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
      ),
  })
}
