import type { Message } from './message.ts'

/** Outcomes of reports. */
export const REPORT_OUTCOMES = {
  PERIOD_TOO_LONG: {
    es: 'El periodo no puede pasar de {maximumDays} días para este informe.',
    en: 'The period may be at most {maximumDays} days for this report.',
  },
  PERIOD_UNCLEAR: {
    es: 'Indique el nombre de un periodo, o su comienzo y su fin, pero no ambos.',
    en: 'Give the name of a period, or its beginning and its end, and not both.',
  },
} as const satisfies Record<string, Message>
