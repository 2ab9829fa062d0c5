import type { Words } from './words.es.ts'

export const accessEn: Words['access'] = {
  title: 'Sign in',
  promise: 'Your call center, live.',
  claims: {
    live: 'Queues, agents and calls as they happen',
    own: 'On your own PBX: Issabel, FreePBX or Asterisk',
    open: 'One API for all you want to build',
  },
  login: 'User',
  password: 'Password',
  enter: 'Sign in',
  entering: 'Signing in…',
  firstTime: 'Is this the first time?',
  firstTimeAnswer: 'Sign in as the user',
  firstTimePassword:
    'The first password is on the console where “npm start” was run. Once inside you choose your own.',
  forgotten: 'Forgotten the password? An administrator can give you a new one.',
  waitSeconds: (seconds: string) => `You can try again in ${seconds}.`,
  waitOver: 'You can try again now.',
  tooMany: 'Too many attempts.',
}
