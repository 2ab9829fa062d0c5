import type { Message } from './message.ts'

/** Outcomes of logs, and what is in the way of reading one. */
export const LOG_OUTCOMES = {
  LOG_FOLDER_FORBIDDEN: {
    es: 'La carpeta «{folder}» no está permitida. Quien administra el servidor la añade a QUEUE_LOG_DIRS y lo reinicia.',
    en: 'The folder "{folder}" is not allowed. Whoever keeps the server adds it to QUEUE_LOG_DIRS and restarts it.',
  },
  LOG_FOLDER_UNREADABLE: {
    es: 'La carpeta «{folder}» no se puede leer ({reason}). Revise que exista y esté montada en este servidor, y que su usuario pueda leerla.',
    en: 'The folder "{folder}" cannot be read ({reason}). Check that it exists and is mounted on this server, and that its user may read it.',
  },
  LOG_FILE_MISSING: {
    es: 'El archivo «{file}» no está. Revise el nombre y que «queue_log = yes» siga en logger.conf; se lee en cuanto aparezca.',
    en: 'The file "{file}" is not there. Check its name, and that "queue_log = yes" still stands in logger.conf; it is read as soon as it appears.',
  },
  LOG_FILE_UNREADABLE: {
    es: 'El archivo «{file}» no se puede leer. Dé permiso de lectura al usuario de este servidor, por ejemplo añadiéndolo al grupo asterisk.',
    en: 'The file "{file}" cannot be read. Let the user of this server read it, for instance by adding it to the group asterisk.',
  },
  LOG_NOT_A_QUEUE_LOG: {
    es: 'El archivo «{file}» no es un queue_log: no contiene ningún evento de cola. Revise la carpeta y el nombre.',
    en: 'The file "{file}" is no queue_log: there is no event of a queue in it. Check the folder and the name.',
  },
  LOG_FILE_DAMAGED: {
    es: 'El archivo comprimido «{file}» está dañado; se leyó hasta donde se pudo.',
    en: 'The compressed file "{file}" is damaged; it was read as far as it goes.',
  },
  LOG_READING_FAILED: {
    es: 'La lectura falló y se intenta de nuevo; el registro del servidor dice por qué.',
    en: 'Reading failed and is tried again; the log of the server says why.',
  },
  LOG_FOLDER_EMPTY: {
    es: 'En la carpeta «{folder}» no hay ningún queue_log con ese nombre. Revise la carpeta y el nombre del archivo.',
    en: 'There is no queue_log of that name in the folder "{folder}". Check the folder and the name of the file.',
  },
  LOG_FILE_UNKNOWN: {
    es: 'En la carpeta no hay ningún archivo «{file}».',
    en: 'There is no file "{file}" in the folder.',
  },
} as const satisfies Record<string, Message>
