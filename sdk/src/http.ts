import { errorOf, type Fail, type LanguageCode, type ToldError } from './errors.ts'

/** As much of `fetch` as is used. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<{ readonly status: number; text(): Promise<string> }>

export interface Answer<Result> {
  readonly status: number
  readonly data?: Result | null
  readonly errors?: readonly ToldError[]
}

export interface HttpOptions {
  readonly url: string
  readonly fetch: Fetch
  readonly language: LanguageCode | undefined
  readonly fail: Fail
}

/**
 * Sends one operation and reads the answer, whatever it says.
 * @throws CentralitaError NETWORK or BAD_RESPONSE (with `details.status`).
 */
export async function post<Result>(
  { url, fetch, language, fail }: HttpOptions,
  operation: { query: string; variables: unknown },
  token: string | undefined,
  signal: AbortSignal,
): Promise<Answer<Result>> {
  let status: number
  let text: string
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(language && { 'accept-language': language }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(operation),
      signal,
    })
    status = response.status
    text = await response.text()
  } catch (cause) {
    throw fail('NETWORK', { cause })
  }
  const answer = parsed<Result>(text, status)
  if (!answer) throw fail('BAD_RESPONSE', { details: { status } })
  return answer
}

/** What an answer gives. @throws CentralitaError what the server told. */
export function resultOf<Result>({ data, errors }: Answer<Result>): Result {
  if (errors?.length) throw errorOf(errors)
  return data as Result
}

function parsed<Result>(text: string, status: number): Answer<Result> | undefined {
  try {
    const { data, errors } = JSON.parse(text) as Answer<Result>
    if (Array.isArray(errors) && errors.length > 0) return { status, errors }
    return typeof data === 'object' && data !== null ? { status, data } : undefined
  } catch {
    return undefined
  }
}
