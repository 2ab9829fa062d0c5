import { lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { FailureBoundary } from './parts/failure.boundary.tsx'
import { Waiting } from './parts/waiting.tsx'
import { SignedIn } from './session/signed.in.tsx'

const board = () => import('./board/board.page.tsx')
const display = () => import('./displays/display.page.tsx')
const BoardPage = lazy(board)
const DisplayPage = lazy(display)
const DisplaysPage = lazy(() => import('./displays/displays.page.tsx'))
const SignInPage = lazy(() => import('./access/sign.in.page.tsx'))
const StartPage = lazy(() => import('./start/start.page.tsx'))

// A board comes while the server is still asked who is signed in; if it does not, `lazy` asks again and says so.
if (location.pathname === '/tablero') board().catch(() => {})
if (location.pathname.startsWith('/t/')) display().catch(() => {})

/** Which page answers which address. What is not for strangers stands within `SignedIn`. */
export function App() {
  return (
    <FailureBoundary>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/tablero">
            <SignedIn>
              <BoardPage />
            </SignedIn>
          </Route>
          <Route path="/pantallas">
            <SignedIn>
              <DisplaysPage />
            </SignedIn>
          </Route>
          <Route path="/inicio">
            <SignedIn>
              <StartPage />
            </SignedIn>
          </Route>
          <Route path="/t/:token">{({ token }) => <DisplayPage token={token} />}</Route>
          <Route path="/ingreso" component={SignInPage} />
          <Route>
            <Redirect to="/tablero" replace />
          </Route>
        </Switch>
      </Suspense>
    </FailureBoundary>
  )
}
