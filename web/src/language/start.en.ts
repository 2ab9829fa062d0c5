import type { Words } from './words.es.ts'

export const startEn: Words['start'] = { title: 'start' }
