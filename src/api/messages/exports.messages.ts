import type { Message } from './message.ts'

/** Outcomes of jobs, exports and reports by e-mail. */
export const EXPORT_OUTCOMES = {
  TOO_MANY_JOBS: {
    es: 'Ya hay {maximum} trabajos en espera o en curso; aguarde a que terminen o cancele alguno.',
    en: '{maximum} jobs are waiting or running already; wait for them or cancel one.',
  },
  JOB_GAVE_UP: {
    es: 'El servidor se detuvo {maximum} veces durante este trabajo; no se intenta más. Revise su registro.',
    en: 'The server ended {maximum} times during this job; it is not tried again. Look at its log.',
  },
  EXPORT_DISK: {
    es: 'El disco del servidor no admite el archivo ({answer}). Libere espacio en la carpeta de datos y pídalo de nuevo.',
    en: "The server's disk does not take the file ({answer}). Make room in the data folder and ask for it again.",
  },
  EXPORT_GONE: {
    es: 'El archivo ya no está: se guarda 7 días. Pídalo de nuevo.',
    en: 'The file is not there any more: it is kept for 7 days. Ask for it again.',
  },
  INTERNAL: {
    es: 'Un fallo del servidor; los detalles están en su registro.',
    en: 'A fault of the server; its log tells the details.',
  },
} as const satisfies Record<string, Message>
