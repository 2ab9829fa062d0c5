import type { StreamDocument } from './document.ts'

/** Where the values of a subscription go. */
export interface Sink<Value> {
  next(value: Value): void
  /** Ends it; what has come before is read first. */
  end(error?: Error): void
}

interface Reader<Value> {
  resolve(result: IteratorResult<Value, undefined>): void
  reject(error: Error): void
}

/** So many facts wait for a slow reader. */
const MOST_FACTS = 1_000

/**
 * Values of a subscription as an iterable. Each iteration is a subscription of its own that begins with it, and
 * ends when the loop is left, the signal is aborted or the server says so. For a slow reader the newest value of
 * each `id` waits if it is state; up to 1000 values if they are facts, and then the iteration fails.
 */
export function streamOf<Value>(
  kind: StreamDocument<Value, unknown>['stream'],
  open: (sink: Sink<Value>) => () => void,
  signal: AbortSignal | undefined,
  tooFarBehind: () => Error,
): AsyncIterable<Value> {
  return {
    [Symbol.asyncIterator]() {
      const waiting = new Map<unknown, Value>()
      const readers: Reader<Value>[] = []
      let facts = 0
      let isOver = false
      let failure: Error | undefined
      let close: (() => void) | undefined

      const end = (error?: Error) => {
        if (isOver) return
        isOver = true
        signal?.removeEventListener('abort', abandon)
        failure = error
        close?.()
        for (const reader of readers.splice(0)) settle(reader)
      }
      const settle = ({ resolve, reject }: Reader<Value>) => {
        const [first] = waiting
        if (first) {
          waiting.delete(first[0])
          resolve({ value: first[1], done: false })
        } else if (failure) {
          const error = failure
          failure = undefined
          reject(error)
        } else resolve({ value: undefined, done: true })
      }
      const abandon = () => {
        waiting.clear()
        end()
      }
      const next = (value: Value) => {
        if (isOver) return
        const reader = readers.shift()
        if (reader) return reader.resolve({ value, done: false })
        if (kind === 'fact' && waiting.size >= MOST_FACTS) return end(tooFarBehind())
        waiting.set(kind === 'fact' ? facts++ : idOf(value), value)
      }
      if (signal?.aborted) isOver = true
      else {
        signal?.addEventListener('abort', abandon)
        close = open({ next, end })
        // It may have ended before it could be closed.
        if (isOver) close()
      }

      return {
        next: () =>
          new Promise((resolve, reject) => {
            const reader = { resolve, reject }
            if (waiting.size > 0 || isOver) settle(reader)
            else readers.push(reader)
          }),
        return: async () => {
          abandon()
          failure = undefined
          return { value: undefined, done: true }
        },
      }
    },
  }
}

/** The id of what a state subscription tells; without one only the newest value waits. */
function idOf(value: unknown): unknown {
  const [root] = Object.values(value as object) as [{ id?: unknown } | null | undefined]
  return root?.id
}
