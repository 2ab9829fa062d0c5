const HOME = '/tablero'
const SIGN_IN = '/ingreso'

/** Where to go after signing in: `volver` of the address, as long as it is a page of this very place. */
export function returnPath(search: string): string {
  const asked = new URLSearchParams(search).get('volver')
  if (!asked?.startsWith('/')) return HOME
  try {
    const { origin, pathname, search: rest, hash } = new URL(asked, location.origin)
    const path = pathname + rest + hash
    // `//elsewhere` and `/\elsewhere` are other places, also when written as a path.
    if (origin !== location.origin || pathname === SIGN_IN || /^\/[/\\]/.test(path)) return HOME
    return path
  } catch {
    return HOME
  }
}

/** The sign-in page that leads back to where somebody is now. */
export function signInPath(): string {
  const { pathname, search, hash } = location
  const here = pathname + search + hash
  return pathname === '/' || pathname === SIGN_IN ? SIGN_IN : `${SIGN_IN}?volver=${encodeURIComponent(here)}`
}
