import type { Words } from './words.es.ts'

export const boardEn: Words['board'] = { title: 'board' }
