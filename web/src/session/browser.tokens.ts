import type { SessionTokens, TokenStore } from '@centralita/client'

export const TOKENS_KEY = 'centralita.tokens'

/**
 * The tokens of who is signed in, for all tabs of this browser and over a restart of it. No script of anybody
 * else runs on these pages (their content policy sees to that), so none can read them.
 */
export const browserTokens: TokenStore = {
  load() {
    try {
      const text = localStorage.getItem(TOKENS_KEY)
      return text === null ? null : (JSON.parse(text) as SessionTokens)
    } catch {
      return null
    }
  },
  save(tokens) {
    if (tokens === null) localStorage.removeItem(TOKENS_KEY)
    else localStorage.setItem(TOKENS_KEY, JSON.stringify(tokens))
  },
}
