import type { Words } from './words.es.ts'

export const accessEn: Words['access'] = {
  title: 'Sign in',
  login: 'User',
  password: 'Password',
  enter: 'Sign in',
  leave: 'Sign out',
}
