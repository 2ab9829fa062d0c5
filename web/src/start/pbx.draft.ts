import type { PbxFieldsFragment, PbxRegisterInput, PbxTestInput, PbxUpdateInput } from '@centralita/client'

/** A PBX as it is typed. */
export interface PbxDraft {
  readonly name: string
  readonly host: string
  readonly port: string
  readonly username: string
  readonly secret: string
}

export const emptyDraft: PbxDraft = { name: '', host: '', port: '5038', username: 'centralita', secret: '' }

/** A registered one, to be corrected; its secret is never told. */
export const draftOf = ({ name, host, port, username }: PbxFieldsFragment): PbxDraft => ({
  name,
  host: host ?? '',
  port: String(port ?? 5038),
  username: username ?? '',
  secret: '',
})

/** What is no number becomes one that the server refuses with its own words. */
const portOf = ({ port }: PbxDraft): number => (/^\d{1,6}$/.test(port.trim()) ? Number(port) : 0)

export const registerInput = (draft: PbxDraft, nameDefault: string): PbxRegisterInput => ({
  name: draft.name.trim() || nameDefault,
  host: draft.host.trim(),
  port: portOf(draft),
  username: draft.username.trim(),
  secret: draft.secret,
})

export const updateInput = (draft: PbxDraft, nameDefault: string): PbxUpdateInput => {
  const { secret, ...input } = registerInput(draft, nameDefault)
  return secret ? { ...input, secret } : input
}

export const testInput = (draft: PbxDraft, id: string | undefined): PbxTestInput => {
  const { name: _, ...input } = updateInput(draft, '')
  return id === undefined ? { ...input, secret: draft.secret } : { ...input, id }
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A secret of 140 bits without letters that look alike, or that manager.conf reads otherwise. */
export function makeSecret(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(24))
  return Array.from(numbers, (number) => LETTERS[number % LETTERS.length]).join('')
}
