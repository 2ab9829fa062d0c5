import type { Message } from './message.ts'

/** Outcomes of recordings, and of the links that lead to files. */
export const RECORDING_OUTCOMES = {
  LINK_INVALID: {
    es: 'El enlace no es válido; pida otro.',
    en: 'The link is not valid; ask for another.',
  },
  LINK_EXPIRED: { es: 'El enlace expiró; pida otro.', en: 'The link has expired; ask for another.' },
  INVALID_FOLDER: {
    es: 'Escriba la ruta completa de una carpeta, desde «/» y sin «..».',
    en: 'Give the whole path of a folder, from "/" on and without "..".',
  },
  FOLDER_MISSING: {
    es: 'La carpeta no existe en este servidor. Revise el nombre, y que el disco o la carpeta de la central (NFS, SMB, volumen de Docker) esté montado aquí.',
    en: "The folder does not exist on this server. Check the name, and that the disk or the PBX's folder (NFS, SMB, a Docker volume) is mounted here.",
  },
  FOLDER_NOT_A_FOLDER: {
    es: 'Ese nombre es de un archivo, no de una carpeta. Dé la carpeta en la que están las grabaciones.',
    en: 'That is the name of a file, not of a folder. Give the folder that the recordings are in.',
  },
  FOLDER_NOT_READABLE: {
    es: 'Este servidor no tiene permiso de leer la carpeta. Dé al usuario con el que corre lectura y entrada (r-x) en ella y en las de encima; en Issabel suele bastar el grupo «asterisk».',
    en: 'This server may not read the folder. Give the user it runs as the right to read and enter (r-x) it and those above; with Issabel the group "asterisk" usually does.',
  },
  FOLDER_UNAVAILABLE: {
    es: 'El disco de la carpeta no responde ({reason}). Revise el montaje; se intenta de nuevo cada minuto.',
    en: 'The disk of the folder does not answer ({reason}). Check the mount; it is tried again every minute.',
  },
  FOLDER_MOVED: {
    es: 'En el lugar de la carpeta hay ahora un enlace a otra parte. Si es lo que quiere, defina la carpeta otra vez.',
    en: 'In the place of the folder there is a link to elsewhere now. If that is what you want, set the folder again.',
  },
  FOLDER_EMPTY: {
    es: 'La carpeta está vacía. Si la central ya grabó algo, la carpeta de ella no está montada aquí.',
    en: 'The folder is empty. If the PBX has recorded anything, its folder is not mounted here.',
  },
  FOLDER_TAKEN: {
    es: 'Esa carpeta, o una dentro o encima de ella, ya es de otra central o de este servidor.',
    en: 'That folder, or one inside or above it, is another PBX’s or this server’s own already.',
  },
  FOLDER_NOT_YOURS: {
    es: 'Esa carpeta no es de su empresa. Use una dentro de RECORDINGS_DIR/{slug}, o pídala a quien opera este servidor.',
    en: "That folder is not your company's. Use one inside RECORDINGS_DIR/{slug}, or ask whoever operates this server.",
  },
  RECORDING_GONE: {
    es: 'El archivo de la grabación ya no está.',
    en: 'The file of the recording is not there any more.',
  },
  RECORDING_TOO_LONG: {
    es: 'La grabación es demasiado larga para convertirla; descárguela.',
    en: 'The recording is too long to be converted; download it.',
  },
  RECORDING_UNREADABLE: {
    es: 'El archivo no es un sonido que se pueda leer: {answer}',
    en: 'The file is no sound that can be read: {answer}',
  },
  CONVERTER_MISSING: {
    es: 'Este formato no lo reproduce un navegador. Instale «sox» o «ffmpeg» en este servidor, o descargue la grabación.',
    en: 'No browser plays this format. Install "sox" or "ffmpeg" on this server, or download the recording.',
  },
  CONVERTER_BUSY: {
    es: 'Se están convirtiendo otras grabaciones. Intente de nuevo en {retryAfterSeconds} s.',
    en: 'Other recordings are being converted. Try again in {retryAfterSeconds} s.',
  },
} as const satisfies Record<string, Message>
