import type { FactOutcome } from '../../platform/store/tables/facts.ts'
import type { Language } from '../../platform/viewer.ts'

/** What people call the ways in which a visit comes out. */
export const OUTCOME_NAMES: Readonly<Record<FactOutcome, Readonly<Record<Language, string>>>> = {
  ANSWERED: { es: 'Atendida', en: 'Answered' },
  ABANDONED: { es: 'Abandonada', en: 'Abandoned' },
  TIMED_OUT: { es: 'Tiempo agotado', en: 'Timed out' },
  LEFT_EMPTY: { es: 'Sin agentes', en: 'No agents' },
  LEFT_BY_KEY: { es: 'Salió con una tecla', en: 'Left by key' },
  WITHDRAWN: { es: 'Retirada', en: 'Withdrawn' },
  INCOMPATIBLE: { es: 'Incompatible', en: 'Incompatible' },
  LOST: { es: 'Sin desenlace conocido', en: 'Outcome unknown' },
  WAITING: { es: 'En espera', en: 'Waiting' },
}
