import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const READMES = ['README.md', 'README.en.md']

/** The blocks of one language in a Markdown file, without their fences. */
export function blocksOf(folder: string, file: string, language: string): string[] {
  const text = readFileSync(join(folder, file), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block]) => block!)
}
