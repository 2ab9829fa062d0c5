import { accessEn } from './access.en.ts'
import { boardEn } from './board.en.ts'
import { displaysEn } from './displays.en.ts'
import { partsEn } from './parts.en.ts'
import { startEn } from './start.en.ts'
import type { Words } from './words.es.ts'

export const en: Words = {
  access: accessEn,
  board: boardEn,
  displays: displaysEn,
  parts: partsEn,
  start: startEn,
}
