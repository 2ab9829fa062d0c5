const STATUS: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  FORBIDDEN: 403,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RATE_LIMITED: 429,
  LOGIN_LIMIT: 429,
  INTERNAL_SERVER_ERROR: 500,
  SHUTTING_DOWN: 503,
  DATABASE_UNAVAILABLE: 503,
  REQUEST_TIMEOUT: 503,
}

/** The HTTP status of a request that was refused with this code before anything was executed. */
export const statusOf = (code: unknown): number => STATUS[String(code)] ?? 400
