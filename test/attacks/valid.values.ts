import type { Supply } from '../isolation/schema.calls.ts'
import { PASSWORD } from '../servers/app.server.ts'

/** The folders of an office, beside the server's own. */
export interface Folders {
  readonly logs: string
  /** For a PBX that has no folder of recordings yet. */
  readonly empty: string
}

export const CDR_FILE = 'cdr.csv'
const RECIPIENT = 'jefa@empresa.test'
let made = 0

/** What of a log source and an import is asked of one kind and not of the other. */
const isOfTable = (also: readonly string[]) => ['databaseAccountId', 'tableName'].includes(also.at(-1)!)
const isOfDatabase = (also: readonly string[]) => ['databaseAccountId', 'table'].includes(also.at(-1)!)
const isOfTls = (also: readonly string[]) => also.at(-1) === 'authority'

/** Values that are valid by themselves and with each other. */
export const valuesIn = ({ logs, empty }: Folders): Supply['values'] => ({
  first: () => 20,
  login: () => `persona.${++made}`,
  adminLogin: () => `persona.${++made}`,
  slug: () => `empresa-${++made}`,
  name: () => 'Nombre',
  label: () => 'Ventas',
  password: () => 'no es la clave',
  current: () => 'no es la clave',
  next: () => PASSWORD,
  refreshToken: () => 'no es un token',
  timeZone: () => 'America/Bogota',
  // Nothing listens on port 1, so what is registered here never becomes a link.
  host: (also) => (isOfTls(also) ? 'pbx.empresa.test' : '127.0.0.1'),
  port: () => 1,
  username: () => 'nadie',
  secret: () => 'nada',
  dialContext: () => 'from-internal',
  prefix: () => `p${++made}`,
  interface: () => `PJSIP/${7000 + ++made}`,
  stateInterface: () => 'PJSIP/7001',
  reason: () => 'Descanso',
  role: () => 'AGENT',
  penalty: () => ++made % 1000,
  holdSeconds: () => 10,
  action: () => 'queueUpdate',
  number: () => '09',
  until: () => new Date(Date.now() + 3_600_000).toISOString(),
  // Of calls and visits alone one may ask by numbers and agents.
  report: () => 'VISITS',
  cron: () => '0 7 * * 1',
  recipients: () => [RECIPIENT],
  'mailTest.to': () => RECIPIENT,
  keepDays: () => 90,
  internalPrefixes: () => ['021'],
  database: () => 'asteriskcdrdb',
  encryption: (also) => (isOfTls(also) ? 'VERIFIED' : 'UNVERIFIED'),
  authority: () => '',
  table: () => 'cdr',
  tableName: () => 'queue_log',
  'cdrImport.input.fileName': () => CDR_FILE,
  fileName: () => 'queue_log',
  files: () => ['queue_log'],
  folder: () => logs,
  'recordingFolderSet.input.folder': () => empty,
  pbxFolder: () => '/var/spool/asterisk/monitor',
  'logSourceSet.input.kind': (also) => (isOfTable(also) ? 'TABLE' : 'FILE'),
})

const ADDRESS = ['host', 'port', 'username', 'secret'].map((name) => `input.${name}`)

export const TOGETHER: Supply['together'] = {
  pbxTest: (also) => (also.at(-1) === 'id' ? [] : ADDRESS),
  databaseAccountSet: (also) => [...ADDRESS, ...(isOfTls(also) ? ['input.encryption'] : [])],
  logImport: () => ['input.folder'],
  logSourceSet: (also) =>
    isOfTable(also) ? ['input.databaseAccountId', 'input.tableName'] : ['input.folder'],
  cdrImport: (also) => (isOfDatabase(also) ? ['input.databaseAccountId'] : ['input.fileName']),
}
