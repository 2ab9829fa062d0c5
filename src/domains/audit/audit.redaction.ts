const SECRET = /secret|passw|clave|contrase|token|key$|^current$|^next$|credential|authorization/i
const LONGEST_TEXT = 500
const DEEPEST = 6
const MOST_ENTRIES = 100

/** An input fit to be kept: without secrets, bounded in size, plain JSON. */
export function redacted(input: object): Record<string, unknown> {
  const kept = keep(input, 0)
  return kept !== null && typeof kept === 'object' && !Array.isArray(kept)
    ? (kept as Record<string, unknown>)
    : { value: kept }
}

function keep(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return value.length > LONGEST_TEXT ? `${keepable(value.slice(0, LONGEST_TEXT))}…` : keepable(value)
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'boolean':
      return value
    case 'bigint':
      return String(value)
    case 'object':
      break
    default:
      return null
  }
  if (value === null) return null
  if (value instanceof Date) return value.toJSON()
  if (depth >= DEEPEST) return '…'
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((each) => keep(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_ENTRIES)
      .map(([name, each]) => [keepable(name), SECRET.test(name) ? '***' : keep(each, depth + 1)]),
  )
}

/** PostgreSQL's JSON takes neither NUL nor half of a surrogate pair. */
const keepable = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd')
