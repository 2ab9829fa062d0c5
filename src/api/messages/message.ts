import type { Language } from '../../platform/viewer.ts'

/** The words for one code. */
export type Message = Readonly<Record<Language, string>>
