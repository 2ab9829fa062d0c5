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
  INVALID_EMAIL: {
    es: 'Escriba una dirección de correo como ana@empresa.com, sin nombre ni comas.',
    en: 'Give an e-mail address such as ana@company.com, without a name or commas.',
  },
  INVALID_CRON: {
    es: 'Escriba cinco campos de cron: minuto (un número), hora, día, mes y día de la semana; por ejemplo «0 7 * * 1».',
    en: 'Give five fields of cron: minute (one number), hour, day, month and weekday; for example "0 7 * * 1".',
  },
  MAIL_NOT_CONFIGURED: {
    es: 'Este servidor no envía correo todavía: defina SMTP_URL y MAIL_FROM (vea .env.example) y reinícielo.',
    en: 'This server sends no e-mail yet: set SMTP_URL and MAIL_FROM (see .env.example) and start it again.',
  },
  MAIL_UNREACHABLE: {
    es: 'El servidor de correo no responde; revise SMTP_URL, el puerto y el cortafuegos. {answer}',
    en: 'The mail server does not answer; check SMTP_URL, the port and the firewall. {answer}',
  },
  MAIL_SIGN_IN: {
    es: 'El servidor de correo no acepta el usuario o la clave de SMTP_URL. Gmail y Microsoft piden una clave de aplicación. {answer}',
    en: 'The mail server does not take the user or password of SMTP_URL. Gmail and Microsoft want an app password. {answer}',
  },
  MAIL_BUSY: {
    es: 'El servidor de correo no quiso recibirlo por ahora: {answer}',
    en: 'The mail server would not take it for now: {answer}',
  },
  MAIL_RECIPIENTS: {
    es: 'El servidor de correo no acepta a los destinatarios, o el remitente de MAIL_FROM: {answer}',
    en: 'The mail server does not take the recipients, or the sender of MAIL_FROM: {answer}',
  },
  MAIL_REFUSED: {
    es: 'El servidor de correo rechazó el mensaje: {answer}',
    en: 'The mail server refused the message: {answer}',
  },
  INTERNAL: {
    es: 'Un fallo del servidor; los detalles están en su registro.',
    en: 'A fault of the server; its log tells the details.',
  },
} as const satisfies Record<string, Message>
