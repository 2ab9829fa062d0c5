import type { Message } from './message.ts'

/** Outcomes of the databases of PBXs, and of what is taken over from them. */
export const DATABASE_OUTCOMES = {
  DATABASE_REFUSED: {
    es: 'La base de datos de la central no acepta el usuario o la contraseña, o no admite la dirección de este servidor ({reason}). Dele permiso SELECT: GRANT SELECT ON base.* TO usuario@servidor.',
    en: "The PBX's database does not accept the user or the password, or does not admit this server's address ({reason}). Grant it SELECT: GRANT SELECT ON base.* TO user@server.",
  },
  DATABASE_UNREACHABLE: {
    es: 'Nadie contesta en ese servidor y puerto ({reason}). Revise «bind-address» (no 127.0.0.1) y el cortafuegos de la central.',
    en: 'Nothing answers at that host and port ({reason}). Check "bind-address" (not 127.0.0.1) and the firewall of the PBX.',
  },
  DATABASE_SLOW: {
    es: 'La base de datos de la central no contestó a tiempo ({reason}). Tal vez falte un índice sobre la fecha, o esté sobrecargada.',
    en: "The PBX's database did not answer in time ({reason}). Perhaps an index on the date is missing, or it is overloaded.",
  },
  DATABASE_UNENCRYPTED: {
    es: 'El servidor no ofrece una conexión cifrada que sea segura, TLS 1.2 o posterior ({reason}). Actívela (ssl_cert y ssl_key) o deje «encryption» vacío si nadie puede escuchar el camino.',
    en: 'The server offers no encrypted connection that is safe, TLS 1.2 or later ({reason}). Turn it on (ssl_cert and ssl_key), or leave "encryption" empty if nobody can listen on the way.',
  },
  DATABASE_UNTRUSTED: {
    es: 'El certificado del servidor no demuestra que sea él ({reason}). Dé en «authority» el certificado de quien lo firmó, y en «host» el nombre que el certificado lleva.',
    en: 'The certificate of the server does not prove that it is the one ({reason}). Give in "authority" the certificate of who signed it, and in "host" the name that it bears.',
  },
  HOST_NAME_NEEDED: {
    es: 'Un certificado se verifica por un nombre: escriba en «host» el que lleva, no una dirección.',
    en: 'A certificate is verified by a name: give in "host" the one that it bears, not an address.',
  },
  INVALID_CERTIFICATE: {
    es: 'No es un certificado en PEM: empieza con «-----BEGIN CERTIFICATE-----».',
    en: 'This is no certificate in PEM: it begins with "-----BEGIN CERTIFICATE-----".',
  },
  DATABASE_MISSING: {
    es: 'No hay una base de datos con ese nombre en el servidor ({reason}).',
    en: 'The server has no database of that name ({reason}).',
  },
  DATABASE_FAULT: {
    es: 'La base de datos de la central rechazó la consulta ({reason}).',
    en: "The PBX's database refused the query ({reason}).",
  },
  TABLE_MISSING: {
    es: 'La base de datos no tiene la tabla, o el usuario no puede verla.',
    en: 'The database does not have the table, or the user may not see it.',
  },
  COLUMN_MISSING: {
    es: 'A la tabla le falta una columna que se necesita.',
    en: 'The table lacks a column that is needed.',
  },
  TABLE_WITHOUT_ID: {
    es: 'La tabla no tiene una columna «id» numérica, y sin ella no se sabe qué filas ya se leyeron. Añádala: ALTER TABLE queue_log ADD id BIGINT AUTO_INCREMENT PRIMARY KEY.',
    en: 'The table has no numeric column "id", without which nobody knows which rows were read. Add it: ALTER TABLE queue_log ADD id BIGINT AUTO_INCREMENT PRIMARY KEY.',
  },
  DATABASE_SECRET_NEEDED: {
    es: 'Escriba otra vez la contraseña de la base de datos.',
    en: 'Give the password of the database again.',
  },
  TIME_ZONE_WRONG: {
    es: 'Las horas difieren {minutes} minutos de lo que dicen los identificadores de las llamadas: no son de la zona {timeZone}. Indique la zona correcta, o UTC si cdr.conf tiene «usegmtime=yes» o logger.conf «queue_log_realtime_use_gmt=yes».',
    en: 'The times differ by {minutes} minutes from what the calls\' ids say: they are not of the zone {timeZone}. Give the right zone, or UTC if cdr.conf has "usegmtime=yes" or logger.conf "queue_log_realtime_use_gmt=yes".',
  },
  NAMES_CUT: {
    es: 'La tabla guarda solo {length} caracteres en la columna «{column}»: los nombres más largos pierden el final. Amplíela a varchar(80) o más.',
    en: 'The table keeps only {length} characters in its column "{column}": longer names lose their end. Widen it to varchar(80) or more.',
  },
  TOLD_BY_LOG: {
    es: 'De ese periodo ya cuentan el registro o los eventos de la propia central (desde {since}): las llamadas se contarían dos veces. Importe solo lo anterior.',
    en: "The PBX's own log or events tell that period already (since {since}): calls would count twice. Take over only what was before.",
  },
  IMPORT_FILE_MISSING: {
    es: 'No hay un archivo con ese nombre en la carpeta de importación.',
    en: 'There is no file of that name in the import folder.',
  },
  IMPORT_FILE_UNREADABLE: {
    es: 'El archivo no se puede leer ({reason}); revise sus permisos.',
    en: 'The file cannot be read ({reason}); check its permissions.',
  },
  IMPORT_SOURCE_NEEDED: {
    es: 'Indique una base de datos o un archivo, y no los dos.',
    en: 'Give a database or a file, and not both.',
  },
  INVALID_TABLE_NAME: {
    es: 'El nombre de una tabla lleva hasta 64 letras, cifras, guiones o guiones bajos.',
    en: 'The name of a table has up to 64 letters, digits, hyphens or underscores.',
  },
} as const satisfies Record<string, Message>
