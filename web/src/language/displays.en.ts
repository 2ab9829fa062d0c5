import type { Words } from './words.es.ts'

export const displaysEn: Words['displays'] = { title: 'displays' }
