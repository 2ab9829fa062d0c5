import { DomainError } from '../errors.ts'

/** @throws DomainError REQUEST_TIMEOUT; what was begun goes on, but nobody waits for it. */
export function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new DomainError('REQUEST_TIMEOUT', [], { limitSeconds: Math.ceil(limitMs / 1000) })),
      limitMs,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
