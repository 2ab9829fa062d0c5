import type { Page } from 'playwright-core'
import { ApiClient } from '../servers/api.client.ts'
import { PASSWORD } from '../servers/app.server.ts'

/** Somebody with a password of their own, signed in. @returns their id beside. */
export async function makePerson(
  admin: ApiClient,
  login: string,
  role: 'VIEWER' | 'SUPERVISOR',
): Promise<{ id: string; person: ApiClient }> {
  const { credentials } = await admin.mutate(
    `mutation ($input: UserCreateInput!) {
      userCreate(input: $input) {
        credentials { oneTimePassword user { id } }
        errors { code path message }
      }
    }`,
    { input: { login, name: `${login[0]!.toUpperCase()}${login.slice(1)}`, role } },
  )
  const person = new ApiClient(admin.port)
  await person.signIn(login, credentials.oneTimePassword)
  await person.changePassword(credentials.oneTimePassword, PASSWORD)
  return { id: credentials.user.id, person }
}

/** Fills in the sign-in page, in Spanish, and sends it. */
export async function enter(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Usuario', { exact: true }).fill(login)
  await page.getByLabel('Contraseña', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Ingresar' }).click()
}
