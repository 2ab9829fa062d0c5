import type { Words } from './words.es.ts'

export const partsEn: Words['parts'] = {
  show: 'Show what is typed',
  hide: 'Hide what is typed',
  copied: 'Copied',
  notCopied: 'Could not copy: select it and copy it yourself',
  cancel: 'Cancel',
  retry: 'Try again',
  loading: 'Loading…',
  useLight: 'Use light colours',
  useDark: 'Use dark colours',
  optional: 'optional',
  noMatch: 'Nothing matches',
  pages: 'Pages',
  board: 'Wallboard',
  displays: 'Displays',
  setUp: 'Settings',
  leave: 'Sign out',
  skip: 'Go to the content',
  unreachable: 'The server cannot be reached. Check the network; what you typed is still here.',
  timedOut: 'The server did not answer in time. Try again.',
  failed: 'Something went wrong. Try again.',
}
