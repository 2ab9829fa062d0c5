const KEYS = ['id', 'callId', 'metric'] as const

/**
 * `next`, in which every part that says the same as in `before` is the same object as there: whatever renders a
 * part that has not changed can tell by identity alone. Items of lists are known by their id, wherever they stand.
 */
export function share<T>(before: T, next: T): T {
  return shared(before, next) as T
}

function shared(before: unknown, next: unknown): unknown {
  if (Object.is(before, next)) return before
  if (Array.isArray(next)) return Array.isArray(before) ? sharedList(before, next) : next
  if (isRecord(next)) return isRecord(before) ? sharedRecord(before, next) : next
  return next
}

function sharedList(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const key = keyOf(next[0])
  const known = key
    ? new Map(before.map((item) => [isRecord(item) ? item[key] : undefined, item]))
    : undefined
  let isSame = before.length === next.length
  const list = next.map((item, index) => {
    const was = known && key && isRecord(item) ? known.get(item[key]) : before[index]
    const one = shared(was, item)
    if (one !== before[index]) isSame = false
    return one
  })
  return isSame ? before : list
}

function sharedRecord(
  before: Record<string, unknown>,
  next: Record<string, unknown>,
): Record<string, unknown> {
  const names = Object.keys(next)
  let isSame = names.length === Object.keys(before).length
  const record: Record<string, unknown> = {}
  for (const name of names) {
    record[name] = shared(before[name], next[name])
    if (!Object.is(record[name], before[name])) isSame = false
  }
  return isSame ? before : record
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const keyOf = (item: unknown) => (isRecord(item) ? KEYS.find((key) => key in item) : undefined)
