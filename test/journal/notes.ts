import { stableId } from '../../src/platform/ids.ts'
import type { Store } from '../../src/platform/store/store.ts'
import { callOf } from '../store/rows.ts'

/** What the tests keep in a journal: that a call has come to a version. */
export interface Note {
  call: number
  version: number
}

export const rejectedFile = (folder: string) => `${folder}.rejected`

/** Writes notes as calls, which hold the number of the call in `linkedid`. */
export const writeNotes = (store: Store) => async (notes: Note[]) => {
  const { calls } = store.tables
  const rows = notes.map(({ call, version }) =>
    callOf({ id: stableId('call', `${call}`), linkedid: `${call}`, version }),
  )
  await store.bulkUpsert(calls, rows, { key: ['id'], newer: 'version' })
}
