import type { ErrorDetails } from '../../errors.ts'
import type { Language } from '../../platform/viewer.ts'
import { DATABASE_OUTCOMES } from './databases.messages.ts'
import { EXPORT_OUTCOMES } from './exports.messages.ts'
import { LOG_OUTCOMES } from './logs.messages.ts'
import type { Message } from './message.ts'
import { RECORDING_OUTCOMES } from './recordings.messages.ts'
import { REPORT_OUTCOMES } from './reports.messages.ts'

/**
 * Refusals that stand above an operation: top-level `errors`. `{name}` is replaced by the error's detail of
 * that name.
 */
const REFUSALS = {
  UNAUTHENTICATED: { es: 'Inicie sesión para continuar.', en: 'Sign in to go on.' },
  FORBIDDEN: { es: 'No tiene permiso para esto.', en: 'You are not allowed to do this.' },
  PASSWORD_CHANGE_REQUIRED: {
    es: 'Cambie primero su contraseña de un solo uso.',
    en: 'Replace your one-time password first.',
  },
  RATE_LIMITED: {
    es: 'Demasiadas peticiones. Intente de nuevo en {retryAfterSeconds} s.',
    en: 'Too many requests. Try again in {retryAfterSeconds} s.',
  },
  OPERATION_TOO_COMPLEX: {
    es: 'La operación pide demasiado: {limit} no puede pasar de {maximum}.',
    en: 'The operation asks for too much: {limit} may be at most {maximum}.',
  },
  GRAPHQL_PARSE_FAILED: { es: 'El documento no se puede leer. {detail}', en: '{detail}' },
  GRAPHQL_VALIDATION_FAILED: { es: 'La operación no es válida. {detail}', en: '{detail}' },
  INTROSPECTION_FORBIDDEN: {
    es: 'La introspección no está permitida para usted.',
    en: 'Introspection is not open to you.',
  },
  SUBSCRIPTION_NEEDS_WEBSOCKET: {
    es: 'Las suscripciones se piden por WebSocket (graphql-transport-ws).',
    en: 'Subscriptions are served over WebSocket (graphql-transport-ws).',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    es: 'Una conexión admite {maximum} suscripciones a la vez.',
    en: 'One connection holds at most {maximum} subscriptions.',
  },
  TOO_FAR_BEHIND: {
    es: 'La lectura quedó demasiado atrás; suscríbase de nuevo y consulte lo perdido.',
    en: 'The reader fell too far behind; subscribe again and query what was missed.',
  },
  BAD_USER_INPUT: {
    es: 'El valor de «{field}» falta o no es válido.',
    en: 'The value of "{field}" is missing or not valid.',
  },
  BODY_TOO_LARGE: {
    es: 'El cuerpo pasa de {maximum} bytes.',
    en: 'The body is larger than {maximum} bytes.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    es: 'El cuerpo debe ser application/json en UTF-8 y sin comprimir.',
    en: 'The body must be application/json in UTF-8, uncompressed.',
  },
  MALFORMED_REQUEST: { es: 'El cuerpo no es JSON válido.', en: 'The body is not valid JSON.' },
  BATCHING_FORBIDDEN: {
    es: 'Envíe una operación por petición.',
    en: 'Send one operation per request.',
  },
  REQUEST_TIMEOUT: {
    es: 'La petición tardó más de {limitSeconds} s.',
    en: 'The request took longer than {limitSeconds} s.',
  },
  SHUTTING_DOWN: {
    es: 'El servidor se está deteniendo; intente de nuevo.',
    en: 'The server is stopping; try again.',
  },
  JOURNAL_FULL: {
    es: 'El servidor no puede guardar nada ahora; avise a su administrador.',
    en: 'The server can keep nothing at present; tell your administrator.',
  },
  JOURNAL_CLOSED: {
    es: 'El servidor se está deteniendo; intente de nuevo.',
    en: 'The server is stopping; try again.',
  },
  JOURNAL_RECORD_TOO_LARGE: {
    es: 'Es demasiado para guardarlo de una vez.',
    en: 'This is too much to be kept at once.',
  },
  INTERNAL_SERVER_ERROR: {
    es: 'Error interno. Cite la petición {requestId}.',
    en: 'Internal error. Quote request {requestId}.',
  },
} satisfies Record<string, Message>

/** What an intent may be answered with: codes of a payload's `errors`. Queries may also be refused by them. */
const OUTCOMES = {
  NOT_FOUND: { es: 'No existe o no es suyo.', en: 'It does not exist or is not yours.' },
  INVALID_INPUT: { es: 'El valor no es válido.', en: 'The value is not valid.' },
  REQUIRED: { es: 'Este dato es obligatorio.', en: 'This is required.' },
  INVALID_ID: { es: 'Esto no es un identificador.', en: 'This is not an id.' },
  INVALID_NUMBER: {
    es: 'Escriba hasta 40 cifras, * o #, con + al inicio si hace falta.',
    en: 'Give up to 40 digits, * or #, after an optional +.',
  },
  OUT_OF_RANGE: { es: 'Debe estar entre {least} y {most}.', en: 'It must be {least} to {most}.' },
  TOO_MANY: { es: 'No pueden ser más de {maximum}.', en: 'At most {maximum}.' },
  EMPTY_PERIOD: { es: 'El periodo termina antes de empezar.', en: 'The period ends before it begins.' },
  TOO_LONG: { es: 'No puede pasar de {maximum} caracteres.', en: 'At most {maximum} characters.' },
  ALREADY_EXISTS: { es: 'Ya existe.', en: 'It exists already.' },
  CONFLICT: {
    es: 'Otra persona lo cambió entretanto; vuelva a leerlo.',
    en: 'Somebody changed it meanwhile; read it again.',
  },
  NOT_ALLOWED_NOW: {
    es: 'No es posible en el estado actual.',
    en: 'Not possible in its present state.',
  },
  INVALID_CURSOR: {
    es: 'El cursor no es de esta lista.',
    en: 'The cursor is not one of this list.',
  },
  PAGE_SIZE_OUT_OF_RANGE: {
    es: 'Pida de 1 a {maximum} elementos por página.',
    en: 'Ask for 1 to {maximum} items a page.',
  },
  INVALID_CREDENTIALS: {
    es: 'Usuario o contraseña incorrectos.',
    en: 'Wrong user or password.',
  },
  LOGIN_LIMIT: {
    es: 'Demasiados intentos. Espere {retryAfterSeconds} s.',
    en: 'Too many attempts. Wait {retryAfterSeconds} s.',
  },
  USER_DISABLED: {
    es: 'Este usuario está desactivado; hable con su administrador.',
    en: 'This user is disabled; talk to your administrator.',
  },
  TOKEN_EXPIRED: { es: 'La sesión expiró.', en: 'The session has expired.' },
  PASSWORD_TOO_SHORT: {
    es: 'La contraseña necesita al menos {minimum} caracteres.',
    en: 'The password needs at least {minimum} characters.',
  },
  PASSWORD_IS_LOGIN: {
    es: 'La contraseña no puede ser el nombre de usuario.',
    en: 'The password cannot be the login.',
  },
  PASSWORD_TOO_COMMON: {
    es: 'Esa contraseña es de las primeras que prueba un atacante; elija otra.',
    en: 'That password is among the first an attacker tries; choose another.',
  },
  PASSWORD_UNCHANGED: {
    es: 'La contraseña nueva es la misma que la actual.',
    en: 'The new password is the current one.',
  },
  INVALID_LOGIN: {
    es: 'Use de 2 a 190 letras, cifras o los signos . _ @ + -',
    en: 'Use 2 to 190 letters, digits or the signs . _ @ + -',
  },
  RIGHTS_BEYOND_YOURS: {
    es: 'Va más allá de los permisos que usted tiene.',
    en: 'This goes beyond the rights you have yourself.',
  },
  OWN_RIGHTS: {
    es: 'Nadie cambia sus propios permisos; pídalo a otro administrador.',
    en: 'Nobody changes their own rights; ask another administrator.',
  },
  LAST_ADMINISTRATOR: {
    es: 'Es el último administrador activo; nombre antes a otro.',
    en: 'This is the last active administrator; appoint another one first.',
  },
  INVALID_TIME_ZONE: {
    es: 'No es una zona horaria conocida; por ejemplo America/Bogota.',
    en: 'Not a known time zone; for example America/Bogota.',
  },
  INVALID_SLUG: {
    es: 'Use de 2 a 64 letras minúsculas, cifras y guiones sueltos.',
    en: 'Use 2 to 64 lower case letters, digits and single hyphens.',
  },
  INVALID_HOST: {
    es: 'Escriba un nombre de servidor o una dirección IP, sin puerto ni «http://».',
    en: 'Give a host name or an IP address, without port or "http://".',
  },
  INVALID_PORT: { es: 'El puerto va de 1 a 65535.', en: 'A port is 1 to 65535.' },
  INVALID_DIAL_CONTEXT: {
    es: 'Un contexto lleva letras, cifras, punto, guion o guion bajo.',
    en: 'A context has letters, digits, dots, hyphens or underscores.',
  },
  SECRET_NEEDED: {
    es: 'Escriba otra vez el secreto de la central.',
    en: "Give the PBX's secret again.",
  },
  NOT_SHARED: {
    es: 'Esta central tiene dueño; solo se reparten las compartidas.',
    en: 'This PBX has an owner; only shared ones are divided.',
  },
  TOO_MANY_TESTS: {
    es: 'Ya hay pruebas de centrales en curso; espere a que terminen.',
    en: 'Tests of PBXs are already running; wait until they are done.',
  },
  PBX_UNAVAILABLE: { es: 'La central no responde.', en: 'The PBX does not answer.' },
  PBX_REFUSED: { es: 'La central rechazó la orden: {answer}', en: 'The PBX refused: {answer}' },
  PBX_NOT_CONNECTED: {
    es: 'No hay conexión con la central.',
    en: 'There is no connection to the PBX.',
  },
  AGENT_IN_NO_QUEUE: {
    es: 'El agente no atiende ninguna cola.',
    en: 'The agent serves no queue.',
  },
  CALL_NOT_CONNECTED: {
    es: 'En esa llamada no hay todavía con quién hacerlo.',
    en: 'There is nobody in that call yet to do this with.',
  },
  OTHER_PBX: {
    es: 'La extensión y la llamada están en centrales distintas.',
    en: 'The extension and the call are on different PBXs.',
  },
  INVALID_DIAL_STRING: {
    es: 'Solo cifras, * y #, con + al inicio si hace falta; hasta 20.',
    en: 'Only digits, * and #, after an optional +; at most 20.',
  },
  AUDIT_UNAVAILABLE: {
    es: 'El servidor no puede escribir la auditoría en su disco; compruebe el resultado antes de repetir.',
    en: 'The server cannot write the audit log to its disk; look at the outcome before you repeat it.',
  },
  DATABASE_UNAVAILABLE: {
    es: 'La base de datos no responde; intente de nuevo.',
    en: 'The database does not answer; try again.',
  },
  ...EXPORT_OUTCOMES,
  ...RECORDING_OUTCOMES,
  ...DATABASE_OUTCOMES,
  ...REPORT_OUTCOMES,
  ...LOG_OUTCOMES,
} satisfies Record<string, Message>

const MESSAGES: Readonly<Record<string, Message>> = { ...REFUSALS, ...OUTCOMES }

/** The codes of payload errors, by name: the values of the schema's enum `ErrorCode`. */
export const ERROR_CODES = Object.fromEntries(Object.keys(OUTCOMES).map((code) => [code, code])) as {
  readonly [Code in keyof typeof OUTCOMES]: Code
}

/** What an `ErrorCode` means, in English: its description in the schema. */
export const errorCodeMeaning = (code: keyof typeof OUTCOMES): string => OUTCOMES[code].en

export const isOutcome = (code: string): code is keyof typeof OUTCOMES => Object.hasOwn(OUTCOMES, code)

/** The words for a code; a code without words is told by its name. */
export function messageOf(code: string, language: Language, details: ErrorDetails = {}): string {
  const message = Object.hasOwn(MESSAGES, code) ? MESSAGES[code] : undefined
  if (!message) return language === 'es' ? `No fue posible (${code}).` : `Not possible (${code}).`
  return message[language].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(details[name] ?? '?').slice(0, 200),
  )
}
