import type { Language } from '../../platform/viewer.ts'
import type { PbxCheckName } from './preflight.types.ts'

type Hint = Readonly<Record<Language, string>>

const RELOAD: Hint = {
  es: 'Después ejecute «manager reload» en la consola de Asterisk.',
  en: 'Then run "manager reload" on the Asterisk console.',
}

/** An account's line of manager.conf that has to be longer. */
const permission = (line: 'read' | 'write', name: string): Hint => ({
  es: `Añada «${name}» a la línea «${line} =» de este usuario en manager.conf. ${RELOAD.es}`,
  en: `Add "${name}" to this user's "${line} =" line in manager.conf. ${RELOAD.en}`,
})

const HINTS: Readonly<Record<PbxCheckName, Hint>> = {
  REACHABLE: {
    es: 'Nadie contesta en ese servidor y puerto. Revise el nombre, que manager.conf tenga «enabled = yes» y «bindaddr» de la red (no 127.0.0.1), y que el cortafuegos deje pasar el puerto (5038).',
    en: 'Nothing answers at that host and port. Check the name, that manager.conf has "enabled = yes" and a "bindaddr" of the network (not 127.0.0.1), and that the firewall lets the port (5038) through.',
  },
  LOGIN: {
    es: `La central no acepta el usuario o el secreto, o las líneas «deny» y «permit» de ese usuario no admiten la dirección de este servidor. Corríjalo en manager.conf. ${RELOAD.es}`,
    en: `The PBX does not accept the user or the secret, or that user's "deny" and "permit" lines do not admit this server's address. Mend it in manager.conf. ${RELOAD.en}`,
  },
  VERSION: {
    es: 'Se necesita Asterisk 16 o posterior; con uno más antiguo faltan datos de las llamadas.',
    en: 'Asterisk 16 or later is needed; an older one leaves out facts of calls.',
  },
  READ_CALLS: permission('read', 'call'),
  READ_AGENTS: permission('read', 'agent'),
  READ_SYSTEM: permission('read', 'system'),
  SNAPSHOT: permission('write', 'reporting'),
  CONTROL_CALLS: permission('write', 'call'),
  ORIGINATE: permission('write', 'originate'),
  CONTROL_AGENTS: permission('write', 'agent'),
  SYSTEM: permission('write', 'system'),
  QUEUES: {
    es: 'La central no tiene colas. Cree al menos una, o revise con «module show like app_queue» que el módulo esté cargado.',
    en: 'The PBX has no queues. Make at least one, or check with "module show like app_queue" that the module is loaded.',
  },
  EVENTS: {
    es: `No llegan eventos. Revise las líneas «read =» y «eventfilter» de este usuario en manager.conf. ${RELOAD.es}`,
    en: `No events arrive. Check this user's "read =" and "eventfilter" lines in manager.conf. ${RELOAD.en}`,
  },
  WRITE_TIMEOUT: {
    es: `Ponga «writetimeout = 5000» en este usuario de manager.conf: con menos, la central corta el enlace a la menor demora. ${RELOAD.es}`,
    en: `Put "writetimeout = 5000" into this user of manager.conf: with less, the PBX cuts the link at the slightest delay. ${RELOAD.en}`,
  },
  CLOCK: {
    es: 'Los relojes de la central y de este servidor no coinciden: active la hora por red (chrony o ntpd) en ambos.',
    en: 'The clocks of the PBX and of this server differ: turn on network time (chrony or ntpd) on both.',
  },
}

/** Where the same hint would mislead, because of how the attempt ended. */
const BY_PROBLEM: Readonly<Record<string, Hint>> = {
  'REACHABLE PROTOCOL': {
    es: 'En ese puerto contesta algo que no es el administrador de Asterisk (AMI). Use el puerto de manager.conf, normalmente 5038; no el de SIP ni el de la web.',
    en: "What answers at that port is not Asterisk's manager (AMI). Use the port of manager.conf, usually 5038; not that of SIP or the web.",
  },
  'LOGIN TIMED_OUT': {
    es: 'La central contesta, pero no a tiempo. Puede estar sobrecargada o la red perder paquetes.',
    en: 'The PBX answers, but not in time. It may be overloaded, or the network may lose packets.',
  },
  'LOGIN DISCONNECTED': {
    es: 'La central cortó la conexión durante el ingreso: tal vez «authlimit» de manager.conf o fail2ban bloqueó esta dirección.',
    en: 'The PBX cut the connection during login: perhaps "authlimit" in manager.conf or fail2ban has blocked this address.',
  },
}

const UNSEEN: Hint = {
  es: 'No se pudo comprobar con los permisos de este usuario.',
  en: "Could not be checked with this user's permissions.",
}

const NOT_REACHED: Hint = {
  es: 'No se comprobó, porque la prueba terminó antes.',
  en: 'Not checked, because the test ended before.',
}

/** How to mend what a check found (`ok` false), or what to look at when it could not be seen (null). */
export function hintOf(
  check: PbxCheckName,
  ok: boolean | null,
  problem: string | undefined,
  language: Language,
): string {
  if (ok === null && problem !== undefined) return NOT_REACHED[language]
  const hint = (BY_PROBLEM[`${check} ${problem}`] ?? HINTS[check])[language]
  return ok === null ? `${UNSEEN[language]} ${hint}` : hint
}
