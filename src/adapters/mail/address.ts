export interface MailAddress {
  readonly name: string
  readonly address: string
}

const LONGEST = 254
/** What mail servers take in practice; nothing by which a header or a command could go on. */
const ADDRESS =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/

/** Whether a text is one e-mail address and nothing else. */
export const isAddress = (text: string): boolean =>
  text.length <= LONGEST && ADDRESS.test(text) && !text.includes('..') && !/^\.|\.@/.test(text)

/** The address in `Centralita <reportes@empresa.com>` or `reportes@empresa.com`. */
export function addressIn(text: string): MailAddress | undefined {
  const match = /^\s*(?:"?([^"<>\p{Cc}]{0,100}?)"?\s*<([^<>\s]+)>|([^<>\s]+))\s*$/u.exec(text)
  const address = match?.[2] ?? match?.[3]
  if (!address || !isAddress(address)) return undefined
  return { name: match?.[1]?.trim() ?? '', address }
}
