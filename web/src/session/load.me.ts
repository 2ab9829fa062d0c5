import {
  CentralitaError,
  type Client,
  MeDocument,
  type Permission,
  type Role,
  TenantDocument,
} from '@centralita/client'
import type { LanguageCode } from '../language/language.ts'

/** Who is signed in. */
export interface Me {
  readonly id: string
  readonly name: string
  readonly login: string
  readonly role: Role
  readonly permissions: readonly Permission[]
  /** Until they have, the server answers nothing else; they are at `/inicio`. */
  readonly mustChangePassword: boolean
  /** What they chose to be spoken to in; null when they chose nothing. */
  readonly language: LanguageCode | null
  readonly tenant: MyTenant
}

export interface MyTenant {
  readonly name: string
  /** IANA name. As the browser has it while the password is still to be changed. */
  readonly timeZone: string
  readonly language: LanguageCode
}

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
