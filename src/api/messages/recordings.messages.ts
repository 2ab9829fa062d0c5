import type { Message } from './message.ts'

/** Outcomes of recordings, and of the links that lead to files. */
export const RECORDING_OUTCOMES = {
  LINK_INVALID: {
    es: 'El enlace no es válido; pida otro.',
    en: 'The link is not valid; ask for another.',
  },
  LINK_EXPIRED: { es: 'El enlace expiró; pida otro.', en: 'The link has expired; ask for another.' },
} as const satisfies Record<string, Message>
