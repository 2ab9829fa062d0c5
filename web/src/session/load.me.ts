import { CentralitaError, type Client, MeDocument, TenantDocument } from '@centralita/client'
import type { LanguageCode } from '../language/language.ts'
import type { Me, MyTenant } from './signed.in.tsx'

/** Asks who is signed in. @throws CentralitaError */
export async function loadMe(client: Client, signal: AbortSignal): Promise<Me> {
  const [{ me }, tenant] = await Promise.all([
    client.request(MeDocument, {}, { signal }),
    loadTenant(client, signal),
  ])
  const { id, name, login, role, permissions, mustChangePassword, language } = me
  return {
    ...{ id, name, login, role, permissions, mustChangePassword, tenant },
    language: language && codeOf(language),
  }
}

/** Of the tenant nothing is told before the one-time password is replaced. */
async function loadTenant(client: Client, signal: AbortSignal): Promise<MyTenant> {
  try {
    const { name, timeZone, language } = (await client.request(TenantDocument, {}, { signal })).tenant
    return { name, timeZone, language: codeOf(language) }
  } catch (error) {
    if (!(error instanceof CentralitaError && error.code === 'PASSWORD_CHANGE_REQUIRED')) throw error
    return { name: '', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, language: 'es' }
  }
}

const codeOf = (language: 'ES' | 'EN'): LanguageCode => (language === 'EN' ? 'en' : 'es')
