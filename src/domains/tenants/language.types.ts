import { registerEnumType } from 'type-graphql'
import type { Language } from '../../platform/viewer.ts'

/** The schema's names of the languages. */
export const LanguageName = { ES: 'es', EN: 'en' } as const satisfies Record<Uppercase<Language>, Language>

registerEnumType(LanguageName, {
  name: 'Language',
  description: 'A language people are spoken to in. Values may be added.',
  valuesConfig: { ES: { description: 'Spanish.' }, EN: { description: 'English.' } },
})
